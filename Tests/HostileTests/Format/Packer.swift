/// Writes the primitives of the format page. Whoever attacks may write them wrongly on purpose: nothing is checked.
struct Packer {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func raw(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Unsigned LEB128.
    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func varint(_ value: Int) { varint(UInt64(value)) }

    /// Eight bytes, big-endian.
    mutating func word(_ value: UInt64) {
        raw((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) })
    }

    mutating func lengthAndBytes(_ value: [UInt8]) {
        varint(value.count)
        raw(value)
    }

    mutating func string(_ value: String) { lengthAndBytes(Array(value.utf8)) }

    mutating func flag(_ value: Bool) { byte(value ? 1 : 0) }

    mutating func list<T>(_ values: [T], _ write: (inout Packer, T) -> Void) {
        varint(values.count)
        for value in values { write(&self, value) }
    }

    static func pack(_ write: (inout Packer) -> Void) -> [UInt8] {
        var packer = Packer()
        write(&packer)
        return packer.bytes
    }
}

/// The form in which signed numbers become small unsigned ones.
func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
}

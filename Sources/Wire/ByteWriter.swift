package import Causality

/// Writes the primitives of the format; the inverse of ``ByteReader``.
package struct ByteWriter {
    package private(set) var bytes: [UInt8]

    package init(reserving capacity: Int = 64) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written, and keeps the memory.
    package mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    package mutating func byte(_ value: UInt8) { bytes.append(value) }

    package mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func varint(_ value: Int) { varint(UInt64(value)) }

    package mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func raw(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

    package mutating func digest(_ value: Digest256) {
        word(value.words.0)
        word(value.words.1)
        word(value.words.2)
        word(value.words.3)
    }

    package mutating func replica(_ value: ReplicaID) {
        word(value.high)
        word(value.low)
    }

    package mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { text in
            varint(text.count)
            bytes.append(contentsOf: text)
        }
    }

    package mutating func lengthAndBytes(_ value: [UInt8]) {
        varint(value.count)
        bytes.append(contentsOf: value)
    }
}

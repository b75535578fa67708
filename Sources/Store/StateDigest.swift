/// A digest over the folded state that does not depend on the order of arrival: the sum of one 128-bit hash for each
/// live write and delete, so that one edit costs one subtraction and one addition.
///
/// It compares two nodes of good faith; what is believed rests on signatures, never on this. Each hash is two lanes of
/// 64-bit multiply-and-fold over eight bytes at a time (after Wang Yi's wyhash, public domain).
package struct StateDigest: Hashable, Sendable {
    package private(set) var sum: UInt128

    package init(_ sum: UInt128 = 0) { self.sum = sum }

    package mutating func add(_ hash: UInt128) { sum &+= hash }

    package mutating func subtract(_ hash: UInt128) { sum &-= hash }

    /// 32 hexadecimal digits.
    package var description: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: max(0, 32 - digits.count)) + digits
    }
}

/// The hash of one write: seeded with the record, then the field, the key, the change and the payload.
struct WriteHash {
    private var a: UInt64
    private var b: UInt64

    private static let k0: UInt64 = 0xA076_1D64_78BD_642F
    private static let k1: UInt64 = 0xE703_7ED1_A0B4_28DB
    private static let k2: UInt64 = 0x8EBC_6AF0_9C88_C6E3

    init(_ first: UInt64, _ second: UInt64) {
        a = first ^ Self.k0
        b = second ^ Self.k1
    }

    mutating func mix(_ word: UInt64) {
        a = Self.fold(a ^ word, Self.k1)
        b = Self.fold(b ^ word, Self.k2)
    }

    mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        mix(UInt64(truncatingIfNeeded: bytes.count))
        var offset = 0
        while offset + 8 <= bytes.count {
            mix(
                UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        guard offset < bytes.count else { return }
        var tail: UInt64 = 0
        for place in offset..<bytes.count {
            tail |= UInt64(bytes[place]) << UInt64(8 * (place - offset))
        }
        mix(tail)
    }

    var value: UInt128 {
        UInt128(Self.fold(a, Self.k2 ^ b)) << 64 | UInt128(Self.fold(b, Self.k0 ^ a))
    }

    private static func fold(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let product = (x | 1).multipliedFullWidth(by: y)
        return product.high ^ product.low ^ x
    }
}

/// A SHA-256 value, as four big-endian words: no allocation, cheap to compare and to hash.
package struct Digest256: Hashable, Comparable, Sendable {
    package let words: (UInt64, UInt64, UInt64, UInt64)

    package static let byteCount = 32
    package static let zero = Digest256((0, 0, 0, 0))

    package init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// - Precondition: `bytes` holds exactly 32 bytes.
    package init(_ bytes: UnsafeRawBufferPointer) {
        // safe: readers take 32 bytes or throw.
        precondition(bytes.count == Self.byteCount)
        func word(_ place: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// Nil unless `bytes` holds exactly 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { Digest256($0) }
    }

    /// Nil unless `text` is 64 hexadecimal digits.
    package init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard text.utf8.count == 2 * Self.byteCount, digits.count == text.utf8.count else {
            return nil
        }
        self.init(
            stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        )
    }

    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    package static func == (a: Digest256, b: Digest256) -> Bool {
        a.words == b.words
    }

    package static func < (a: Digest256, b: Digest256) -> Bool {
        a.words < b.words
    }

    package func hash(into hasher: inout Hasher) {
        // The value is uniform already: one word is hash enough.
        hasher.combine(words.0)
    }
}

extension Digest256: CustomStringConvertible {
    /// 64 hexadecimal digits.
    package var description: String {
        hexadecimal(words.0) + hexadecimal(words.1) + hexadecimal(words.2) + hexadecimal(words.3)
    }

    /// The first ten digits: what people read and type. Whoever has days to spare can make a key with the same ones.
    package var short: String { String(hexadecimal(words.0).prefix(10)) }

    /// The first twenty digits, 80 bits: what people compare to know a device, for nobody can make a key that has the same.
    package var fingerprint: String { hexadecimal(words.0) + hexadecimal(words.1).prefix(4) }
}

/// The name of a change: SHA-256 of its signed header.
package typealias ChangeHash = Digest256
/// The name of a device: a hash of its first key, algorithm included.
package typealias DeviceID = Digest256
/// The unit of replication: the hash of its founding change; zero for the default dossier.
package typealias DossierID = Digest256

/// The opaque name of a record: 16 bytes, random for a new record, a hash for an imported one.
///
/// Shown and typed as 26 characters of Crockford's base 32, upper case, most significant first (the two spare bits
/// lead and are zero), any unambiguous prefix of which is accepted.
package struct RecordID: Hashable, Comparable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (a: RecordID, b: RecordID) -> Bool {
        (a.high, a.low) < (b.high, b.low)
    }
}

extension RecordID: CustomStringConvertible {
    package static let textLength = 26
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    package var description: String {
        String(unsafeUninitializedCapacity: Self.textLength) { letters in
            write { letters.initializeElement(at: $0, to: $1) }
            return Self.textLength
        }
    }

    /// The 26 characters of ``description`` one after the other, with their places.
    @inline(__always)
    package func write(_ letter: (Int, UInt8) -> Void) {
        var (high, low) = (high, low)
        Self.alphabet.withUnsafeBufferPointer { alphabet in
            for place in (0..<Self.textLength).reversed() {
                letter(place, alphabet[Int(truncatingIfNeeded: low) & 31])
                low = low >> 5 | high << 59
                high >>= 5
            }
        }
    }

    /// Reads the full 26 characters, in either case; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.textLength else { return nil }
        var bits: UInt128 = 0
        for letter in text.utf8 {
            let upper = letter >= 97 && letter <= 122 ? letter - 32 : letter
            guard let digit = Self.alphabet.firstIndex(of: upper) else { return nil }
            guard bits >> 123 == 0 else { return nil }
            bits = bits << 5 | UInt128(digit)
        }
        self.init(high: UInt64(bits >> 64), low: UInt64(truncatingIfNeeded: bits))
    }
}

extension RecordID {
    /// The ids that begin with these characters; nil where no id does.
    package static func range(ofPrefix text: String) -> ClosedRange<RecordID>? {
        let missing = textLength - text.utf8.count
        guard missing >= 0, !text.isEmpty,
            let first = RecordID(text + String(repeating: "0", count: missing)),
            let last = RecordID(text + String(repeating: "Z", count: missing))
        else { return nil }
        return first...last
    }
}

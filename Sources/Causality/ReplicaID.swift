/// One incarnation of a device: the first 16 bytes of the hash of its signing key.
///
/// The key is random, so the id is; and whoever knows the key can check the id. 32 hexadecimal digits for people.
package struct ReplicaID: Hashable, Comparable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (a: ReplicaID, b: ReplicaID) -> Bool {
        (a.high, a.low) < (b.high, b.low)
    }
}

extension ReplicaID: CustomStringConvertible {
    package var description: String { hexadecimal(high) + hexadecimal(low) }
}

/// 16 lower-case hexadecimal digits.
package func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
}

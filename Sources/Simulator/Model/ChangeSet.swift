/// A set of changes by their numbers in the ``Model``: what a node holds, what an author was shown.
///
/// Shape: one bit a change. Two sets are equal if they hold the same, whatever their lengths.
struct ChangeSet: Equatable {
    private var words: [UInt64] = []

    mutating func insert(_ change: Int) {
        while words.count <= change >> 6 { words.append(0) }
        words[change >> 6] |= 1 << UInt64(change & 63)
    }

    func contains(_ change: Int) -> Bool {
        change >> 6 < words.count && words[change >> 6] & (1 << UInt64(change & 63)) != 0
    }

    mutating func formUnion(_ other: ChangeSet) {
        while words.count < other.words.count { words.append(0) }
        for (place, word) in other.words.enumerated() { words[place] |= word }
    }

    func subtracting(_ other: ChangeSet) -> ChangeSet {
        var result = self
        for place in words.indices where place < other.words.count {
            result.words[place] &= ~other.words[place]
        }
        return result
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    static func == (a: ChangeSet, b: ChangeSet) -> Bool {
        a.subtracting(b).isEmpty && b.subtracting(a).isEmpty
    }

    /// The members, ascending.
    var members: [Int] {
        var result: [Int] = []
        for (place, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(place << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }
}

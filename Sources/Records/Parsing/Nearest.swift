/// What a person may have meant: the words nearest to one that is not in a list.
package enum Nearest {
    package static let maxSuggestions = 3

    /// Codes near to a text, by code or label in either language, best first.
    package static func codes(to text: String, in vocabulary: Vocabulary) -> [String] {
        let ranked = vocabulary.terms.enumerated().compactMap {
            place, term -> (Int, Int, String)? in
            let distances = [term.code, term.label.en, term.label.nl].compactMap {
                distance(text, $0)
            }
            return distances.min().map { ($0, place, term.code) }
        }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(maxSuggestions).map(\.2)
    }

    /// Words near to a text, best first.
    package static func words(to text: String, in words: [String]) -> [String] {
        let ranked = words.enumerated().compactMap { place, word in
            distance(text, word).map { ($0, place, word) }
        }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(maxSuggestions).map(\.2)
    }

    /// Edits apart, regardless of case; a beginning counts as one edit. Nil where the two are not near: more than a
    /// third of the longer is different.
    static func distance(_ a: String, _ b: String) -> Int? {
        let from = Array(a.lowercased())
        let to = Array(b.lowercased())
        if from.count >= 2, to.starts(with: from) { return min(1, to.count - from.count) }
        let edits = edits(from, to)
        return edits * 3 <= max(from.count, to.count) ? edits : nil
    }

    /// Optimal string alignment: one letter more, less or another, or two neighbours swapped, is one edit. Three rows at a
    /// time. Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964.
    private static func edits(_ from: [Character], _ to: [Character]) -> Int {
        var before: [Int] = []
        var above = Array(0...to.count)
        for (i, a) in from.enumerated() {
            var row = [i + 1]
            for (j, b) in to.enumerated() {
                var least = min(above[j] + (a == b ? 0 : 1), above[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a == to[j - 1], from[i - 1] == b {
                    least = min(least, before[j - 1] + 1)
                }
                row.append(least)
            }
            before = above
            above = row
        }
        return above[to.count]
    }
}

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

    /// Levenshtein distance, one row at a time.
    private static func edits(_ from: [Character], _ to: [Character]) -> Int {
        var row = Array(0...to.count)
        for (i, a) in from.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in to.enumerated() {
                let above = row[j + 1]
                row[j + 1] = a == b ? diagonal : 1 + min(diagonal, above, row[j])
                diagonal = above
            }
        }
        return row[to.count]
    }
}

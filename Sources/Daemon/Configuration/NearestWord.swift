/// The word of a list that was probably meant.
enum NearestWord {
    /// The nearest by edits, at most a third of its letters away; nil where nothing is near. Ties: the earlier word.
    static func of(_ word: String, in words: [String]) -> String? {
        var best: (word: String, distance: Int)?
        for candidate in words {
            let distance = edits(from: word, to: candidate)
            guard distance <= max(1, candidate.count / 3) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    ///
    /// Source: optimal string alignment, the restricted form of Damerau–Levenshtein distance.
    static func edits(from: String, to: String) -> Int {
        let (a, b) = (Array(from), Array(to))
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var least = min(
                    rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}

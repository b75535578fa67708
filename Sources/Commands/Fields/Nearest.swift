/// Names that look like a mistyped one.
enum Nearest {
    private static let most = 3

    /// The candidates nearest by edit distance (Levenshtein), or that begin with or hold the word; at most three.
    static func names(to word: String, among candidates: [String]) -> [String] {
        let word = word.lowercased()
        let limit = max(2, word.count / 3)
        return candidates.map { (distance(word, $0.lowercased()), $0) }
            .map { $0.1.lowercased().hasPrefix(word) && !word.isEmpty ? (0, $0.1) : $0 }
            .filter { $0.0 <= limit }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            .prefix(most).map(\.1)
    }

    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let replaced = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}

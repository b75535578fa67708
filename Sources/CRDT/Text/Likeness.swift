/// Which sentences became which.
enum Likeness {
    /// Longer stretches are not compared sentence by sentence.
    private static let comparisonsMost = 2_500
    /// Of the words of both, so many hundredths must be common.
    private static let least = 50

    /// Pairs in the order of both that have the most words in common.
    static func pairs(_ old: [Substring], _ new: [Substring]) -> [(old: Int, new: Int)] {
        guard old.count * new.count <= comparisonsMost else { return [] }
        let (a, b) = (old.map(words), new.map(words))
        // best[i][j]: what the sentences from these on have in common at most.
        var best = [[Int]](
            repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        let alike = a.map { x in b.map { likeness(x, $0) } }
        for i in a.indices.reversed() {
            for j in b.indices.reversed() {
                let paired = alike[i][j] > 0 ? alike[i][j] + best[i + 1][j + 1] : 0
                best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
            }
        }
        var pairs: [(old: Int, new: Int)] = []
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if alike[i][j] > 0, best[i][j] == alike[i][j] + best[i + 1][j + 1] {
                pairs.append((i, j))
                (i, j) = (i + 1, j + 1)
            } else if best[i][j] == best[i + 1][j] {
                i += 1
            } else {
                j += 1
            }
        }
        return pairs
    }

    private static func words(_ sentence: Substring) -> [Substring: Int] {
        var words: [Substring: Int] = [:]
        for word in sentence.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            words[word, default: 0] += 1
        }
        return words
    }

    /// In hundredths; zero for those that are not alike.
    private static func likeness(_ a: [Substring: Int], _ b: [Substring: Int]) -> Int {
        let common = a.reduce(0) { $0 + min($1.value, b[$1.key] ?? 0) }
        let all = a.values.reduce(0, +) + b.values.reduce(0, +)
        let share = all == 0 ? 0 : 200 * common / all
        return share >= least ? share : 0
    }
}

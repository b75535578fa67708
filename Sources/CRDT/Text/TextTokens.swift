/// A stretch of text in grapheme clusters, and these in tokens: words, and everything else cluster by cluster.
struct TextTokens {
    private(set) var clusters: [Substring] = []
    /// Where the scalars of each cluster begin, counted in the stretch; one more entry for its end.
    private(set) var scalars: [Int] = [0]
    /// The clusters of each token.
    private(set) var tokens: [Range<Int>] = []

    init(_ text: Substring) {
        var isInWord = false
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            let cluster = text[index..<next]
            let isWord = Self.isWord(cluster)
            if isWord, isInWord, let word = tokens.popLast() {
                tokens.append(word.lowerBound..<(clusters.count + 1))
            } else {
                tokens.append(clusters.count..<(clusters.count + 1))
            }
            isInWord = isWord
            clusters.append(cluster)
            scalars.append(scalars[scalars.count - 1] + cluster.unicodeScalars.count)
            index = next
        }
    }

    static func isWord(_ cluster: Substring) -> Bool {
        guard let first = cluster.unicodeScalars.first else { return false }
        return first.properties.isAlphabetic || first.properties.numericType != nil
    }

    func text(_ range: Range<Int>) -> Substring {
        guard let first = clusters[range].first, let last = clusters[range].last else { return "" }
        return first.base[first.startIndex..<last.endIndex]
    }

    /// The clusters of a run of tokens.
    func clusters(of range: Range<Int>) -> Range<Int> {
        let end = tokens[..<range.upperBound].last?.upperBound ?? 0
        return (range.isEmpty ? end : tokens[range.lowerBound].lowerBound)..<end
    }
}

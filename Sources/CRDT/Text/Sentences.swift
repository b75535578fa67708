/// A text in sentences. A sentence ends with `.`, `!` or `?` before white space, or at a line break; the white space
/// after it belongs to it. White space at the beginning belongs to the first sentence.
struct Sentences {
    struct Sentence {
        /// With the white space around it.
        var text: Substring
        /// Without.
        var core: Substring
        /// Where `text` stands, in scalars.
        var scalars: Range<Int>
    }

    private(set) var all: [Sentence] = []
    private let text: String
    private let scalarCount: Int

    init(_ text: String) {
        self.text = text
        scalarCount = text.unicodeScalars.count
        let scalars = text.unicodeScalars
        var last: Unicode.Scalar?
        var isEnded = true
        var number = 0
        for index in scalars.indices {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                isEnded = isEnded || Self.isLineBreak(scalar) || last.map(Self.isTerminator) == true
            } else {
                if isEnded { begin(at: all.isEmpty ? text.startIndex : index, index, number) }
                extend(through: scalars.index(after: index))
                isEnded = false
            }
            last = scalar
            number += 1
        }
        close(at: text.endIndex, scalarCount)
    }

    private mutating func begin(
        at index: String.Index, _ core: String.Index, _ number: Int
    ) {
        close(at: index, number)
        let first = all.isEmpty ? 0 : number
        all.append(
            Sentence(text: text[index...], core: text[core..<core], scalars: first..<scalarCount))
    }

    private mutating func extend(through end: String.Index) {
        let core = all[all.count - 1].core
        all[all.count - 1].core = text[core.startIndex..<end]
    }

    private mutating func close(at end: String.Index, _ number: Int) {
        guard let sentence = all.last else { return }
        all[all.count - 1].text = text[sentence.text.startIndex..<end]
        all[all.count - 1].scalars = sentence.scalars.lowerBound..<number
    }

    private static func isTerminator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar == "!" || scalar == "?"
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    /// The sentences of a range, one after the other.
    func text(_ range: Range<Int>) -> Substring {
        guard let first = all[range].first, let last = all[range].last else { return "" }
        return text[first.text.startIndex..<last.text.endIndex]
    }

    /// Where the sentences of a range stand, in scalars; for an empty range the place between two sentences.
    func scalars(_ range: Range<Int>) -> Range<Int> {
        let end = range.upperBound == 0 ? 0 : all[range.upperBound - 1].scalars.upperBound
        return (range.isEmpty ? end : all[range.lowerBound].scalars.lowerBound)..<end
    }
}

/// A text in sentences. A sentence ends with `.`, `!` or `?` before white space, or at a line break; the white space
/// after it belongs to it. White space at the beginning belongs to the first sentence.
///
/// A full stop behind a number, a letter or a title ("1.", "J.", "Lt.") ends none, nor does one before a small letter: of a
/// sentence taken too long people are asked once too often, of one cut in two they would not be asked at all.
struct Sentences {
    struct Sentence {
        /// With the white space around it.
        let text: Substring
        /// Without.
        let core: Substring

        /// The white space behind it.
        var end: Substring { text[core.endIndex...] }
    }

    private(set) var all: [Sentence] = []
    private let text: String

    init(_ text: String) {
        self.text = text
        var start = text.startIndex
        var core = text.startIndex..<text.startIndex
        var isEnded = false
        var index = text.startIndex
        while index < text.endIndex {
            let cluster = text[index]
            let next = text.index(after: index)
            if Self.isWhitespace(cluster) {
                isEnded = isEnded || Self.isLineBreak(cluster)
            } else {
                if core.isEmpty {
                    core = index..<next
                } else if isEnded
                    || core.upperBound < index && Self.ends(text[core], before: cluster)
                {
                    all.append(Sentence(text: text[start..<index], core: text[core]))
                    start = index
                    core = index..<next
                } else {
                    core = core.lowerBound..<next
                }
                isEnded = false
            }
            index = next
        }
        if !core.isEmpty { all.append(Sentence(text: text[start...], core: text[core])) }
    }

    /// A cluster of nothing but white space: an accent that stands on a blank is none.
    private static func isWhitespace(_ cluster: Character) -> Bool {
        cluster.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    private static func isLineBreak(_ cluster: Character) -> Bool { cluster.isNewline }

    private static func ends(_ core: Substring, before next: Character) -> Bool {
        guard let last = core.last else { return false }
        if last == "!" || last == "?" { return true }
        guard last == ".", !next.isLowercase else { return false }
        let word = core.dropLast().split(whereSeparator: \.isWhitespace).last ?? ""
        return
            !(word.count == 1 || word.allSatisfy(\.isNumber)
            || titles.contains(word.lowercased()))
    }

    /// Abbreviations that stand before a name or a number, English and Dutch.
    private static let titles: Set<String> = [
        "lt", "ltz", "col", "kol", "lkol", "gen", "maj", "capt", "kap", "kapt", "cdr", "sgt", "adm",
        "brig",
        "dr", "drs", "ir", "mr", "mrs", "ms", "mw", "dhr", "prof", "st", "no", "nr", "nos", "art",
        "par",
        "vs", "ca", "cf", "fig", "vol", "incl", "excl", "e.g", "i.e", "o.a", "d.w.z", "bijv",
    ]

    /// The sentences of a range, one after the other.
    func text(_ range: Range<Int>) -> Substring {
        guard let first = all[range].first, let last = all[range].last else { return "" }
        return text[first.text.startIndex..<last.text.endIndex]
    }
}

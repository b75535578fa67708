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

    /// Cost: O(length); by bytes where the text is ASCII.
    init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
        var parts: [(start: Int, core: Range<Int>)] = []
        let bytes = text.utf8.withContiguousStorageIfAvailable { bytes in
            parts = Self.parts(bytes, text)
            return bytes.count
        }
        func index(_ offset: Int) -> String.Index {
            text.utf8.index(text.utf8.startIndex, offsetBy: offset)
        }
        for (place, part) in parts.enumerated() {
            let end = place + 1 < parts.count ? parts[place + 1].start : bytes ?? 0
            all.append(
                Sentence(
                    text: text[index(part.start)..<index(end)],
                    core: text[index(part.core.lowerBound)..<index(part.core.upperBound)]))
        }
    }

    /// Where each sentence begins, and where it stands without the white space around it.
    private static func parts(
        _ bytes: UnsafeBufferPointer<UInt8>, _ text: String
    ) -> [(start: Int, core: Range<Int>)] {
        var parts: [(start: Int, core: Range<Int>)] = []
        var isEnded = false
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            var length = 1
            let isWhite: Bool
            let isBreak: Bool
            if byte < 0x80 {
                isWhite = byte == 0x20 || 0x09...0x0D ~= byte
                isBreak = 0x0A...0x0D ~= byte
            } else {
                let scalar = Self.scalar(at: offset, text)
                length = UTF8.width(scalar)
                isWhite = scalar.properties.isWhitespace
                isBreak = scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
            }
            let next = offset + length
            if isWhite {
                isEnded = isEnded || isBreak
            } else if let last = parts.last {
                let isBehindWhite = last.core.upperBound < offset
                // An accent that stands on a blank begins nothing.
                if isBehindWhite, byte < 0x80 || isBoundary(offset, text),
                    isEnded || ends(bytes, last.core, before: offset, text)
                {
                    parts.append((offset, offset..<next))
                } else {
                    parts[parts.count - 1].core = last.core.lowerBound..<next
                }
                isEnded = false
            } else {
                // White space at the beginning belongs to the first.
                parts.append((0, offset..<next))
                isEnded = false
            }
            offset = next
        }
        return parts
    }

    private static func index(_ offset: Int, _ text: String) -> String.Index {
        text.utf8.index(text.utf8.startIndex, offsetBy: offset)
    }

    private static func scalar(at offset: Int, _ text: String) -> Unicode.Scalar {
        text.unicodeScalars[index(offset, text)]
    }

    private static func isBoundary(_ offset: Int, _ text: String) -> Bool {
        String.Index(index(offset, text), within: text) != nil
    }

    /// Whether a sentence ends with this, white space being behind it.
    private static func ends(
        _ bytes: UnsafeBufferPointer<UInt8>, _ core: Range<Int>, before next: Int, _ text: String
    ) -> Bool {
        let last = bytes[core.upperBound - 1]
        if last == UInt8(ascii: "!") || last == UInt8(ascii: "?") { return true }
        guard last == UInt8(ascii: ".") else { return false }
        let first = bytes[next]
        let isSmall =
            first < 0x80
            ? UInt8(ascii: "a")...UInt8(ascii: "z") ~= first
            : scalar(at: next, text).properties.isLowercase
        if isSmall { return false }
        var start = core.upperBound - 1
        // Longer ones are no abbreviations.
        while start > core.lowerBound, core.upperBound - start < 12, bytes[start - 1] > 0x20 {
            start -= 1
        }
        let word = text[index(start, text)..<index(core.upperBound - 1, text)]
        return
            !(word.count == 1 || !word.isEmpty && word.allSatisfy(\.isNumber)
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

    /// Where a sentence stands in the text, in bytes of UTF-8, without the white space around it.
    func core(_ sentence: Int) -> Range<Int> {
        let core = all[sentence].core
        let start = text.utf8.distance(from: text.startIndex, to: core.startIndex)
        return start..<(start + core.utf8.count)
    }

    /// The sentences of a range, one after the other.
    func text(_ range: Range<Int>) -> Substring {
        guard let first = all[range].first, let last = all[range].last else { return "" }
        return text[first.text.startIndex..<last.text.endIndex]
    }
}

/// The edits that turn one text into another: what a program that stores whole texts hands to ``TextEvent``.
///
/// What both texts begin and end with is left alone; in the rest words are compared, then grapheme clusters within the
/// words that changed, unless so little of them stays that they are better replaced whole. No edit begins or ends within
/// a cluster of either text.
///
/// Cost: O(length), and that of ``MyersDiff``; a stretch beyond its bounds is replaced whole.
package enum TextDiff {
    /// Edits in the order of the text; applied to `old` one after the other they give exactly `new`.
    package static func edits(from old: String, to new: String) -> [TextEdit] {
        edits(from: old, to: new, wordsMost: MyersDiff.editsMax, orWhole: true) ?? []
    }

    /// The same; nil where more than so many words and spaces were taken out or came in: of texts that have little in
    /// common a difference says nothing.
    package static func edits(
        from old: String, to new: String, wordsMost: Int
    ) -> [TextEdit]? {
        edits(from: old, to: new, wordsMost: wordsMost, orWhole: false)
    }

    private static func edits(
        from old: String, to new: String, wordsMost: Int, orWhole: Bool
    ) -> [TextEdit]? {
        let (oldRest, newRest, prefix) = withoutCommonEnds(old, new)
        if oldRest.isEmpty, newRest.isEmpty { return [] }
        let old = TextTokens(oldRest)
        let new = TextTokens(newRest)
        return hunks(old, new, wordsMost, orWhole)?.map { hunk in
            let first = new.scalars[hunk.new.lowerBound]
            let deleted = old.scalars[hunk.old.upperBound] - old.scalars[hunk.old.lowerBound]
            // All before this edit is as in `new` already.
            return TextEdit(
                position: prefix + first, deletedCount: deleted,
                inserted: String(new.text(hunk.new)))
        }
    }

    // MARK: Hunks of clusters

    private static func hunks(
        _ old: TextTokens, _ new: TextTokens, _ wordsMost: Int, _ orWhole: Bool
    ) -> [MyersDiff.Hunk]? {
        var tokens = compare(
            old.tokens.map { old.text($0) }, new.tokens.map { new.text($0) }, wordsMost)
        if tokens == nil, orWhole {
            tokens = [MyersDiff.Hunk(old: 0..<old.tokens.count, new: 0..<new.tokens.count)]
        }
        return tokens?.flatMap { hunk in
            refine(
                MyersDiff.Hunk(old: old.clusters(of: hunk.old), new: new.clusters(of: hunk.new)),
                old, new)
        }
    }

    private static func refine(
        _ hunk: MyersDiff.Hunk, _ old: TextTokens, _ new: TextTokens
    ) -> [MyersDiff.Hunk] {
        if hunk.old.isEmpty || hunk.new.isEmpty { return [hunk] }
        let parts = compare(
            Array(old.clusters[hunk.old]), Array(new.clusters[hunk.new]), MyersDiff.editsMax)
        guard let parts else { return [hunk] }
        let kept = hunk.old.count - parts.reduce(0) { $0 + $1.old.count }
        guard 2 * kept >= max(hunk.old.count, hunk.new.count) else { return [hunk] }
        return parts.map { part in
            MyersDiff.Hunk(
                old: (hunk.old.lowerBound + part.old.lowerBound)..<(hunk.old.lowerBound
                    + part.old.upperBound),
                new: (hunk.new.lowerBound + part.new.lowerBound)..<(hunk.new.lowerBound
                    + part.new.upperBound))
        }
    }

    private static func compare(
        _ old: [Substring], _ new: [Substring], _ editsMax: Int
    ) -> [MyersDiff.Hunk]? {
        var numbers = ExactText.Numbers()
        let oldNumbers = old.map { numbers.number(of: $0) }
        let newNumbers = new.map { numbers.number(of: $0) }
        return MyersDiff.hunks(from: oldNumbers, to: newNumbers, editsMax: editsMax)
    }

    // MARK: Common ends

    /// What is left of both texts without their common beginning and end, and the scalars of the beginning.
    private static func withoutCommonEnds(
        _ old: String, _ new: String
    ) -> (old: Substring, new: Substring, prefixScalars: Int) {
        let (a, b) = (Array(old.utf8), Array(new.utf8))
        var prefix = 0
        while prefix < a.count, prefix < b.count, a[prefix] == b[prefix] { prefix += 1 }
        while !isBoundary(prefix, old) || !isBoundary(prefix, new) { prefix -= 1 }
        let left = min(a.count, b.count) - prefix
        var suffix = 0
        while suffix < left, a[a.count - 1 - suffix] == b[b.count - 1 - suffix] { suffix += 1 }
        while !isBoundary(a.count - suffix, old) || !isBoundary(b.count - suffix, new) {
            suffix -= 1
        }
        return (
            rest(of: old, prefix, suffix), rest(of: new, prefix, suffix),
            a[..<prefix].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        )
    }

    private static func rest(of text: String, _ prefix: Int, _ suffix: Int) -> Substring {
        let first = text.utf8.index(text.startIndex, offsetBy: prefix)
        let end = text.utf8.index(text.endIndex, offsetBy: -suffix)
        return text[first..<end]
    }

    /// Whether a word or another grapheme cluster begins or the text ends at this byte.
    private static func isBoundary(_ byte: Int, _ text: String) -> Bool {
        let index = text.utf8.index(text.startIndex, offsetBy: byte)
        guard String.Index(index, within: text) != nil else { return false }
        guard index > text.startIndex, index < text.endIndex else { return true }
        return !TextTokens.isWord(text[index...].prefix(1))
            || !TextTokens.isWord(text[..<index].suffix(1))
    }
}

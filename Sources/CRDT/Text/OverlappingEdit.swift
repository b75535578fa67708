/// Sentences of a text that more than one side changed, each in its own way: what a person should look at, although the
/// text merged by itself.
package struct OverlappingEdit: Hashable, Sendable {
    /// Where the sentences stand in the base, in scalars; empty if the sides inserted different sentences between the
    /// same two.
    package let range: Range<Int>
    package let base: String
    /// Each side's text of this region, in the order in which the sides were given; a side that left it alone has the
    /// base's.
    package let sides: [String]

    package init(range: Range<Int>, base: String, sides: [String]) {
        self.range = range
        self.base = base
        self.sides = sides
    }
}

/// Finds where sides that went out from one text changed the same sentences.
///
/// Sentences are compared without the white space around them. A sentence that one side changed and another deleted is
/// found; sides that made the same of a sentence agree, and sides that changed neighbours did not meet.
/// Cost: that of a Myers diff of sentences for each side.
package enum OverlappingEdits {
    /// A hunk of sentences of one side.
    private struct Change {
        let side: Int
        let hunk: MyersDiff.Hunk
    }

    /// The regions in the order of the base.
    ///
    /// With `includingEqual` also those that several sides changed in the same way, unless they took them out: merged
    /// character by character, what two wrote alike stands twice.
    package static func find(
        base: String, sides: [String], includingEqual: Bool = false
    ) -> [OverlappingEdit] {
        let base = Sentences(base)
        let texts = sides.map(Sentences.init)
        let changes = texts.enumerated().flatMap { side, text in
            hunks(base, text).map { Change(side: side, hunk: $0) }
        }
        return groups(changes).compactMap { overlap(of: $0, base, texts, includingEqual) }
    }

    private static func hunks(_ base: Sentences, _ side: Sentences) -> [MyersDiff.Hunk] {
        var numbers = ExactText.Numbers()
        let old = base.all.map { numbers.number(of: $0.core) }
        let new = side.all.map { numbers.number(of: $0.core) }
        return MyersDiff.hunks(from: old, to: new).flatMap(bySentence)
    }

    /// As many sentences for as many are taken one by one, so that the first is not reported for a change of the second;
    /// and so are deleted ones.
    private static func bySentence(_ hunk: MyersDiff.Hunk) -> [MyersDiff.Hunk] {
        guard hunk.new.isEmpty || hunk.old.count == hunk.new.count else { return [hunk] }
        return hunk.old.enumerated().map { offset, old in
            let first = hunk.new.lowerBound + (hunk.new.isEmpty ? 0 : offset)
            return MyersDiff.Hunk(
                old: old..<(old + 1), new: first..<(hunk.new.isEmpty ? first : first + 1))
        }
    }

    /// Changes that share sentences of the base or insert at the same place, directly or through others.
    private static func groups(_ changes: [Change]) -> [[Change]] {
        let sorted = changes.sorted {
            let (a, b) = ($0.hunk.old, $1.hunk.old)
            return (a.lowerBound, a.upperBound, $0.side) < (b.lowerBound, b.upperBound, $1.side)
        }
        var groups: [[Change]] = []
        var reached = 0
        for change in sorted {
            let range = change.hunk.old
            if let first = groups.last?.first?.hunk.old,
                range.lowerBound < reached || (range.isEmpty && range == first)
            {
                groups[groups.count - 1].append(change)
                reached = max(reached, range.upperBound)
            } else {
                groups.append([change])
                reached = range.upperBound
            }
        }
        return groups
    }

    private static func overlap(
        of group: [Change], _ base: Sentences, _ texts: [Sentences], _ includingEqual: Bool
    ) -> OverlappingEdit? {
        let first = group.map(\.hunk.old.lowerBound).min() ?? 0
        let end = group.map(\.hunk.old.upperBound).max() ?? 0
        let sides = texts.indices.map { side in
            var text = ""
            var place = first
            for change in group where change.side == side {
                text += base.text(place..<change.hunk.old.lowerBound)
                text += texts[side].text(change.hunk.new)
                place = change.hunk.old.upperBound
            }
            return text + base.text(place..<end)
        }
        let changed = Set(group.map(\.side))
        let versions = Set(changed.map { core(sides[$0]) })
        let isAgreed = versions.count == 1 && (!includingEqual || versions.first?.isEmpty == true)
        guard changed.count > 1, !isAgreed else { return nil }
        return OverlappingEdit(
            range: base.scalars(first..<end), base: String(base.text(first..<end)), sides: sides)
    }

    /// Sentences without the white space around them, to compare sides.
    private static func core(_ text: String) -> [ExactText] {
        Sentences(text).all.map { ExactText(text: $0.core) }
    }
}

/// What sides made of one text, merged sentence by sentence.
///
/// A sentence that one side changed is as that side has it, one that several made the same of is taken once, and one that
/// several changed in different ways is **contested**: it is merged character by character, and people are asked. What was
/// put between the same two sentences stands there one after the other, and is contested too.
///
/// Shape: the text in pieces. Sentences are compared without the white space around them. Everything depends on the base
/// and the sides in their order alone, so it is the same on every node.
/// Cost: that of a Myers diff of sentences for each side. Source: diff3 (Khanna, Kunal & Pierce, "A Formal Investigation of
/// Diff3", 2007) for sentences; within one of them Eg-walker, arXiv 2409.14252.
package struct SentenceMerge: Sendable {
    /// Sentences that more than one side changed, each in its own way; without the white space behind them.
    package struct Contested: Hashable, Sendable {
        /// Empty where the sides put different sentences between the same two.
        package let base: String
        /// What each side has there; nil for one that left it alone.
        package let versions: [String?]
        /// All of them, character by character; never empty.
        package let merged: String
        /// The white space behind it.
        let end: String
    }

    package enum Piece: Hashable, Sendable {
        case settled(String)
        case contested(Contested)
    }

    package let pieces: [Piece]

    /// A generous mean: what so many words take at most is counted in bytes, so that a long text need not be read.
    private static let bytesOfWord = 64

    /// Nil where a side took more out of the text or brought more in than `wordsMost` words and spaces: of what was written
    /// anew nothing can be told about what its author left alone.
    ///
    /// `decided` are sentences of the base on which each side decided: they count as changed by it, whatever it made of
    /// them.
    package init?(
        base: String, sides: [String], decided: [[String]] = [], wordsMost: Int = .max
    ) {
        let base = Sentences(base)
        let texts = sides.map(Sentences.init)
        var hunks: [[MyersDiff.Hunk]] = []
        for (side, text) in texts.enumerated() {
            let plain = Self.plainHunks(base, text)
            guard Self.isBounded(plain, base, text, wordsMost) else { return nil }
            hunks.append(
                Self.hunks(plain, base, text, decided: side < decided.count ? decided[side] : []))
        }
        let ends = WhiteSpace(base, texts, hunks)
        let changes = hunks.enumerated().flatMap { side, hunks in
            hunks.map { Change(side: side, hunk: $0) }
        }
        var pieces: [Piece] = []
        var place = 0
        for group in Self.groups(changes) {
            for sentence in place..<max(place, group.old.lowerBound) {
                pieces.append(.settled(base.all[sentence].whole(ends[sentence])))
            }
            guard let piece = Self.piece(group, base, texts, ends, wordsMost) else { return nil }
            pieces.append(piece)
            place = max(place, group.old.upperBound)
        }
        for sentence in place..<base.all.count {
            pieces.append(.settled(base.all[sentence].whole(ends[sentence])))
        }
        self.pieces = pieces
    }

    package var contested: [Contested] {
        pieces.compactMap { if case .contested(let contested) = $0 { contested } else { nil } }
    }

    package var text: String { joined().text }

    /// The text with something in the place of each contested piece, which stands merged where that is nil; and where these
    /// stand in it, in bytes of UTF-8.
    package func joined(
        _ choose: (Contested) -> String? = { _ in nil }
    ) -> (text: String, places: [Range<Int>]) {
        var text = ""
        var places: [Range<Int>] = []
        for piece in pieces {
            let part: String
            var end = ""
            var isContested = false
            switch piece {
            case .settled(let settled): part = settled
            case .contested(let contested):
                part = choose(contested) ?? contested.merged
                end = part.isEmpty ? "" : contested.end
                isContested = true
            }
            // A sentence from the end of a text has nothing behind it.
            if let last = text.last, let first = part.first, !last.isWhitespace, !first.isWhitespace
            {
                text += " "
            }
            let start = text.utf8.count
            text += part
            if isContested { places.append(start..<text.utf8.count) }
            text += end
        }
        return (text, places)
    }

    /// The sentences of a text, without the white space around them.
    package static func sentences(of text: String) -> [String] {
        Sentences(text).all.map { String($0.core) }
    }

    // MARK: Changes

    /// A hunk of sentences of one side.
    private struct Change {
        let side: Int
        let hunk: MyersDiff.Hunk
    }

    /// Changes that share sentences of the base or insert at the same place, directly or through others.
    private struct Group {
        var changes: [Change]
        var old: Range<Int>
    }

    private static func hunks(
        _ plain: [MyersDiff.Hunk], _ base: Sentences, _ side: Sentences, decided: [String]
    ) -> [MyersDiff.Hunk] {
        var hunks = plain.flatMap { bySentence($0, base, side) }
        guard !decided.isEmpty else { return hunks }
        let cores = Set(decided.flatMap { Sentences($0).all.map { ExactText(text: $0.core) } })
        var all: [MyersDiff.Hunk] = []
        var (old, new) = (0, 0)
        hunks.append(
            MyersDiff.Hunk(
                old: base.all.count..<base.all.count, new: side.all.count..<side.all.count))
        for (place, hunk) in hunks.enumerated() {
            while old < hunk.old.lowerBound {
                if cores.contains(ExactText(text: base.all[old].core)) {
                    all.append(MyersDiff.Hunk(old: old..<(old + 1), new: new..<(new + 1)))
                }
                (old, new) = (old + 1, new + 1)
            }
            (old, new) = (hunk.old.upperBound, hunk.new.upperBound)
            if place < hunks.count - 1 { all.append(hunk) }
        }
        return all
    }

    /// Whether a side took out and brought in no more than so many words may be.
    private static func isBounded(
        _ hunks: [MyersDiff.Hunk], _ base: Sentences, _ side: Sentences, _ wordsMost: Int
    ) -> Bool {
        let (bytesMost, overflows) = wordsMost.multipliedReportingOverflow(by: bytesOfWord)
        return overflows
            || hunks.reduce(0) {
                $0 + base.text($1.old).utf8.count + side.text($1.new).utf8.count
            } <= bytesMost
    }

    static func plainHunks(_ base: Sentences, _ side: Sentences) -> [MyersDiff.Hunk] {
        var numbers = ExactText.Numbers()
        let old = base.all.map { numbers.number(of: $0.core) }
        let new = side.all.map { numbers.number(of: $0.core) }
        return MyersDiff.hunks(from: old, to: new)
    }

    /// Sentences that became others are taken one by one, so that the first is not reported for a change of the second: by
    /// likeness, and where that says nothing in their order; and so are deleted ones.
    private static func bySentence(
        _ hunk: MyersDiff.Hunk, _ base: Sentences, _ side: Sentences
    ) -> [MyersDiff.Hunk] {
        // One that became several, or several one, was split or drawn together.
        if hunk.new.count < 2 || hunk.old.count < 2 { return inOrder(hunk) }
        var hunks: [MyersDiff.Hunk] = []
        var (old, new) = (hunk.old.lowerBound, hunk.new.lowerBound)
        func pass(_ oldEnd: Int, _ newEnd: Int) {
            if old < oldEnd || new < newEnd {
                hunks += inOrder(MyersDiff.Hunk(old: old..<oldEnd, new: new..<newEnd))
            }
        }
        for pair in Likeness.pairs(
            hunk.old.map { base.all[$0].core }, hunk.new.map { side.all[$0].core })
        {
            let (a, b) = (hunk.old.lowerBound + pair.old, hunk.new.lowerBound + pair.new)
            pass(a, b)
            hunks.append(MyersDiff.Hunk(old: a..<(a + 1), new: b..<(b + 1)))
            (old, new) = (a + 1, b + 1)
        }
        pass(hunk.old.upperBound, hunk.new.upperBound)
        return hunks
    }

    private static func inOrder(_ hunk: MyersDiff.Hunk) -> [MyersDiff.Hunk] {
        guard hunk.new.isEmpty || hunk.old.count == hunk.new.count else { return [hunk] }
        return hunk.old.enumerated().map { offset, old in
            let first = hunk.new.lowerBound + (hunk.new.isEmpty ? 0 : offset)
            return MyersDiff.Hunk(
                old: old..<(old + 1), new: first..<(hunk.new.isEmpty ? first : first + 1))
        }
    }

    private static func groups(_ changes: [Change]) -> [Group] {
        let sorted = changes.sorted {
            let (a, b) = ($0.hunk.old, $1.hunk.old)
            return (a.lowerBound, a.upperBound, $0.side) < (b.lowerBound, b.upperBound, $1.side)
        }
        var groups: [Group] = []
        for change in sorted {
            let range = change.hunk.old
            if let last = groups.last?.old,
                range.lowerBound < last.upperBound || (range.isEmpty && range == last)
            {
                groups[groups.count - 1].changes.append(change)
                groups[groups.count - 1].old =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                groups.append(Group(changes: [change], old: range))
            }
        }
        return groups
    }

    // MARK: Pieces

    private static func piece(
        _ group: Group, _ base: Sentences, _ texts: [Sentences], _ ends: WhiteSpace,
        _ wordsMost: Int
    ) -> Piece? {
        let versions = texts.indices.map { side -> String? in
            let own = group.changes.filter { $0.side == side }
            guard !own.isEmpty else { return nil }
            var text = ""
            var place = group.old.lowerBound
            for change in own {
                text += base.text(place..<change.hunk.old.lowerBound)
                text += texts[side].text(change.hunk.new)
                place = change.hunk.old.upperBound
            }
            return text + base.text(place..<group.old.upperBound)
        }
        // Of what stands between two sentences the first one's white space; it may have stood at the end of its text.
        let end =
            group.old.isEmpty
            ? versions.compactMap { $0?.whiteSpaceBehind }.first { !$0.isEmpty }
            : ends[group.old.upperBound - 1]
        var different: [String] = []
        var cores: Set<[ExactText]> = []
        for case let version? in versions where cores.insert(core(version)).inserted {
            different.append(version)
        }
        if different.count == 1 {
            let text = different[0]
            return .settled(text.last?.isWhitespace == false ? text + (end ?? "") : text)
        }
        let old = String(base.text(group.old).trimmedBehind)
        let merged = merged(
            old, different.map { String($0.trimmedBehind) },
            between: group.old.isEmpty ? ends[group.old.lowerBound - 1] : nil, wordsMost)
        return merged.map {
            .contested(
                Contested(
                    base: old, versions: versions.map { $0.map { String($0.trimmedBehind) } },
                    merged: $0, end: String(end ?? "")))
        }
    }

    /// What several made of one sentence, in one: never empty.
    package static func merged(base: String, versions: [String], wordsMost: Int) -> String? {
        merged(base, versions, between: nil, wordsMost)
    }

    private static func merged(
        _ base: String, _ versions: [String], between: Substring?, _ wordsMost: Int
    ) -> String? {
        // Beside one that took it out, what is left of it is what was edited.
        let left = versions.filter { !$0.isEmpty }
        guard left.count > 1 else { return left.first ?? base }
        if base.isEmpty { return row(left, between) }
        let text = merge(base, left, wordsMost).map { String($0.trimmedBehind) }
        return text?.isEmpty == true ? left[0] : text
    }

    /// Sentences without the white space around them, to compare sides.
    private static func core(_ text: String) -> [ExactText] {
        Sentences(text).all.map { ExactText(text: $0.core) }
    }

    /// One after the other; a text's last one has no white space behind it.
    private static func row(_ texts: [String], _ end: Substring?) -> String {
        let between = end.map { $0.isEmpty ? " " : String($0) } ?? " "
        return texts.enumerated().map { place, text in
            place == texts.count - 1 || text.last?.isWhitespace == true ? text : text + between
        }.joined()
    }

    /// Character by character.
    private static func merge(_ base: String, _ versions: [String], _ wordsMost: Int) -> String? {
        let first = TextEventID(lamport: 0, tag: 0)
        var events = [
            TextEvent(id: first, parents: [], edits: [TextEdit(position: 0, inserted: base)])
        ]
        for (place, version) in versions.enumerated() {
            guard let edits = TextDiff.edits(from: base, to: version, wordsMost: wordsMost) else {
                return nil
            }
            events.append(
                TextEvent(
                    id: TextEventID(lamport: 1, tag: UInt64(place)), parents: [first], edits: edits)
            )
        }
        var history = TextHistory()
        do { try history.append(events) } catch {
            // safe: the edits were made right above, from this base.
            preconditionFailure("edits of the base: \(error)")
        }
        return history.text
    }

    // MARK: White space

    /// What stands behind the sentences of the base: as the first side has it that changed just that.
    private struct WhiteSpace {
        private var ends: [Substring]

        init(_ base: Sentences, _ texts: [Sentences], _ hunks: [[MyersDiff.Hunk]]) {
            ends = base.all.map(\.end)
            var isChanged = Set<Int>()
            for (text, hunks) in zip(texts, hunks) {
                var (old, new) = (0, 0)
                let last = MyersDiff.Hunk(old: base.all.count..<base.all.count, new: 0..<0)
                for hunk in hunks + [last] {
                    while old < hunk.old.lowerBound {
                        let end = text.all[new].end
                        if end != base.all[old].end, isChanged.insert(old).inserted {
                            ends[old] = end
                        }
                        (old, new) = (old + 1, new + 1)
                    }
                    (old, new) = (hunk.old.upperBound, hunk.new.upperBound)
                }
            }
        }

        /// Nil before the first sentence.
        subscript(_ sentence: Int) -> Substring? {
            ends.indices.contains(sentence) ? ends[sentence] : nil
        }
    }
}

extension StringProtocol {
    /// Without the white space at its end.
    fileprivate var trimmedBehind: SubSequence {
        self[..<(lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex)]
    }

    fileprivate var whiteSpaceBehind: Substring { Substring(self[trimmedBehind.endIndex...]) }
}

extension Sentences.Sentence {
    /// With other white space behind it.
    fileprivate func whole(_ end: Substring?) -> String {
        String(text[..<core.endIndex]) + (end ?? self.end)
    }
}

import CRDT
import Causality
import Records
import Replica
import Store
import Wire

/// What a text shows that was edited apart, said in the plainest way: every write that leads to one in force, with all
/// that led to it, and what follows for any set of them.
///
/// How sides are merged sentence by sentence is ``CRDT/SentenceMerge``, which has tests of its own; which writes are merged,
/// over what, and what is still contested of it is asked anew here.
extension Model {
    /// With how many sides people choose from; nil where the texts are a conflict like any other.
    func mergedText(
        _ field: Field, of place: Place, _ live: [LiveWrite], within held: ChangeSet
    ) -> (text: String, sides: Int)? {
        guard field.merge == .text else { return nil }
        let writes = textWrites(field.name, of: place, leadingTo: live, within: held)
        let heads = Set(live.map { TextEventID(lamport: $0.lamport, tag: $0.tag) })
        guard
            Set(live.map(\.values)).count > 1
                || writes.contains(where: { heads.contains($0.id) && $0.leavesOpen }),
            let base = commonWrite(writes), base.text != nil
        else { return nil }
        let later = writes.filter { $0.id > base.id }
        guard later.allSatisfy({ $0.text != nil && !$0.parents.isEmpty }) else { return nil }
        var telling = TextTelling(base: base.id, writes: [base] + later)
        return telling.shown(heads).map { ($0.text, $0.sides) }
    }

    /// The writes that led to those in force, these among them, oldest first.
    private func textWrites(
        _ field: String, of place: Place, leadingTo live: [LiveWrite], within held: ChangeSet
    ) -> [TextTelling.Write] {
        var writes: [TextTelling.Write] = []
        let known = (deeds[place] ?? []).filter { $0.field == field && held.contains($0.change) }
        func id(_ deed: Deed) -> TextEventID {
            let change = changes[deed.change]
            return TextEventID(lamport: change.lamport, tag: change.hash.words.0)
        }
        for deed in known.sorted(by: { id($0) < id($1) }) {
            guard case .write(_, let values) = deed.deed else { continue }
            let seen = known.filter { deed.seen.contains($0.change) }
            let shown = seen.filter { one in !seen.contains { $0.seen.contains(one.change) } }
            let parents = shown.map(id)
            var past = Set(parents)
            for write in writes where past.contains(write.id) { past.formUnion(write.past) }
            var text: String?
            if values.count == 1, case .text(let only) = values[0] { text = only }
            writes.append(
                TextTelling.Write(
                    id: id(deed), text: text, parents: parents, past: past,
                    leavesOpen: deed.leavesOpen))
        }
        let heads = Set(live.map { TextEventID(lamport: $0.lamport, tag: $0.tag) })
        var leading = heads
        for write in writes where heads.contains(write.id) { leading.formUnion(write.past) }
        return writes.filter { leading.contains($0.id) }
    }

    /// The newest write that is a decision and that every other one led to or came from.
    private func commonWrite(_ writes: [TextTelling.Write]) -> TextTelling.Write? {
        writes.last { write in
            !write.leavesOpen
                && writes.allSatisfy {
                    $0.id == write.id || write.past.contains($0.id) || $0.past.contains(write.id)
                }
        }
    }
}

/// Writes of a text and what anybody saw who had some of them.
private struct TextTelling {
    struct Write {
        let id: TextEventID
        let text: String?
        let parents: [TextEventID]
        /// Everything that led to it.
        var past: Set<TextEventID>
        let leavesOpen: Bool
    }

    struct Shown {
        let text: String
        var contested: [Contested] = []

        /// Those who made the same of every sentence in question are one side; who left all of them alone is none.
        var sides: Int {
            let writers = Set(contested.flatMap(\.versions).flatMap(\.writers))
            return Set(
                writers.map { writer in
                    contested.map { one in
                        one.versions.first { $0.writers.contains(writer) }?.text
                    }
                }
            ).count
        }
    }

    /// A sentence in question: what it was, how it is shown, and who made what of it.
    struct Contested: Hashable {
        let base: String
        let merged: String
        let versions: Set<Version>
        /// Where it stands in the text, in bytes.
        var place = 0..<0

        static func == (a: Contested, b: Contested) -> Bool {
            a.base == b.base && a.merged == b.merged && a.versions == b.versions
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(merged)
            hasher.combine(versions)
        }
    }

    struct Version: Hashable {
        let text: String
        let writers: Set<TextEventID>
    }

    let base: TextEventID
    let writes: [Write]
    private var known: [Set<TextEventID>: Shown?] = [:]

    init(base: TextEventID, writes: [Write]) {
        self.base = base
        self.writes = writes
    }

    /// What these and all that led to them show together.
    mutating func shown(_ some: Set<TextEventID>) -> Shown? {
        let heads = some.filter { one in
            !writes.contains { some.contains($0.id) && $0.past.contains(one) }
        }
        if let known = known[heads] { return known }
        let shown = work(writes.filter { heads.contains($0.id) })
        known[heads] = shown
        return shown
    }

    private func past(_ write: Write) -> Set<TextEventID> {
        let ids = Set(writes.map(\.id)).intersection(write.past)
        return write.id == base ? [] : ids.union([base])
    }

    private mutating func work(_ heads: [Write]) -> Shown? {
        guard let first = heads.first else { return nil }
        if heads.count == 1 { return left(first) }
        var common = past(first)
        for head in heads { common.formIntersection(past(head)) }
        guard let base = shown(common) else { return nil }
        var open: [Contested] = []
        var answered: Set<Contested> = []
        var texts: [String] = []
        for head in heads {
            guard let own = left(head), let before = shown(past(head)) else { return nil }
            open += own.contested
            answered.formUnion(Set(before.contested).subtracting(own.contested))
            if !texts.contains(where: { $0.utf8.elementsEqual(own.text.utf8) }) {
                texts.append(own.text)
            }
        }
        open.removeAll { answered.contains($0) }
        guard texts.count > 1 else { return keep(open, in: Shown(text: texts[0])) }
        guard
            let merge = SentenceMerge(
                base: base.text, sides: texts, wordsMost: MergedText.wordsMost)
        else { return nil }
        var shown = Shown(text: merge.text)
        for (contested, place) in zip(merge.contested, merge.joined().places) {
            var versions: [String: Set<TextEventID>] = [:]
            for case (let version?, let text) in zip(contested.versions, texts) {
                let writers = heads.filter { $0.text?.utf8.elementsEqual(text.utf8) == true }
                versions[version, default: []].formUnion(writers.map(\.id))
            }
            let before = base.contested.first {
                $0.merged.utf8.elementsEqual(contested.base.utf8)
            }
            shown.contested.append(
                Contested(
                    base: before?.base ?? contested.base, merged: contested.merged,
                    versions: Set(versions.map { Version(text: $0.key, writers: $0.value) }),
                    place: place))
        }
        return keep(open, in: shown)
    }

    /// As its author left it.
    private mutating func left(_ write: Write) -> Shown? {
        let text = write.text ?? ""
        guard write.id != base, write.leavesOpen else { return Shown(text: text) }
        return shown(past(write)).map { keep($0.contested, in: Shown(text: text)) }
    }

    /// With the sentences in question that stand in it as they were shown, where nothing else is in question.
    private func keep(_ open: [Contested], in shown: Shown) -> Shown {
        var shown = shown
        let bytes = Array(shown.text.utf8)
        for var one in open.sorted(by: { ($0.merged, $0.base) < ($1.merged, $1.base) }) {
            var sentence = Substring(one.merged)
            while sentence.last?.isWhitespace == true { sentence.removeLast() }
            let wanted = Array(sentence.utf8)
            let starts = wanted.count > bytes.count ? [] : Array(0...(bytes.count - wanted.count))
            let start = starts.first { Array(bytes[$0..<($0 + wanted.count)]) == wanted }
            guard let start else { continue }
            one.place = start..<(start + wanted.count)
            if shown.contested.contains(where: { $0.place.overlaps(one.place) }) { continue }
            shown.contested.append(one)
        }
        return shown
    }
}

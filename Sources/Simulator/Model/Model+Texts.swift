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
        if let merged = merged(writes, heads, live) { return merged }
        // What was left open stays so where nobody can say any more what it was.
        let values = Set(live.flatMap(\.values))
        guard values.count == 1, case .text(let text)? = values.first,
            writes.contains(where: { heads.contains($0.id) && $0.stance != .decides })
        else { return nil }
        return (text, 1)
    }

    private func merged(
        _ writes: [TextTelling.Write], _ heads: Set<TextEventID>, _ live: [LiveWrite]
    ) -> (text: String, sides: Int)? {
        guard
            Set(live.map(\.values)).count > 1
                || writes.contains(where: { heads.contains($0.id) && $0.stance != .decides }),
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
                    stance: deed.stance))
        }
        let heads = Set(live.map { TextEventID(lamport: $0.lamport, tag: $0.tag) })
        var leading = heads
        for write in writes where heads.contains(write.id) { leading.formUnion(write.past) }
        return writes.filter { leading.contains($0.id) }
    }

    /// The newest write that is a decision, and was not taken back, and that every other one led to or came from.
    private func commonWrite(_ writes: [TextTelling.Write]) -> TextTelling.Write? {
        let undone = Set(writes.filter { $0.stance == .reopens }.flatMap(\.parents))
        return writes.last { write in
            write.stance == .decides && !undone.contains(write.id)
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
        let stance: TextStance
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
        var place: Range<Int>

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

    /// What several made of the text alike.
    struct Side {
        var shown: Shown
        var writers: Set<TextEventID>
        var decided: [String]
    }

    let base: TextEventID
    let writes: [Write]
    private let undone: Set<TextEventID>
    private var known: [Set<TextEventID>: Shown?] = [:]

    init(base: TextEventID, writes: [Write]) {
        self.base = base
        self.writes = writes
        undone = Set(writes.filter { $0.stance == .reopens }.flatMap(\.parents))
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

    private func parents(_ write: Write) -> Set<TextEventID> {
        let ids = Set(writes.map(\.id)).intersection(write.parents)
        return ids.isEmpty ? [base] : ids
    }

    private mutating func work(_ heads: [Write]) -> Shown? {
        guard let first = heads.first else { return nil }
        if heads.count == 1 { return left(first) }
        var common = past(first)
        for head in heads { common.formIntersection(past(head)) }
        guard let base = shown(common) else { return nil }
        var answered: Set<Contested> = []
        var sides: [Side] = []
        for head in heads {
            guard let own = left(head), let before = shown(parents(head)) else { return nil }
            let decided = before.contested.filter { !own.contested.contains($0) }
            answered.formUnion(decided)
            let sentences = decided.flatMap { [$0.base, $0.merged] }
            if let place = sides.firstIndex(where: { same($0.shown.text, own.text) }) {
                sides[place].writers.insert(head.id)
                sides[place].decided += sentences
                for one in own.contested
                where !sides[place].shown.contested.contains(where: {
                    $0.place.overlaps(one.place)
                }) {
                    sides[place].shown.contested.append(one)
                }
            } else {
                sides.append(Side(shown: own, writers: [head.id], decided: sentences))
            }
        }
        for place in sides.indices {
            sides[place].shown.contested.removeAll { answered.contains($0) }
            sides[place].shown.contested.sort { $0.place.lowerBound < $1.place.lowerBound }
        }
        guard sides.count > 1 else { return sides[0].shown }
        return together(sides, over: base)
    }

    private func together(_ sides: [Side], over base: Shown) -> Shown? {
        let merge = SentenceMerge(
            base: base.text, sides: sides.map(\.shown.text), decided: sides.map(\.decided),
            wordsMost: MergedText.wordsMost)
        guard let merge else { return nil }
        var found: [Contested] = []
        for contested in merge.contested {
            var versions: [(text: String, writers: Set<TextEventID>)] = []
            for case (let version?, let side) in zip(contested.versions, sides) {
                if let place = versions.firstIndex(where: { same($0.text, version) }) {
                    versions[place].writers.formUnion(side.writers)
                } else {
                    versions.append((version, side.writers))
                }
            }
            // Decisions made apart started from what was before the question.
            let before = base.contested.first { same($0.merged, contested.base) }
            let merged = before.flatMap {
                SentenceMerge.merged(
                    base: $0.base, versions: versions.map(\.text), wordsMost: MergedText.wordsMost)
            }
            found.append(
                Contested(
                    base: before?.base ?? contested.base, merged: merged ?? contested.merged,
                    versions: Set(versions.map { Version(text: $0.text, writers: $0.writers) }),
                    place: 0..<0))
        }
        var next = 0
        let (text, places) = merge.joined { _ in
            next += 1
            return found[next - 1].merged
        }
        for place in found.indices { found[place].place = places[place] }
        var shown = Shown(text: text, contested: found)
        for side in sides { shown = keep(side.shown, in: shown) }
        return shown
    }

    /// As its author left it.
    private mutating func left(_ write: Write) -> Shown? {
        let text = write.text ?? ""
        guard write.id != base, write.stance != .decides || undone.contains(write.id) else {
            return Shown(text: text)
        }
        var before = parents(write)
        if write.stance == .reopens {
            for one in writes where undone.contains(one.id) && before.contains(one.id) {
                before.remove(one.id)
                before.formUnion(one.id == base ? [base] : parents(one))
            }
        }
        return shown(before).map { keep($0, in: Shown(text: text)) }
    }

    /// With what is in question of another text where it stands unchanged, and nothing else is in question.
    private func keep(_ other: Shown, in shown: Shown) -> Shown {
        var shown = shown
        let places = SentenceMerge.places(
            of: other.contested.map(\.place), in: other.text, to: shown.text)
        for case (var one, let place?) in zip(other.contested, places) {
            if shown.contested.contains(where: { $0.place.overlaps(place) }) { continue }
            one.place = place
            shown.contested.append(one)
        }
        shown.contested.sort { $0.place.lowerBound < $1.place.lowerBound }
        return shown
    }

    private func same(_ a: String, _ b: String) -> Bool {
        a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
    }
}

import CRDT
import Causality
import Records
import Replica
import Store
import Wire

/// What a text that was edited apart shows, said in the plainest way: every write that leads to one in force is an event,
/// with the writes in its author's eyes as parents.
///
/// The merge itself is that of ``CRDT/TextHistory``, which is held to an oracle of its own; which writes it takes, from
/// where on and in which order is asked anew here.
extension Model {
    /// Nil where the texts are a conflict like any other.
    func mergedText(
        _ field: Field, of place: Place, _ live: [LiveWrite], within held: ChangeSet
    ) -> (text: String, isOpen: Bool)? {
        var sides: [Value] = []
        for value in live.reversed().flatMap(\.values) where !sides.contains(value) {
            sides.append(value)
        }
        guard field.merge == .text, sides.count > 1 else { return nil }
        let writes = textWrites(field.name, of: place, leadingTo: live, within: held)
        guard let base = commonWrite(writes, of: live) else { return nil }
        let later = writes.filter { $0.id > base.id }
        guard base.text != nil, later.allSatisfy({ $0.text != nil && !$0.parents.isEmpty }) else {
            return nil
        }
        guard let merged = (try? merge(later, over: base, live)) ?? nil else { return nil }
        let texts = sides.compactMap { if case .text(let text) = $0 { text } else { nil } }
        let overlaps = OverlappingEdits.find(
            base: merged.base, sides: texts, includingEqual: true)
        return (merged.text, !overlaps.isEmpty)
    }

    private struct TextWrite {
        let id: TextEventID
        let text: String?
        let parents: [TextEventID]
        /// Everything that led to it.
        var past: Set<TextEventID>
    }

    /// The writes that led to those in force, these among them, oldest first.
    private func textWrites(
        _ field: String, of place: Place, leadingTo live: [LiveWrite], within held: ChangeSet
    ) -> [TextWrite] {
        var writes: [TextWrite] = []
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
            writes.append(TextWrite(id: id(deed), text: text, parents: parents, past: past))
        }
        let heads = Set(live.map { TextEventID(lamport: $0.lamport, tag: $0.tag) })
        var leading = heads
        for write in writes where heads.contains(write.id) { leading.formUnion(write.past) }
        return writes.filter { leading.contains($0.id) }
    }

    /// The newest write that every other one led to or came from.
    private func commonWrite(_ writes: [TextWrite], of live: [LiveWrite]) -> TextWrite? {
        writes.last { write in
            writes.allSatisfy {
                $0.id == write.id || write.past.contains($0.id) || $0.past.contains(write.id)
            } && !live.contains { TextEventID(lamport: $0.lamport, tag: $0.tag) == write.id }
        }
    }

    private func merge(
        _ later: [TextWrite], over base: TextWrite, _ live: [LiveWrite]
    ) throws -> (text: String, base: String)? {
        // Equal texts that were made of the same one stand for each other.
        var same: [TextEventID: TextEventID] = [base.id: base.id]
        var made: [(parents: [TextEventID], text: String, id: TextEventID)] = []
        var history = TextHistory()
        try history.append([
            TextEvent(
                id: base.id, parents: [],
                edits: [TextEdit(position: 0, inserted: base.text ?? "")])
        ])
        for write in later {
            let known = Set(write.parents.compactMap { same[$0] }).sorted()
            let parents = known.isEmpty ? [base.id] : known
            let text = write.text ?? ""
            if let twin = made.first(where: { $0.parents == parents && $0.text == text }) {
                same[write.id] = twin.id
                continue
            }
            same[write.id] = write.id
            made.append((parents, text, write.id))
            let edits = TextDiff.edits(
                from: try history.text(at: parents), to: write.text ?? "",
                wordsMost: MergedText.wordsMost)
            guard let edits else { return nil }
            try history.append([TextEvent(id: write.id, parents: parents, edits: edits)])
        }
        let heads = live.compactMap {
            same[TextEventID(lamport: $0.lamport, tag: $0.tag)]
        }
        let common = try history.commonVersion(of: Set(heads).sorted())
        return (history.text, try history.text(at: common))
    }
}

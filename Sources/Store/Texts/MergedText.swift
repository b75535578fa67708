package import CRDT
package import Causality
package import Records

/// What a text shows that people edited apart: all their edits, merged character by character, and the sentences that more
/// than one of them changed.
///
/// Each write of the text is an event of its history: it holds the whole text, and names the writes that its author was
/// shown. What the author edited is the difference between the two, the same on every node, so no more is kept than the
/// writes themselves. Only what happened since the last write that all sides knew is read. Source: Eg-walker, arXiv
/// 2409.14252; the design, "Text".
package struct MergedText: Sendable {
    package let text: String
    /// The text that all sides knew.
    package let base: String
    /// Sentences that more than one side changed, each in its own way; the sides in the order of ``sides``.
    package let overlaps: [OverlappingEdit]
    /// The different texts in force, in the order in which they are offered to a person.
    package let sides: [String]

    /// More are a conflict like any other: nobody reads what so many made of one text.
    private static let sidesMost = 64
    private static let eventsMost = 2048
    /// Words and spaces that one write may take out and bring in: of a text that was written anew nothing can be told
    /// about what its author left alone.
    package static let wordsMost = 1000

    /// One write of the text.
    package struct Event {
        let stamp: Stamp
        let values: [Value]
        /// The writes that it went over.
        let parents: [Point]

        package init(stamp: Stamp, values: [Value], parents: [Point]) {
            self.stamp = stamp
            self.values = values
            self.parents = parents
        }

        /// Nil for what is no text: emptied, or several texts put back.
        var text: String? {
            if case .text(let text)? = values.first, values.count == 1 { text } else { nil }
        }

        var id: TextEventID { TextEventID(lamport: stamp.lamport, tag: stamp.tag) }
    }

    /// Nil where it is not merged: a side emptied the text, the texts have no common beginning, a change is
    /// missing, more was made apart than anybody reads, or a text was written anew. They are then a conflict like any other.
    ///
    /// `open` are the different values in force; `event` reads a write of the field.
    package init?(
        _ open: [Value], live: [LiveValue], event: (Point) throws(StoreError) -> Event?
    ) throws(StoreError) {
        guard open.count <= Self.sidesMost else { return nil }
        var sides: [String] = []
        for value in open {
            guard case .text(let side) = value else { return nil }
            sides.append(side)
        }
        guard let (base, events) = try MergedText.since(live.map(\.stamp.point), event),
            let merged = (try? MergedText.replay(base, events, live.map(\.stamp.point))) ?? nil
        else { return nil }
        text = merged.text
        self.base = merged.base
        self.sides = sides
        overlaps = OverlappingEdits.find(base: merged.base, sides: sides, includingEqual: true)
    }

    /// The merged text; it asks only where sides met in one sentence.
    package func view(_ plain: FieldView) -> FieldView {
        FieldView(content: .single(.text(text)), open: overlaps.isEmpty ? [] : plain.open)
    }

    /// The last write that all others have in their past, and these in the tie order, oldest first.
    private static func since(
        _ live: [Point], _ event: (Point) throws(StoreError) -> Event?
    ) throws(StoreError) -> (base: Event, events: [Event])? {
        var waiting: [Event] = []
        var seen = Set(live)
        for point in live {
            guard let one = try event(point) else { return nil }
            waiting.append(one)
        }
        var events: [Event] = []
        // The newest first: whoever has it in their past is done with by then.
        while let newest = waiting.indices.max(by: {
            waiting[$1].stamp.isShown(over: waiting[$0].stamp)
        }) {
            let next = waiting.remove(at: newest)
            guard next.text != nil else { return nil }
            if waiting.isEmpty { return (next, events.reversed()) }
            // Made apart from the beginning on.
            guard !next.parents.isEmpty else { return nil }
            events.append(next)
            guard events.count <= eventsMost else { return nil }
            for parent in next.parents where seen.insert(parent).inserted {
                guard let one = try event(parent) else { return nil }
                waiting.append(one)
            }
        }
        return nil
    }

    /// An edit that several made alike, on the same text.
    private struct Edit: Hashable {
        let parents: Set<TextEventID>
        let text: String
    }

    /// The text in which all is merged, and the one that the writes in force have in common.
    private static func replay(
        _ base: Event, _ events: [Event], _ live: [Point]
    ) throws(TextHistoryError) -> (text: String, base: String)? {
        /// What stands for each write: equal ones made apart on the same text are one.
        var texts = [base.stamp.point: base]
        var known: [Edit: Event] = [:]
        var history = TextHistory()
        try history.append([
            TextEvent(
                id: base.id, parents: [],
                edits: [TextEdit(position: 0, inserted: base.text ?? "")])
        ])
        var batch: [TextEvent] = []
        for event in events {
            // What it went over before the common beginning is in that.
            var parents = [TextEventID: Event]()
            for parent in event.parents {
                if let text = texts[parent] { parents[text.id] = text }
            }
            if parents.isEmpty { parents[base.id] = base }
            let edit = Edit(parents: Set(parents.keys), text: event.text ?? "")
            if let same = known[edit] {
                texts[event.stamp.point] = same
                continue
            }
            known[edit] = event
            texts[event.stamp.point] = event
            var shown = parents.first?.value.text ?? ""
            let ids = parents.keys.sorted()
            if ids.count > 1 {
                try history.append(batch)
                batch = []
                shown = try history.text(at: ids)
            }
            let edits = TextDiff.edits(
                from: shown, to: event.text ?? "", wordsMost: MergedText.wordsMost)
            guard let edits else { return nil }
            batch.append(TextEvent(id: event.id, parents: ids, edits: edits))
        }
        try history.append(batch)
        let heads = Set(live.compactMap { texts[$0]?.id }).sorted()
        let common = try history.commonVersion(of: heads)
        return (history.text, try history.text(at: common))
    }
}

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
    /// missing, or more was made apart than anybody reads. They are then a conflict like any other.
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
            let text = try? MergedText.replay(base, events)
        else { return nil }
        self.text = text
        self.base = base.text ?? ""
        self.sides = sides
        overlaps = OverlappingEdits.find(base: self.base, sides: sides)
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

    private static func replay(
        _ base: Event, _ events: [Event]
    ) throws(TextHistoryError) -> String {
        var texts = [base.stamp.point: base]
        var history = TextHistory()
        try history.append([
            TextEvent(
                id: base.id, parents: [],
                edits: [TextEdit(position: 0, inserted: base.text ?? "")])
        ])
        var batch: [TextEvent] = []
        for event in events {
            texts[event.stamp.point] = event
            // What it went over before the common beginning is in that.
            var parents = event.parents.compactMap { texts[$0] }
            if parents.isEmpty { parents = [base] }
            var shown = parents[0].text ?? ""
            if parents.count > 1 {
                try history.append(batch)
                batch = []
                shown = try history.text(at: parents.map(\.id))
            }
            batch.append(
                TextEvent(
                    id: event.id, parents: parents.map(\.id),
                    edits: TextDiff.edits(from: shown, to: event.text ?? "")))
        }
        try history.append(batch)
        return history.text
    }
}

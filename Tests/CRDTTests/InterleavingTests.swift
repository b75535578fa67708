import CRDT
import Testing

/// What tells FugueMax from other orders of concurrent inserts (Weidner & Kleppmann, arXiv 2305.00583).
@Suite struct `Runs inserted at one place` {
    /// Types scalars one event each, each where `position` says, given how many were typed.
    private func typing(
        _ text: String, tag: UInt64, after parents: [TextEvent], position: (Int) -> Int
    ) -> [TextEvent] {
        var events: [TextEvent] = []
        for (number, scalar) in text.unicodeScalars.enumerated() {
            let before = events.last.map { [$0] } ?? parents
            let lamport = before.map(\.id.lamport).max() ?? 0
            events.append(
                TextEvent(
                    id: TextEventID(lamport: lamport + 1, tag: tag), parents: before.map(\.id),
                    edits: [TextEdit(position: position(number), inserted: String(scalar))]))
        }
        return events
    }

    private func merged(_ events: [TextEvent]) throws -> String {
        var history = TextHistory()
        try history.append(events)
        return history.text
    }

    private let base = TextEvent(
        id: TextEventID(lamport: 1, tag: 0), parents: [],
        edits: [TextEdit(position: 0, inserted: "[]")])

    @Test(arguments: [[UInt64(1), 2, 3], [3, 1, 2], [2, 3, 1]])
    func `typed forwards they stay whole`(tags: [UInt64]) throws {
        let runs = zip(["abc", "defg", "hi"], tags).map { text, tag in
            typing(text, tag: tag, after: [base]) { 1 + $0 }
        }
        let text = try merged([base] + runs.joined())
        for run in ["abc", "defg", "hi"] { #expect(text.contains(run), "\(text)") }
    }

    @Test(arguments: [[UInt64(1), 2, 3], [3, 1, 2], [2, 3, 1]])
    func `typed backwards they stay whole, which an RGA's do not`(tags: [UInt64]) throws {
        let runs = zip(["cba", "gfed", "ih"], tags).map { text, tag in
            typing(text, tag: tag, after: [base]) { _ in 1 }
        }
        let text = try merged([base] + runs.joined())
        for run in ["abc", "defg", "hi"] { #expect(text.contains(run), "\(text)") }
        // In an RGA all of them follow the bracket, youngest first.
        let rga = runs.joined().sorted { $0.id > $1.id }.map(\.edits[0].inserted).joined()
        #expect(!rga.contains("abc") && !rga.contains("defg"), "\(rga)")
    }

    @Test func `one typed forwards and one backwards stay whole`() throws {
        for tags in [(UInt64(1), UInt64(2)), (2, 1)] {
            let text = try merged(
                [base] + typing("abc", tag: tags.0, after: [base]) { 1 + $0 }
                    + typing("fed", tag: tags.1, after: [base]) { _ in 1 })
            #expect(text.contains("abc") && text.contains("def"), "\(text)")
        }
    }

    /// A and B were inserted apart between the brackets. One author who saw both typed x between them, another who saw
    /// only A typed y after it: y belongs to A and x to B, whatever their ids. Plain Fugue goes by the ids.
    @Test func `what was typed before a scalar stays before it, which plain Fugue does not keep`()
        throws
    {
        for tags in [(UInt64(5), UInt64(6)), (6, 5)] {
            let a = TextEvent(
                id: TextEventID(lamport: 2, tag: 1), parents: [base.id],
                edits: [TextEdit(position: 1, inserted: "A")])
            let b = TextEvent(
                id: TextEventID(lamport: 2, tag: 2), parents: [base.id],
                edits: [TextEdit(position: 1, inserted: "B")])
            let x = typing("x", tag: tags.0, after: [a, b]) { _ in 2 }
            let y = typing("y", tag: tags.1, after: [a]) { _ in 2 }
            let z = typing("z", tag: 0, after: [a, b] + x) { _ in 0 }
            #expect(try merged([base, a, b] + x + y) == "[AyxB]")
            #expect(try merged([base, a, y[0], b] + x + z) == "z[AyxB]")
        }
    }

    @Test func `what two delete is deleted once, and what a third inserted there survives`() throws
    {
        func event(_ tag: UInt64, _ edit: TextEdit) -> TextEvent {
            TextEvent(id: TextEventID(lamport: 2, tag: tag), parents: [long.id], edits: [edit])
        }
        let long = TextEvent(
            id: TextEventID(lamport: 1, tag: 9), parents: [],
            edits: [TextEdit(position: 0, inserted: "0123456789")])
        let text = try merged([
            long, event(1, TextEdit(position: 2, deletedCount: 5)),
            event(2, TextEdit(position: 4, deletedCount: 5)),
            event(3, TextEdit(position: 5, inserted: "new")),
        ])
        #expect(text == "01new9")
    }
}

import CRDT
import Testing

@Suite struct `A text document` {
    private let first = TextEvent(
        id: TextEventID(lamport: 1, tag: 1), parents: [],
        edits: [TextEdit(position: 0, inserted: "one two")])
    private let second = TextEvent(
        id: TextEventID(lamport: 2, tag: 1), parents: [TextEventID(lamport: 1, tag: 1)],
        edits: [TextEdit(position: 4, deletedCount: 3), TextEdit(position: 4, inserted: "2")])
    private let apart = TextEvent(
        id: TextEventID(lamport: 2, tag: 2), parents: [TextEventID(lamport: 1, tag: 1)],
        edits: [TextEdit(position: 7, inserted: "!")])

    @Test func `an edit of its own version is applied without a history`() throws {
        var document = TextDocument()
        #expect(try document.follow(first) && document.follow(second))
        #expect(document.text == "one 2" && document.heads == [second.id])
        #expect(try !document.follow(apart) && !document.follow(second))
        let bad = TextEvent(
            id: TextEventID(lamport: 3, tag: 1), parents: [second.id],
            edits: [TextEdit(position: 5, inserted: "x"), TextEdit(position: 7)])
        #expect(throws: TextHistoryError.editOutsideText(event: bad.id, edit: 1)) {
            try document.follow(bad)
        }
        #expect(document.text == "one 2" && document.heads == [second.id])
    }

    @Test func `a stored one takes over what its history has and it has not`() throws {
        var history = TextHistory()
        try history.append([first, apart])
        var document = TextDocument(text: "one two", heads: [first.id])
        try document.merge([second], into: &history)
        #expect(document.text == "one 2!" && document.heads == [second.id, apart.id].sorted())
    }

    @Test func `a text that is not of its heads, or of unknown ones, is refused`() throws {
        var history = TextHistory()
        try history.append([first])
        var wrong = TextDocument(text: "one", heads: [first.id])
        #expect(throws: TextHistoryError.textNotOfHeads) {
            try wrong.merge([second], into: &history)
        }
        var unknown = TextDocument(text: "one", heads: [TextEventID(lamport: 9, tag: 9)])
        #expect(throws: TextHistoryError.unknownEvent(TextEventID(lamport: 9, tag: 9))) {
            try unknown.merge([apart], into: &history)
        }
        #expect(wrong.text == "one" && history.eventCount == 2)
    }

    /// The oracle's texts are short; this one needs many chunks and scalars of all widths.
    @Test func `a long one is edited as an array of scalars would be`() throws {
        var dice = Dice(5)
        var scalars: [Unicode.Scalar] = []
        var document = TextDocument()
        for number in UInt64(1)...2_000 {
            let position = dice.below(scalars.count + 1)
            let deleted = dice.below(min(scalars.count - position, dice.chance(5) ? 4_000 : 20) + 1)
            let text = (0..<dice.below(dice.chance(5) ? 5_000 : 40)).map { _ in
                dice.element(of: Array("aé漢😀\u{301}".unicodeScalars))
            }
            var inserted = String.UnicodeScalarView()
            inserted.append(contentsOf: text)
            let edit = TextEdit(
                position: position, deletedCount: deleted, inserted: String(inserted))
            scalars.replaceSubrange(position..<(position + deleted), with: text)
            let event = TextEvent(
                id: TextEventID(lamport: number, tag: 0), parents: document.heads, edits: [edit])
            #expect(try document.follow(event) && document.length == scalars.count)
            if number % 100 == 0 {
                #expect(Array(document.text.unicodeScalars) == scalars)
            }
        }
    }
}

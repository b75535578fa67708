import CRDT
import Testing

@Suite struct `The difference of two texts` {
    private func applied(_ edits: [TextEdit], to text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for edit in edits {
            scalars.replaceSubrange(
                edit.position..<(edit.position + edit.deletedCount),
                with: edit.inserted.unicodeScalars)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test func `applied to the old text its edits give exactly the new one`() {
        let pieces = [
            "the ", "cat", "sat. ", "on", " ", "a\r\n", "e\u{301}", "é", "👍🏽", "🇩🇪", "🇩", "x",
            "\u{301}",
            "漢", "\n", "mat", "",
        ]
        for seed in UInt64(0)..<3_000 {
            var dice = Dice(seed)
            var parts = (0..<dice.below(30)).map { _ in dice.element(of: pieces) }
            let old = parts.joined()
            for _ in 0..<dice.below(5) {
                let place = dice.below(parts.count + 1)
                let end = min(parts.count, place + dice.below(3))
                parts.replaceSubrange(
                    place..<end, with: (0..<dice.below(3)).map { _ in dice.element(of: pieces) })
            }
            let new = parts.joined()
            let edits = TextDiff.edits(from: old, to: new)
            #expect(applied(edits, to: old).isExactly(new), "seed \(seed)")
            var history = TextHistory()
            var document = TextDocument()
            let first = TextEvent(
                id: TextEventID(lamport: 1, tag: 0), parents: [],
                edits: TextDiff.edits(from: "", to: old))
            let second = TextEvent(
                id: TextEventID(lamport: 2, tag: 0), parents: [first.id], edits: edits)
            #expect(throws: Never.self) { try document.merge([first, second], into: &history) }
            #expect(document.text.isExactly(new), "seed \(seed)")
        }
    }

    @Test func `equal texts have none, differently composed ones have`() {
        #expect(TextDiff.edits(from: "abc é", to: "abc é") == [])
        #expect(
            TextDiff.edits(from: "abc é", to: "abc e\u{301}")
                == [TextEdit(position: 4, deletedCount: 1, inserted: "e\u{301}")])
    }

    @Test func `it names the words that changed, and within a word what changed of it`() {
        #expect(
            TextDiff.edits(from: "a house here", to: "a horse there")
                == [
                    TextEdit(position: 4, deletedCount: 1, inserted: "r"),
                    TextEdit(position: 8, inserted: "t"),
                ])
        #expect(
            TextDiff.edits(from: "it was cold outside", to: "it was warm outside")
                == [TextEdit(position: 7, deletedCount: 4, inserted: "warm")])
    }

    @Test func `no fewer scalars could be deleted and inserted, where each is a token`() {
        func common(_ a: [Character], _ b: [Character]) -> Int {
            var row = Array(repeating: 0, count: b.count + 1)
            for x in a {
                var corner = 0
                for (place, y) in b.enumerated() {
                    let above = row[place + 1]
                    row[place + 1] = x == y ? corner + 1 : max(above, row[place])
                    corner = above
                }
            }
            return row[b.count]
        }
        for seed in UInt64(0)..<500 {
            var dice = Dice(seed)
            let (old, new) = (draw(&dice), draw(&dice))
            let cost = TextDiff.edits(from: String(old), to: String(new))
                .reduce(0) { $0 + $1.deletedCount + $1.insertedCount }
            #expect(cost == old.count + new.count - 2 * common(old, new), "seed \(seed)")
        }
    }

    private func draw(_ dice: inout Dice) -> [Character] {
        (0..<dice.below(25)).map { _ in dice.element(of: [".", ",", ";"]) }
    }

    @Test func `a word of which little stays is replaced whole`() {
        #expect(
            TextDiff.edits(from: "my garden here", to: "my forest here")
                == [TextEdit(position: 3, deletedCount: 6, inserted: "forest")])
    }

    @Test func `it does not cut a grapheme cluster`() {
        #expect(
            TextDiff.edits(from: "a👍🏽b", to: "a👍🏿b")
                == [TextEdit(position: 1, deletedCount: 2, inserted: "👍🏿")])
        #expect(
            TextDiff.edits(from: "🇩🇪", to: "🇩🇰")
                == [TextEdit(position: 0, deletedCount: 2, inserted: "🇩🇰")])
    }

    @Test func `texts with nothing in common are replaced within the bound`() {
        var dice = Dice(3)
        func words(_ count: Int) -> String {
            (0..<count).map { _ in "\(dice.word() % 100_000)" }.joined(separator: " ")
        }
        let (old, new) = (words(20_000), words(20_000))
        let clock = ContinuousClock()
        let time = clock.measure {
            let edits = TextDiff.edits(from: old, to: new)
            #expect(edits.count == 1 && applied(edits, to: old) == new)
        }
        #expect(time < .seconds(20))
    }
}

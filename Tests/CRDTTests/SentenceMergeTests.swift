import CRDT
import Testing

@Suite struct `Texts merged by sentences` {
    private let base = "The sky is blue. The sea is wide. Who knows?\nA new line"

    private func find(_ sides: String...) -> [SentenceMerge.Contested] { find(base, sides) }

    private func find(_ base: String, _ sides: [String]) -> [SentenceMerge.Contested] {
        SentenceMerge(base: base, sides: sides)?.contested ?? []
    }

    private func merged(_ base: String, _ sides: String...) -> String? {
        SentenceMerge(base: base, sides: sides)?.text
    }

    @Test func `one sentence changed in two ways is reported with base and sides`() {
        let found = find(
            "The sky is grey. The sea is wide. Who knows?\nA new line",
            "The sky was blue. The sea is wide. Who knows?\nA new line")
        #expect(found.map(\.base) == ["The sky is blue."])
        #expect(found.map(\.versions) == [["The sky is grey.", "The sky was blue."]])
        #expect(found.map(\.merged) == ["The sky was grey."])
    }

    @Test func `different sentences, also neighbours, are not`() {
        #expect(
            find(
                "The sky is grey. The sea is wide. Who knows?\nA new line",
                "The sky is blue. The sea is deep. Who knows?\nAnother line") == [])
        #expect(
            find(
                "The sky is grey. The sea was wide. Who knows?\nA new line",
                "The sky is blue. The sea is wide. Nobody knows.\nA new line") == [])
    }

    @Test func `the same change by all who changed it is not`() {
        let same = "The sky is grey. The sea is wide. Who knows?\nA new line"
        #expect(find(same, same, base) == [])
        let other = "The sky is red. The sea is wide. Who knows?\nA new line"
        let found = find(same, same, other, base)
        #expect(
            found.map(\.versions) == [
                ["The sky is grey.", "The sky is grey.", "The sky is red.", nil]
            ])
    }

    @Test func `of two sentences that one side changed only the shared one is`() {
        let found = find(
            "The sky is grey. The sea is deep. Who knows?\nA new line",
            "The sky is blue. The sea was wide. Who knows?\nA new line")
        #expect(found.map(\.base) == ["The sea is wide."])
    }

    @Test func `a sentence changed here and deleted there is`() {
        let found = find(
            "The sky is blue. Who knows?\nA new line",
            "The sky is blue. The sea is deep. Who knows?\nA new line")
        #expect(found.map(\.versions) == [["", "The sea is deep."]])
    }

    @Test func `different sentences inserted at one place are, with an empty base`() {
        let appended = find(base + "\nMine.", base + "\nYours.", base)
        #expect(appended.map(\.base) == [""])
        #expect(appended.map(\.versions) == [["Mine.", "Yours.", nil]])
        #expect(find(base + "\nMine.", base + "\nMine.") == [])
        let between = find(
            "The sky is blue. Mine. The sea is wide. Who knows?\nA new line",
            "The sky is blue. Yours! The sea is wide. Who knows?\nA new line")
        #expect(between.map(\.versions) == [["Mine.", "Yours!"]])
    }

    @Test func `sentences inserted at different places, or beside a changed one, are not`() {
        #expect(
            find(
                "The sky is blue. Mine. The sea is wide. Who knows?\nA new line",
                "The sky is blue. The sea is wide. Who knows? Yours.\nA new line") == [])
        #expect(
            find(
                "The sky is blue. Mine. The sea is wide. Who knows?\nA new line",
                "The sky is blue. The sea is deep. Who knows?\nA new line") == [])
    }

    @Test func `words appended to one unfinished sentence are`() {
        let found = find(base + " of mine", base + " of yours.")
        #expect(found.map(\.versions) == [["A new line of mine", "A new line of yours."]])
    }

    @Test func `a sentence split in two meets a change of it`() {
        let found = find(
            "The sky. It is blue. The sea is wide. Who knows?\nA new line",
            "The sky is grey. The sea is wide. Who knows?\nA new line")
        #expect(found.map(\.versions) == [["The sky. It is blue.", "The sky is grey."]])
    }

    @Test func `a full stop within a word ends nothing, a line break does`() {
        let base = "Version 1.2 is out.\n\nItem one\nItem two"
        let found = find(
            base,
            [
                "Version 1.3 is out.\n\nItem 1\nItem two",
                "Version 1.4 is out.\n\nItem one\nItem 2",
            ])
        #expect(found.map(\.base) == ["Version 1.2 is out."])
        #expect(find("", ["a", "b"]).map(\.versions) == [["a", "b"]])
        #expect(find("", ["", " "]) == [])
    }

    @Test(arguments: [
        "He met Lt. Jansen there.", "Item 1. Read it.", "J. Smith signed.", "See e.g. the annex.",
        "At 10.30 a.m. it began.",
    ])
    func `a full stop of an abbreviation ends nothing`(sentence: String) throws {
        let middle = try #require(sentence.firstIndex(of: "."))
        let sides = [
            "Now: " + sentence, sentence[...middle] + " So" + sentence[middle...].dropFirst(),
        ]
        #expect(find(sentence, sides.map { String($0) }).count == 1)
    }

    @Test func `what one side changed stands as it wrote it, beside whatever the others changed`() {
        let plan = "The plan is set. The risk is low."
        #expect(
            merged(
                plan, "The plan is set. The crew is five. The risk is low.",
                "The plan is set. No risk is low.")
                == "The plan is set. The crew is five. No risk is low.")
        #expect(
            merged(
                "Alpha is one. Bravo is two. Charlie is three.",
                "Bravo is two. Alpha is one. Charlie is three.",
                "Alpha is one. Bravo is two. Charlie is not three.")
                == "Bravo is two. Alpha is one. Charlie is not three.")
        #expect(
            merged("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\nTwo.\n\nThree, edited.")
                == "One.\n\nThree, edited.")
        #expect(merged("A one. B one.", "A one.", "A one. B one. C one.") == "A one. C one.")
        #expect(merged("a\nb", "a\nb\nc", "a\nb, more") == "a\nb, more\nc")
        #expect(
            merged("One. Two.", "One. Two. Mine.", "One. Two. Yours.") == "One. Two. Mine. Yours.")
    }

    /// Sides that each changed sentences of their own: the merged text has every change, whole, and nobody is asked.
    @Test func `disjoint changes all stand, in every order of the sides`() {
        for seed in UInt64(0)..<2_000 {
            var dice = Dice(seed)
            let count = 2 + dice.below(6)
            // Alike in their beginnings, which is what misleads a comparison of words.
            let names = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"]
            let base = (0..<count).map {
                "The \(["risk", "cost", "crew"][$0 % 3]) is \(names[$0])."
            }
            var sides = Array(repeating: base, count: 3)
            var wanted = base
            var former = -1
            for place in base.indices where dice.below(2) == 0 {
                var side = dice.below(3)
                // One that takes a sentence out beside one that it changes has changed both.
                if side == former { side = (side + 1) % 3 }
                former = side
                let text = ["No risk,", "The cost is very", "The", "A crew; the risk is"][
                    dice.below(4)]
                sides[side][place] = dice.below(4) == 0 ? "" : "\(text) \(names[place])."
                wanted[place] = sides[side][place]
            }
            func text(_ sentences: [String]) -> String {
                sentences.filter { !$0.isEmpty }.joined(separator: " ")
            }
            let texts = sides.map(text)
            for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
                let merge = SentenceMerge(base: text(base), sides: order.map { texts[$0] })
                #expect(merge?.contested == [], "seed \(seed)")
                #expect(
                    merge?.text.split(separator: " ").joined(separator: " ") == text(wanted),
                    "seed \(seed)")
            }
        }
    }
}

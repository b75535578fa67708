import CRDT
import Testing

@Suite struct `Overlapping edits` {
    private let base = "The sky is blue. The sea is wide. Who knows?\nA new line"

    private func find(_ sides: String...) -> [OverlappingEdit] {
        OverlappingEdits.find(base: base, sides: sides)
    }

    @Test func `one sentence changed in two ways is reported with base and sides`() {
        let found = find(
            "The sky is grey. The sea is wide. Who knows?\nA new line",
            "The sky was blue. The sea is wide. Who knows?\nA new line")
        #expect(
            found == [
                OverlappingEdit(
                    range: 0..<17, base: "The sky is blue. ",
                    sides: ["The sky is grey. ", "The sky was blue. "])
            ])
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
            found.map(\.sides) == [
                ["The sky is grey. ", "The sky is grey. ", "The sky is red. ", "The sky is blue. "]
            ])
    }

    @Test func `of two sentences that one side changed only the shared one is`() {
        let found = find(
            "The sky is grey. The sea is deep. Who knows?\nA new line",
            "The sky is blue. The sea was wide. Who knows?\nA new line")
        #expect(found.map(\.base) == ["The sea is wide. "])
        #expect(found.map(\.range) == [17..<34])
    }

    @Test func `a sentence changed here and deleted there is`() {
        let found = find(
            "The sky is blue. Who knows?\nA new line",
            "The sky is blue. The sea is deep. Who knows?\nA new line")
        #expect(found.map(\.sides) == [["", "The sea is deep. "]])
    }

    @Test func `different sentences inserted at one place are, with an empty base`() {
        let appended = find(base + "\nMine.", base + "\nYours.", base)
        #expect(appended.map(\.base) == [""] && appended.map(\.range) == [55..<55])
        #expect(appended.map(\.sides) == [["Mine.", "Yours.", ""]])
        #expect(find(base + "\nMine.", base + "\nMine.") == [])
        let between = find(
            "The sky is blue. Mine. The sea is wide. Who knows?\nA new line",
            "The sky is blue. Yours! The sea is wide. Who knows?\nA new line")
        #expect(between.map(\.range) == [17..<17])
        #expect(between.map(\.sides) == [["Mine. ", "Yours! "]])
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
        #expect(found.map(\.sides) == [["A new line of mine", "A new line of yours."]])
    }

    @Test func `a sentence split in two meets a change of it`() {
        let found = find(
            "The sky. It is blue. The sea is wide. Who knows?\nA new line",
            "The sky is grey. The sea is wide. Who knows?\nA new line")
        #expect(found.map(\.sides) == [["The sky. It is blue. ", "The sky is grey. "]])
    }

    @Test func `a full stop within a word ends nothing, a line break does`() {
        let base = "Version 1.2 is out.\n\nItem one\nItem two"
        let found = OverlappingEdits.find(
            base: base,
            sides: [
                "Version 1.3 is out.\n\nItem 1\nItem two",
                "Version 1.4 is out.\n\nItem one\nItem 2",
            ])
        #expect(found.map(\.base) == ["Version 1.2 is out.\n\n"])
        #expect(OverlappingEdits.find(base: "", sides: ["a", "b"]).map(\.sides) == [["a", "b"]])
        #expect(OverlappingEdits.find(base: "", sides: ["", " "]) == [])
    }
}

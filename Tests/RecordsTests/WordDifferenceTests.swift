import Records
import Testing

struct WordDifferenceTests {
    private func texts(_ difference: WordDifference) -> (old: String, new: String) {
        let parts = difference.parts
        return (
            parts.filter { $0.kind != .added }.map(\.text).joined(),
            parts.filter { $0.kind != .removed }.map(\.text).joined()
        )
    }

    @Test func `marks the words that differ`() {
        #expect(
            WordDifference(from: "the old text stays", to: "the new text stays").marked
                == "the [-old-]{+new+} text stays")
        #expect(WordDifference(from: "a b", to: "a b c").marked == "a b{+ c+}")
        #expect(WordDifference(from: "a b c", to: "a c").marked == "a [-b -]c")
        #expect(WordDifference(from: "same", to: "same").isEmpty)
        #expect(WordDifference(from: "", to: "x").marked == "{+x+}")
    }

    @Test func `words that changed side by side are one change`() {
        #expect(
            WordDifference(from: "Tanks stay at home.", to: "Tanks come by train.").marked
                == "Tanks [-stay at home.-]{+come by train.+}")
    }

    /// Seeded texts of few words, so that they have much in common.
    @Test(arguments: 0..<200) func `holds both texts, letter by letter`(_ seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let pieces = ["één", "two", " ", "  ", "\n", "three", ".", "👩‍👩‍👧"]
        func text() -> String {
            (0..<next(12)).map { _ in pieces[Int(next(UInt64(pieces.count)))] }.joined()
        }
        let (old, new) = (text(), text())
        let difference = WordDifference(from: old, to: new)
        #expect(texts(difference).old == old)
        #expect(texts(difference).new == new)
        #expect(difference.isEmpty == (old == new))
    }
}

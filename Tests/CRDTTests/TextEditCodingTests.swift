import CRDT
import Testing

@Suite struct `The stored form of edits` {
    private func edits(_ dice: inout Dice) -> [TextEdit] {
        let texts = ["", "a", "漢字", "e\u{301}", "é", "👍🏽", String(repeating: "x", count: 300)]
        return (0..<dice.below(6)).map { _ in
            TextEdit(
                position: Int(dice.word() >> (1 + dice.below(63))),
                deletedCount: Int(dice.word() >> (1 + dice.below(63))),
                inserted: dice.element(of: texts))
        }
    }

    @Test func `edits come back as they were`() throws {
        for seed in UInt64(0)..<2_000 {
            var dice = Dice(seed)
            let edits = edits(&dice)
            #expect(try TextEditCoding.decode(TextEditCoding.encode(edits)) == edits, "\(seed)")
        }
        #expect(
            TextEditCoding.encode([TextEdit(position: 300, deletedCount: 1, inserted: "é")])
                == [1, 0xAC, 2, 1, 2, 0xC3, 0xA9])
    }

    @Test func `what is decoded at all is the one encoding of its edits`() {
        var decoded = 0
        for seed in UInt64(0)..<30_000 {
            var dice = Dice(seed)
            var bytes = TextEditCoding.encode(edits(&dice))
            for _ in 0...dice.below(2) {
                let place = dice.below(bytes.count + 1)
                switch dice.below(4) {
                case 0: bytes.insert(UInt8(dice.below(256)), at: place)
                case 1: bytes.removeSubrange(place...)
                case 2 where place < bytes.count: bytes[place] ^= 1 << dice.below(8)
                default: bytes = (0..<dice.below(12)).map { _ in UInt8(dice.below(256)) }
                }
            }
            guard let edits = try? TextEditCoding.decode(bytes) else { continue }
            decoded += 1
            #expect(TextEditCoding.encode(edits) == bytes, "seed \(seed)")
        }
        #expect(decoded > 1_000)
    }

    @Test(
        arguments: [
            ([], .truncated), ([1], .truncated), ([1, 0, 0, 3, 0x61], .truncated),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], .truncated),
            ([0, 0], .trailingBytes), ([0x80, 0], .numberNotShortest),
            ([1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0], .numberTooLarge),
            ([1, 0, 0, 1, 0xFF], .textNotUTF8), ([1, 0, 0, 3, 0xED, 0xA0, 0x80], .textNotUTF8),
            ([1, 0, 0, 2, 0xC1, 0x81], .textNotUTF8),
        ] as [([UInt8], TextCodingError)])
    func `what is malformed is refused by name`(bytes: [UInt8], error: TextCodingError) {
        #expect(throws: error) { try TextEditCoding.decode(bytes) }
    }
}

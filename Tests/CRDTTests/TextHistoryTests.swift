import CRDT
import Testing

/// A failure prints its seed; `TEXT_SEED=<seed>` runs that one history alone. `TEXT_OPERATIONS` sets the number of edits
/// that the random histories have together.
@Suite struct `A text's history` {
    @Test func `every delivery order of up to six events ends in the oracle's text`() throws {
        for seed in seeds(400, from: 1_000) {
            var dice = Dice(seed)
            var shape = TextHistories.Shape()
            shape.events = 2 + dice.below(5)
            shape.syncPercent = 20 + dice.below(40)
            let histories = try TextHistories(shape, &dice)
            var oracle = FugueTree()
            histories.events.forEach { oracle.take($0) }
            let heads = try history(of: histories.events).heads
            let expected = oracle.text(at: heads)
            try histories.withEveryOrder { order in
                var one = TextHistory()
                var document = TextDocument()
                for event in order {
                    try document.merge([event], into: &one)
                    #expect(document.text.isExactly(oracle.text(at: one.heads)), "seed \(seed)")
                }
                #expect(document.heads == heads && one.heads == heads, "seed \(seed)")
                #expect(one.text.isExactly(expected), "seed \(seed)")
                #expect(one.length == expected.unicodeScalars.count)
            }
        }
    }

    @Test func `random histories in random orders and batches end in the oracle's text`() throws {
        let goal = setting("TEXT_SEED") == nil ? setting("TEXT_OPERATIONS") ?? 50_000 : 1
        var operations = 0
        var seed = seeds(1, from: 50_000)[0]
        while operations < goal {
            var dice = Dice(seed)
            var shape = TextHistories.Shape()
            shape.authors = 2 + dice.below(4)
            shape.events = 10 + dice.below(50)
            shape.syncPercent = 2 + dice.below(50)
            shape.spread = dice.chance(50) ? 4 : 200
            shape.deletePercent = dice.below(60)
            let histories = try TextHistories(shape, &dice)
            operations += histories.events.reduce(0) { $0 + $1.edits.count }
            try check(histories, seed, &dice)
            seed += 1
        }
        print("random histories: \(operations) operations, last seed \(seed - 1)")
    }

    private func check(
        _ histories: TextHistories, _ seed: UInt64, _ dice: inout Dice
    ) throws {
        var oracle = FugueTree()
        histories.events.forEach { oracle.take($0) }
        var one = TextHistory()
        var document = TextDocument()
        var order = histories.order(&dice)[...]
        while !order.isEmpty {
            let batch = Array(order.prefix(1 + dice.below(12)))
            order = order.dropFirst(batch.count)
            // What a store kept, then a document loaded from it: no history goes with it.
            document = TextDocument(text: document.text, heads: document.heads)
            if dice.chance(20) {
                // The document missed these: it merges them with the next.
                try one.append(batch)
            } else {
                try document.merge(batch, into: &one)
                #expect(document.text.isExactly(oracle.text(at: one.heads)), "seed \(seed)")
            }
        }
        try document.merge([], into: &one)
        #expect(document.text.isExactly(oracle.text(at: one.heads)), "seed \(seed)")
        #expect(one.text.isExactly(document.text), "seed \(seed)")
        for _ in 0..<3 {
            let version = (0...dice.below(2)).map { _ in dice.element(of: histories.events).id }
            #expect(
                try one.text(at: version).isExactly(oracle.text(at: version)), "seed \(seed)")
        }
    }

    /// Enough at one place for the walker's tree to grow inner nodes and to have leaves that a version knows nothing of.
    @Test(arguments: [0, 3, 1_000])
    func `a long history of long branches ends in the oracle's text`(spread: Int) throws {
        for seed in seeds(2, from: 77) {
            var dice = Dice(seed)
            var shape = TextHistories.Shape()
            shape.authors = 4
            shape.events = setting("TEXT_OPERATIONS") == nil ? 250 : 1_500
            shape.syncPercent = 1 + dice.below(3)
            shape.spread = spread
            shape.deletePercent = 15
            let histories = try TextHistories(shape, &dice)
            var oracle = FugueTree()
            histories.events.forEach { oracle.take($0) }
            let one = try history(of: histories.order(&dice))
            #expect(one.text.isExactly(oracle.text(at: one.heads)), "seed \(seed)")
        }
    }

    @Test func `the common version of heads is what all their pasts hold`() throws {
        for seed in seeds(300, from: 7_000) {
            var dice = Dice(seed)
            var shape = TextHistories.Shape()
            shape.events = 12
            shape.syncPercent = 30 + dice.below(40)
            let histories = try TextHistories(shape, &dice)
            let one = try history(of: histories.order(&dice))
            var pasts: [TextEventID: Set<TextEventID>] = [:]
            for event in histories.events {
                pasts[event.id] = event.parents.reduce(into: [event.id]) {
                    $0.formUnion(pasts[$1] ?? [])
                }
            }
            for _ in 0..<10 {
                let heads = (0...dice.below(3)).map { _ in dice.element(of: histories.events).id }
                var common = pasts[heads[0]] ?? []
                for head in heads { common.formIntersection(pasts[head] ?? []) }
                let inner = common.filter { id in
                    common.contains { $0 != id && pasts[$0]?.contains(id) == true }
                }
                #expect(
                    try one.commonVersion(of: heads) == common.subtracting(inner).sorted(),
                    "seed \(seed)")
            }
        }
    }

    @Test func `a refused event leaves history and document as they were`() throws {
        for seed in seeds(100, from: 9_000) {
            var dice = Dice(seed)
            var shape = TextHistories.Shape()
            shape.events = 8
            let histories = try TextHistories(shape, &dice)
            let order = histories.order(&dice)
            let known = dice.below(7)
            var one = TextHistory()
            var document = TextDocument()
            try document.merge(Array(order[..<known]), into: &one)
            let (heads, text) = (one.heads, one.text)
            let long = TextEdit(position: 0, deletedCount: text.unicodeScalars.count + 1)
            let bad = TextEvent(
                id: TextEventID(lamport: 99, tag: 1), parents: heads,
                edits: [TextEdit(position: 0), long])
            #expect(throws: TextHistoryError.editOutsideText(event: bad.id, edit: 1)) {
                try document.merge(
                    [bad] + order[known...], into: &one)
            }
            let absent = TextEventID(lamport: 98, tag: 98)
            let orphan = TextEvent(
                id: TextEventID(lamport: 99, tag: 1), parents: [absent], edits: [])
            #expect(throws: TextHistoryError.missingParent(event: orphan.id, parent: absent)) {
                try document.merge(order[known...] + [orphan], into: &one)
            }
            #expect(one.heads == heads && document.heads == heads && one.eventCount == known)
            #expect(document.text.isExactly(text))
            try document.merge(order, into: &one)
            var other = TextHistory()
            try other.append(order)
            #expect(document.text.isExactly(other.text) && one.text.isExactly(other.text))
        }
    }

    @Test func `an edit is held to the text that its author was shown`() throws {
        let first = TextEvent(
            id: TextEventID(lamport: 1, tag: 0), parents: [],
            edits: [TextEdit(position: 0, inserted: "abc")])
        let grown = TextEvent(
            id: TextEventID(lamport: 2, tag: 0), parents: [first.id],
            edits: [TextEdit(position: 3, inserted: "defghi")])
        let outside = TextEvent(
            id: TextEventID(lamport: 2, tag: 1), parents: [first.id],
            edits: [TextEdit(position: 4, inserted: "x")])
        var one = try history(of: [first, grown])
        #expect(throws: TextHistoryError.editOutsideText(event: outside.id, edit: 0)) {
            try one.append([outside])
        }
        #expect(throws: TextHistoryError.unknownEvent(outside.id)) {
            try one.text(at: [outside.id])
        }
        #expect(try one.append([first, grown]) == [])
    }

    /// Seeds in a row, or the one that the environment asks for.
    private func seeds(_ count: Int, from first: UInt64) -> [UInt64] {
        setting("TEXT_SEED").map { [UInt64($0)] } ?? (0..<UInt64(count)).map { first + $0 }
    }

    private func history(of events: [TextEvent]) throws -> TextHistory {
        var history = TextHistory()
        try history.append(events)
        return history
    }
}

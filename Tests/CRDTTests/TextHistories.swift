import CRDT

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Events of one text among several authors who see each other's work now and then.
struct TextHistories {
    private(set) var events: [TextEvent] = []

    struct Shape {
        var authors = 3
        var events = 6
        /// How often an author takes over what another has, in percent of the steps.
        var syncPercent = 35
        var editsMax = 2
        var insertedMax = 3
        var deletePercent = 35
        /// Edits stay near the beginning, so that authors meet.
        var spread = 8
    }

    private static let alphabet = Array("abcdefgh ijkl.é\u{301}漢😀👍🏽".unicodeScalars)

    private struct Author {
        var known: Set<TextEventID> = []
        var history = TextHistory()
        var document = TextDocument()
        var lamport: UInt64 = 0
    }

    /// Draws a history; authors are given the others' events by `merge`, so this tests merging as well.
    init(_ shape: Shape, _ dice: inout Dice) throws(TextHistoryError) {
        var authors = Array(repeating: Author(), count: shape.authors)
        while events.count < shape.events {
            let author = dice.below(shape.authors)
            if dice.chance(shape.syncPercent) {
                let other = authors[dice.below(shape.authors)].known
                let news = events.filter {
                    other.contains($0.id) && !authors[author].known.contains($0.id)
                }
                try Self.give(news, to: &authors[author])
                continue
            }
            let event = Self.event(by: authors[author], shape, &dice)
            try Self.give([event], to: &authors[author])
            events.append(event)
        }
    }

    private static func give(
        _ events: [TextEvent], to author: inout Author
    ) throws(TextHistoryError) {
        try author.document.merge(events, into: &author.history)
        for event in events {
            author.known.insert(event.id)
            author.lamport = max(author.lamport, event.id.lamport)
        }
    }

    private static func event(by author: Author, _ shape: Shape, _ dice: inout Dice) -> TextEvent {
        var length = author.document.length
        var edits: [TextEdit] = []
        for _ in 0...dice.below(shape.editsMax) {
            let position = dice.below(min(length, shape.spread) + 1)
            var deleted = 0
            if position < length, dice.chance(shape.deletePercent) {
                deleted = 1 + dice.below(min(length - position, 4))
            }
            var inserted = String.UnicodeScalarView()
            let count = deleted > 0 && dice.chance(50) ? 0 : 1 + dice.below(shape.insertedMax)
            for _ in 0..<count { inserted.append(dice.element(of: alphabet)) }
            edits.append(
                TextEdit(position: position, deletedCount: deleted, inserted: String(inserted)))
            length += count - deleted
        }
        var parents = author.history.heads
        // A parent that another parent knew says nothing new, and must do no harm.
        if dice.chance(3), let other = author.known.min() { parents.append(other) }
        let id = TextEventID(lamport: author.lamport + 1, tag: dice.word())
        return TextEvent(id: id, parents: parents, edits: edits)
    }

    /// A random causal order of the events.
    func order(_ dice: inout Dice) -> [TextEvent] {
        var order: [TextEvent] = []
        var given: Set<TextEventID> = []
        var rest = events
        while !rest.isEmpty {
            let ready = rest.indices.filter { rest[$0].parents.allSatisfy(given.contains) }
            let event = rest.remove(at: dice.element(of: ready))
            given.insert(event.id)
            order.append(event)
        }
        return order
    }

    /// Calls `body` with every causal order of the events.
    func withEveryOrder(_ body: ([TextEvent]) throws -> Void) rethrows {
        func extend(_ order: [TextEvent], _ rest: [TextEvent]) throws {
            if rest.isEmpty { return try body(order) }
            let given = Set(order.map(\.id))
            for (place, event) in rest.enumerated()
            where event.parents.allSatisfy(given.contains) {
                var others = rest
                others.remove(at: place)
                try extend(order + [event], others)
            }
        }
        try extend([], events)
    }
}

/// A number that the environment sets.
func setting(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
}

extension String {
    /// Scalar by scalar: `==` would call a composed and a decomposed letter the same.
    func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

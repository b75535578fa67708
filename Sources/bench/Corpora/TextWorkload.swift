import CRDT

/// Events of one author after another, drawn from a seed.
struct TextWorkload {
    enum Habit {
        /// Each edit at a place of its own.
        case scattered
        /// Words typed letter by letter, now and then somewhere else.
        case typing
        /// Everything at one place, each letter before the last: the walker's worst case.
        case backwards
    }

    private var state: UInt64 = 42
    private var cursor = 0

    private mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    /// A text of 100,000 scalars, made by 50,000 edits.
    mutating func document(length goal: Int = 100_000, edits: Int = 50_000) -> [TextEvent] {
        var events: [TextEvent] = []
        var length = 0
        for number in 0..<edits {
            let position = below(length + 1)
            let deleted = min(length - position, below(8) == 0 ? below(4) : 0)
            let left = goal - length + deleted
            let share = (left + edits - number - 1) / (edits - number)
            let count = number == edits - 1 ? left : min(left, below(2 * share + 1))
            let edit = TextEdit(position: position, deletedCount: deleted, inserted: word(count))
            length += count - deleted
            events.append(event(edit, after: events.last, tag: 0))
        }
        return events
    }

    private mutating func word(_ count: Int) -> String {
        let letters = Array("etaoinshrdlucmfwygpb.    ")
        return String((0..<count).map { _ in letters[below(letters.count)] })
    }

    /// `count` events that follow `base`, a text of `length` scalars, and each other.
    mutating func branch(
        _ count: Int, after base: TextEvent?, length: Int, tag: UInt64, _ habit: Habit
    ) -> [TextEvent] {
        var events: [TextEvent] = []
        var length = length
        cursor = below(length + 1)
        for _ in 0..<count {
            let edit = edit(length, habit)
            length += edit.insertedCount - edit.deletedCount
            events.append(event(edit, after: events.last ?? base, tag: tag))
        }
        return events
    }

    /// The text with `count` of its words changed.
    mutating func revision(of text: String, words count: Int) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false)
        for _ in 0..<count { words[below(words.count)] = Substring(word(5)) }
        return words.joined(separator: " ")
    }

    private mutating func edit(_ length: Int, _ habit: Habit) -> TextEdit {
        switch habit {
        case .backwards: return TextEdit(position: length / 2, inserted: "x")
        case .scattered: cursor = below(length + 1)
        case .typing:
            if below(30) == 0 { cursor = below(length + 1) }
        }
        if below(6) == 0, cursor < length {
            return TextEdit(position: cursor, deletedCount: 1)
        }
        cursor += 1
        return TextEdit(position: cursor - 1, inserted: word(1))
    }

    private func event(_ edit: TextEdit, after parent: TextEvent?, tag: UInt64) -> TextEvent {
        let lamport = (parent?.id.lamport ?? 0) + 1
        return TextEvent(
            id: TextEventID(lamport: lamport, tag: tag), parents: parent.map { [$0.id] } ?? [],
            edits: [edit])
    }
}

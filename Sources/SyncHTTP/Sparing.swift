/// Says a thing at most once in a while for each key, and counts what it kept to itself. Instants are durations since any
/// one moment.
///
/// Keys come from outside: no more than ``keysMax`` are spoken of in one while, and no more are kept.
package struct Sparing<Key: Hashable & Sendable>: Sendable {
    private struct Entry {
        var said: Duration
        var unsaid: Int
    }

    private let interval: Duration
    private let keysMax: Int
    private var entries: [Key: Entry] = [:]

    package init(every interval: Duration = .seconds(60), keysMax: Int = 64) {
        self.interval = interval
        self.keysMax = max(1, keysMax)
    }

    /// Whether to speak of a thing that happens now.
    ///
    /// - Returns: how often it happened since it was last said, this time included; nil to say nothing.
    package mutating func say(_ key: Key, at now: Duration) -> Int? {
        if var entry = entries[key] {
            guard now - entry.said >= interval else {
                entry.unsaid += entry.unsaid == .max ? 0 : 1
                entries[key] = entry
                return nil
            }
            entries[key] = Entry(said: now, unsaid: 0)
            return entry.unsaid == .max ? .max : entry.unsaid + 1
        }
        if entries.count >= keysMax {
            entries = entries.filter { now - $0.value.said < interval }
        }
        guard entries.count < keysMax else { return nil }
        entries[key] = Entry(said: now, unsaid: 0)
        return 1
    }
}

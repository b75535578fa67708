import CRDT
import Causality
package import Records
package import Store

/// Why a field shows what it shows: the writes in force, what they went over, and who had seen what.
///
/// Shape: one for each key that was ever written (one for a register). Cost: the history of the record.
package struct Explanation: Sendable {
    package let key: Value
    /// In force, the one shown first: the last of the tie order.
    package let live: [Standing]
    /// Gone, newest first.
    package let gone: [Gone]

    /// A write in force.
    package struct Standing: Sendable {
        package let entry: HistoryEntry
        package let values: [Value]
        /// Writes in force that its author had not been shown, and that had not seen it: made apart.
        package let apart: [HistoryEntry]
    }

    /// A write that others went over.
    package struct Gone: Sendable {
        package let entry: HistoryEntry
        /// Empty for the removal of an element, which leaves nothing behind.
        package let values: [Value]
        package let by: [HistoryEntry]
    }

    /// All keys of a field; those with a write in force first, each part in the order of the keys.
    package static func all(
        of field: String, in record: StoredRecord, _ history: CausalHistory
    ) -> [Explanation] {
        var keys: [Value] = []
        for entry in history.entries {
            for write in entry.writes where write.field == field && !keys.contains(write.key) {
                keys.append(write.key)
            }
        }
        let all = keys.map { Explanation(of: field, $0, in: record, history) }
        return all.filter { !$0.live.isEmpty } + all.filter(\.live.isEmpty)
    }

    private init(
        of field: String, _ key: Value, in record: StoredRecord, _ history: CausalHistory
    ) {
        self.key = key
        let writers = history.entries.indices.reversed().filter {
            history.entries[$0].write(field, key) != nil
        }
        let points = Set(
            record[field]?.live.filter { $0.writtenKey == key }.map(\.stamp.point) ?? [])
        let standing = writers.filter { points.contains(history.entries[$0].point) }
        live = standing.map { place in
            Standing(
                entry: history.entries[place],
                values: history.entries[place].write(field, key)?.values ?? [],
                apart: standing.filter {
                    $0 != place && !history.pasts[place].contains($0)
                        && !history.pasts[$0].contains(place)
                }.map { history.entries[$0] })
        }
        gone = writers.filter { !points.contains(history.entries[$0].point) }.map { place in
            let entry = history.entries[place]
            return Gone(
                entry: entry, values: entry.write(field, key)?.values ?? [],
                by: writers.filter {
                    history.entries[$0].write(field, key)?.superseded.contains(entry.point) == true
                }.map { history.entries[$0] })
        }
    }
}

extension CausalHistory {
    /// Clocks that differ by less agree.
    private static let toleranceMs: UInt64 = 5 * 60 * 1000

    /// What speaks against the time of a change.
    package enum ClockDoubt: Sendable {
        /// Its author had been shown a change that is later by its own clock.
        case before(HistoryEntry)
        /// It lies in the future.
        case ahead
    }

    /// Nil where nothing speaks against the time that a change carries.
    package func clockDoubt(of entry: HistoryEntry, nowMs: UInt64) -> ClockDoubt? {
        guard let place = entries.firstIndex(where: { $0.hash == entry.hash }) else { return nil }
        if entry.wallMs > nowMs + Self.toleranceMs { return .ahead }
        let latest = pasts[place].map { entries[$0] }.max {
            ($0.wallMs, $0.hash) < ($1.wallMs, $1.hash)
        }
        guard let latest, latest.wallMs > entry.wallMs + Self.toleranceMs else { return nil }
        return .before(latest)
    }
}

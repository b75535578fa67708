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

    /// More are counted.
    private static let apartMost = 20

    /// A write in force.
    package struct Standing: Sendable {
        package let entry: HistoryEntry
        package let values: [Value]
        /// The first of those in force that its author had not been shown, and that had not seen it: made apart.
        package let apart: [HistoryEntry]
        /// How many there are.
        package let apartCount: Int
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
        // How many of them each had seen, and was seen by: the rest was made apart from it.
        let inForce = Set(standing)
        var seen: [Int: Int] = [:]
        for place in standing {
            for earlier in history.pasts[place].intersection(inForce) {
                seen[place, default: 0] += 1
                seen[earlier, default: 0] += 1
            }
        }
        live = standing.map { place in
            let apart = standing.lazy.filter {
                $0 != place && !history.pasts[place].contains($0)
                    && !history.pasts[$0].contains(place)
            }
            return Standing(
                entry: history.entries[place],
                values: history.entries[place].write(field, key)?.values ?? [],
                apart: apart.prefix(Self.apartMost).map { history.entries[$0] },
                apartCount: standing.count - 1 - (seen[place] ?? 0))
        }
        var places: [Point: Int] = [:]
        for place in writers { places[history.entries[place].point] = place }
        var replacers: [Int: [HistoryEntry]] = [:]
        for place in writers {
            let entry = history.entries[place]
            guard let write = entry.write(field, key) else { continue }
            for point in write.superseded.points {
                if let earlier = places[point] { replacers[earlier, default: []].append(entry) }
            }
        }
        gone = writers.filter { !points.contains(history.entries[$0].point) }.map { place in
            let entry = history.entries[place]
            return Gone(
                entry: entry, values: entry.write(field, key)?.values ?? [],
                by: replacers[place] ?? [])
        }
    }
}

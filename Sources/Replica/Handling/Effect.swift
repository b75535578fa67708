import CRDT
import Causality
import Records
import Store
import Wire

/// Which lowered markings and added releases of a record have taken effect.
///
/// Both open a record further, so both wait while a live write exists that their author did not know of: whoever wrote
/// it wrote under the stricter handling. They take effect once the author's device has changed the record again with
/// that write, or any concurrent removal, in its past. Source: the design, "Trust"; the domain model, ruling 7.
///
/// Cost: a walk over the record's changes for each of its writes; asked for few records.
struct Effect {
    private let entries: [HistoryEntry]
    /// For each entry the entries that its author had been shown, directly or through others.
    private let pasts: [Set<Int>]
    /// Entries of which a write is live.
    private let live: [Int]

    init(of record: StoredRecord, history: [HistoryEntry]) {
        let order = CausalHistory(history)
        entries = order.entries
        pasts = order.pasts
        let points = Set(record.fields.flatMap(\.live).map(\.stamp.point))
        live = order.entries.indices.filter { points.contains(order.entries[$0].point) }
    }

    /// The markings that still hold although a later one was written over them.
    func markingsInForce(besides written: [LiveValue]) -> Set<Value> {
        var codes: Set<Value> = []
        var waiting = places(of: written)
        var seen = Set(waiting)
        while let place = waiting.popLast() {
            guard let write = entries[place].write(Handling.markingField, .null),
                live.contains(where: { isUnknown($0, to: place) })
            else { continue }
            for earlier in entries.indices
            where write.superseded.contains(entries[earlier].point)
                && seen.insert(earlier).inserted
            {
                codes.formUnion(entries[earlier].write(Handling.markingField, .null)?.values ?? [])
                waiting.append(earlier)
            }
        }
        return codes
    }

    /// The partners of the list to whom release has taken effect: whoever took anyone off the list meanwhile held the
    /// record closer than the author of the addition knew.
    func released(_ written: [LiveValue]) -> Set<RecordID> {
        let removals = entries.indices.filter { place in
            entries[place].writes.contains {
                $0.field == Handling.releaseField && $0.values.isEmpty
            }
        }
        var released: Set<RecordID> = []
        for addition in written {
            guard case .reference(let partner) = addition.key else { continue }
            let isEffective = places(of: [addition]).contains { place in
                !(live + removals).contains { isUnknown($0, to: place) }
            }
            if isEffective { released.insert(partner) }
        }
        return released
    }

    private func places(of written: [LiveValue]) -> [Int] {
        let points = Set(written.map(\.stamp.point))
        return entries.indices.filter { points.contains(entries[$0].point) }
    }

    /// Whether `other` was made apart from `place`, and the device of `place` has not taken note of it since.
    private func isUnknown(_ other: Int, to place: Int) -> Bool {
        guard other != place, !pasts[place].contains(other), !pasts[other].contains(place) else {
            return false
        }
        return !entries.indices.contains { later in
            pasts[later].contains(place) && pasts[later].contains(other)
                && isSameWriter(entries[later], entries[place])
        }
    }

    private func isSameWriter(_ a: HistoryEntry, _ b: HistoryEntry) -> Bool {
        if a.dot.replica == b.dot.replica { return true }
        return a.device != nil && a.device == b.device
    }
}

import CRDT
import Causality
package import Records
package import Store

/// One open disagreement with everything that a person needs to decide it.
package struct ConflictDetail: Sendable {
    package let row: ConflictRow
    package let record: StoredRecord
    /// One for each value of each live write, in tie order, the one shown first.
    package let sides: [Side]
    /// The newest values that every side had in its past; empty where the field was empty, or where they started apart.
    package let base: [Value]
    /// How a text was merged; nil for anything else.
    package let merged: MergedText?
    /// All changes of the record.
    package let history: CausalHistory

    package struct Side: Sendable {
        package let values: [Value]
        /// The change that wrote them: the one that first did, where another put a conflict back.
        package let entry: HistoryEntry
    }
}

extension Replica {
    /// The sides of an open conflict and the value they started from, all as it is at one moment.
    ///
    /// - Throws: ``LookupError/notFound(_:nearest:)`` when there is no such record.
    package func detail(of row: ConflictRow) throws -> ConflictDetail {
        try store.read { try detailWithin(of: row) }
    }

    private func detailWithin(of row: ConflictRow) throws -> ConflictDetail {
        let location = Store.Location(kind: row.kind, id: row.record)
        guard let record = try store.record(row.record, kind: row.kind) else {
            throw LookupError.notFound(row.record.description, nearest: [])
        }
        let history = try store.history(of: location)
        let writes = KeyWrites(history, of: row.field)
        let merged = try merged(row, record)
        var sides: [ConflictDetail.Side] = []
        var points: [KeyWrites.Place] = []
        if row.field.isEmpty {
            sides = withdrawalSides(history, record)
        } else if row.level == .notice {
            sides = try noticeSides(row, history, record)
        } else if let merged, !merged.sides.isEmpty {
            for side in merged.sides {
                for writer in side.writers {
                    let place = KeyWrites.Place(point: writer.point, key: .null)
                    guard let entry = writes.entry(place) else { continue }
                    points.append(place)
                    sides.append(ConflictDetail.Side(values: [.text(side.text)], entry: entry))
                }
            }
        } else {
            // Newest first, as they are shown.
            for live in record[row.field]?.live.reversed() ?? [] where live.key == row.key {
                let place = KeyWrites.Place(point: live.stamp.point, key: live.writtenKey)
                for (value, written) in writes.written(live.values, at: place) {
                    guard let entry = writes.entry(written) else { continue }
                    points.append(written)
                    sides.append(ConflictDetail.Side(values: [value], entry: entry))
                }
            }
        }
        return ConflictDetail(
            row: row, record: record, sides: sides, base: writes.base(of: points),
            merged: merged, history: CausalHistory(history))
    }

    private func merged(_ row: ConflictRow, _ record: StoredRecord) throws -> MergedText? {
        guard row.key == .null, record.members.isEmpty,
            record[row.field]?.field?.merge == .text
        else { return nil }
        return try store.mergedText(
            of: Store.Location(kind: row.kind, id: row.record), field: row.field)
    }

    /// Fields of a care group changed apart: the changes, oldest first.
    private func noticeSides(
        _ row: ConflictRow, _ history: [HistoryEntry], _ record: StoredRecord
    ) throws -> [ConflictDetail.Side] {
        let notices = try store.careNotices(of: record)
        let points = notices.filter { $0.group == row.field }.flatMap { $0.changes.map(\.point) }
        return history.reversed().filter { points.contains($0.point) }
            .map { ConflictDetail.Side(values: [], entry: $0) }
    }

    /// Withdrawn but edited: the deletes in force, and the changes that they had not seen.
    private func withdrawalSides(
        _ history: [HistoryEntry], _ record: StoredRecord
    ) -> [ConflictDetail.Side] {
        var points: Set<Point> = []
        for member in record.members.isEmpty ? [record] : record.members
        where member.isWithdrawnButEdited {
            let stamps = member.fields.flatMap(\.live).map(\.stamp)
            let unseen = stamps.filter { stamp in
                !member.deletes.contains { $0.names.contains(stamp.point) }
            }
            points.formUnion(member.deletes.map(\.stamp.point) + unseen.map(\.point))
        }
        return history.filter { points.contains($0.point) }
            .map { ConflictDetail.Side(values: $0.writes.flatMap(\.values), entry: $0) }
    }
}

/// The writes of one field in a record's history, and which went over which.
private struct KeyWrites {
    struct Place: Hashable {
        let point: Point
        /// As it was written.
        let key: Value
    }

    private let field: String
    private var entries: [Point: HistoryEntry] = [:]

    init(_ history: [HistoryEntry], of field: String) {
        self.field = field
        for entry in history where entry.writes.contains(where: { $0.field == field }) {
            entries[entry.point] = entry
        }
    }

    func entry(_ place: Place) -> HistoryEntry? { entries[place.point] }

    private func write(_ place: Place) -> HistoryEntry.WrittenField? {
        entries[place.point]?.write(field, place.key)
    }

    /// The writes of the key that a write went over.
    private func before(_ place: Place) -> [Place] {
        guard let write = write(place) else { return [] }
        return write.superseded.points.map { Place(point: $0, key: place.key) }
            .filter { self.write($0) != nil }
    }

    /// Who wrote each of the values: the write itself, or those before it that it put back together.
    func written(_ values: [Value], at place: Place) -> [(value: Value, place: Place)] {
        guard values.count > 1 else { return values.map { ($0, place) } }
        return values.map { value in
            var seen: Set<Place> = []
            var waiting = before(place)
            while !waiting.isEmpty {
                if let found = waiting.first(where: { write($0)?.values == [value] }) {
                    return (value, found)
                }
                waiting = waiting.flatMap(before).filter { seen.insert($0).inserted }
            }
            return (value, place)
        }
    }

    /// The values of the newest writes that are in the past of all of these.
    ///
    /// Cost: the past of the first, and of each other one as far as it is not shared.
    func base(of places: [Place]) -> [Value] {
        guard let first = places.first else { return [] }
        var common = past(before(first))
        var met: Set<Set<Place>> = []
        for place in places.dropFirst() {
            var shared: Set<Place> = []
            var seen: Set<Place> = []
            var waiting = before(place)
            while let next = waiting.popLast() {
                if common.contains(next) {
                    shared.insert(next)
                } else if seen.insert(next).inserted {
                    waiting += before(next)
                }
            }
            // Most sides started from the same.
            if met.insert(shared).inserted { common.formIntersection(past(Array(shared))) }
        }
        var older: Set<Place> = []
        for place in common { older.formUnion(before(place)) }
        var values: [Value] = []
        let newest = common.subtracting(older).compactMap { place in
            entries[place.point].map { (place, $0) }
        }.sorted { ($0.1.lamport, $0.1.hash) > ($1.1.lamport, $1.1.hash) }
        for (place, _) in newest {
            values += (write(place)?.values ?? []).filter { !values.contains($0) }
        }
        return values
    }

    /// These and all before them.
    private func past(_ places: [Place]) -> Set<Place> {
        var seen = Set(places)
        var waiting = places
        while let next = waiting.popLast() {
            for one in before(next) where seen.insert(one).inserted { waiting.append(one) }
        }
        return seen
    }
}

extension HistoryEntry {
    /// What this change wrote under a key of a field; nil if it left it alone. More than one only where it touched several
    /// records that are shown as one.
    package func write(_ field: String, _ key: Value) -> WrittenField? {
        let written = writes.filter { $0.field == field && $0.key == key }
        return written.count < 2 ? written.first : WrittenField(together: written)
    }
}

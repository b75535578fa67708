import CRDT
import Causality
package import Records
package import Store

/// One open disagreement with everything that a person needs to decide it.
package struct ConflictDetail: Sendable {
    package let row: ConflictRow
    package let record: StoredRecord
    /// One for each live write, in tie order, the one shown first.
    package let sides: [Side]
    /// The values that every side started from; empty where the field was empty, or where they started apart.
    package let base: [Value]
    /// How a text was merged, where sides met in one sentence; nil for anything else.
    package let merged: MergedText?
    /// All changes of the record.
    package let history: CausalHistory

    package struct Side: Sendable {
        package let values: [Value]
        /// The change that wrote them.
        package let entry: HistoryEntry
    }
}

extension Replica {
    /// The sides of an open conflict and the value they started from.
    ///
    /// - Throws: ``LookupError/notFound(_:nearest:)`` when it is no longer open.
    package func detail(of row: ConflictRow) throws -> ConflictDetail {
        let location = Store.Location(kind: row.kind, id: row.record)
        let history = try history(of: location)
        guard let record = try store.read({ try store.record(row.record, kind: row.kind) }) else {
            throw LookupError.notFound(row.record.description, nearest: [])
        }
        var sides: [ConflictDetail.Side] = []
        var superseded: [PointRanges] = []
        let live = record[row.field]?.live.filter { $0.key == row.key } ?? []
        let points = Set(live.map(\.stamp.point))
        for entry in history where points.contains(entry.point) {
            guard let write = entry.write(row.field, row.key) else { continue }
            sides.append(ConflictDetail.Side(values: write.values, entry: entry))
            superseded.append(write.superseded)
        }
        if row.field.isEmpty { sides = withdrawalSides(history, record) }
        if row.level == .notice { sides = try noticeSides(row, history, record) }
        // What every side replaced is what they all started from.
        let base = history.filter { entry in
            !superseded.isEmpty && superseded.allSatisfy { $0.contains(entry.point) }
        }.flatMap { $0.write(row.field, row.key)?.values ?? [] }
        return ConflictDetail(
            row: row, record: record, sides: sides, base: base,
            merged: try merged(row, record), history: CausalHistory(history))
    }

    private func merged(_ row: ConflictRow, _ record: StoredRecord) throws -> MergedText? {
        guard row.key == .null, record.members.isEmpty,
            record[row.field]?.field?.merge == .text
        else { return nil }
        return try store.read {
            try store.mergedText(
                of: Store.Location(kind: row.kind, id: row.record), field: row.field)
        }
    }

    /// Fields of a care group changed apart: the changes, oldest first.
    private func noticeSides(
        _ row: ConflictRow, _ history: [HistoryEntry], _ record: StoredRecord
    ) throws -> [ConflictDetail.Side] {
        let notices = try store.read { try store.careNotices(of: record) }
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

extension HistoryEntry {
    /// What this change wrote under a key of a field; nil if it left it alone. More than one only where it touched several
    /// records that are shown as one.
    package func write(_ field: String, _ key: Value) -> WrittenField? {
        let written = writes.filter { $0.field == field && $0.key == key }
        return written.count < 2 ? written.first : WrittenField(together: written)
    }
}

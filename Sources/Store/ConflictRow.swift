package import Records
import Wire

/// One open disagreement, as the table `conflict` lists it.
package struct ConflictRow: Hashable, Sendable {
    package let kind: String
    package let record: RecordID
    /// Empty for the record itself (withdrawn but edited); the name of the care group for a notice; the field of
    /// disputes for a dispute, with the field that it is about as its key.
    package let field: String
    /// ``Value/null`` for a register.
    package let key: Value
    package let level: ConflictLevel
    /// How many different values wait.
    package let sideCount: Int
}

extension Store {
    /// All open conflicts by kind, record, field and key; those of one record if `record` is given.
    package func conflicts(record: RecordID? = nil) throws(StoreError) -> [ConflictRow] {
        let select = try statements(
            "SELECT kind, record, field, key, level, side_count FROM conflict"
                + (record == nil ? "" : " WHERE record = ?1")
                + " ORDER BY kind, record, field, key")
        defer { select.reset() }
        if let record { select.bind(record, at: 1) }
        var rows: [ConflictRow] = []
        while try select.step() {
            let key = select.bytes(3)
            rows.append(
                ConflictRow(
                    kind: select.text(0), record: try Store.recordID(select, 1),
                    field: select.text(2),
                    key: key.isEmpty
                        ? .null
                        : (try? Value(canonicalBytes: key)) ?? .unknown(tag: 0xFF, bytes: key),
                    level: ConflictLevel(rawValue: select.text(4)) ?? .conflict,
                    sideCount: Int(select.int(5))))
        }
        return rows
    }

    /// How many there are of each level; none of a level that is not named.
    package func conflictCounts() throws(StoreError) -> [ConflictLevel: Int] {
        let select = try statements("SELECT level, count(*) FROM conflict GROUP BY level")
        defer { select.reset() }
        var counts: [ConflictLevel: Int] = [:]
        while try select.step() {
            counts[ConflictLevel(rawValue: select.text(0)) ?? .conflict, default: 0] += Int(
                select.int(1))
        }
        return counts
    }

    /// How many wait for a person's choice.
    package func conflictCount() throws(StoreError) -> Int {
        try conflictCounts().reduce(0) { $0 + ($1.key.waits ? $1.value : 0) }
    }
}

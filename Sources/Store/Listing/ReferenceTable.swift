package import Records

/// Which record names which: the one place that knows how the table `reference` is laid out for those who read it.
enum ReferenceTable {
    /// A query for the sources that name one of so many targets in a field of a kind: its places are `before`, then the
    /// targets.
    static func sources(
        field: String, kind: String, targetCount: Int
    ) -> (sql: String, before: [FilterNarrowing.Binding]) {
        let marks = Array(repeating: "?", count: targetCount).joined(separator: ", ")
        return (
            "SELECT source FROM reference WHERE field = ? AND target IN (\(marks))", [.text(field)]
        )
    }
}

/// A field of a record that names another.
package struct Referrer: Hashable, Sendable {
    package let location: Store.Location
    package let field: String
}

extension Store {
    /// Every field that names a record, as a value or as the key of a map, by kind, then in the order of the records'
    /// ids; hidden records among them.
    package func referrers(to target: RecordID) throws(StoreError) -> [Referrer] {
        var found = try valueReferrers(to: target)
        for kind in schema.kinds { found += try keyReferrers(to: target, in: kind) }
        let order = Dictionary(
            kindNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return found.sorted { a, b in
            (order[a.location.kind] ?? 0, a.location.id, a.field)
                < (order[b.location.kind] ?? 0, b.location.id, b.field)
        }
    }

    private func valueReferrers(to target: RecordID) throws(StoreError) -> [Referrer] {
        let select = try statements("SELECT source, field FROM reference WHERE target = ?")
        select.bind(target, at: 1)
        var rows: [(RecordID, String)] = []
        do {
            defer { select.reset() }
            while try select.step() { rows.append((try Store.recordID(select, 0), select.text(1))) }
        }
        var found: [Referrer] = []
        for (id, field) in rows {
            for location in try locations(from: id, through: id, limit: 1) {
                found.append(Referrer(location: location, field: field))
            }
        }
        return found
    }

    /// Keys are not in the table: the columns that show them are looked through.
    private func keyReferrers(to target: RecordID, in kind: Kind) throws(StoreError) -> [Referrer] {
        let fields = kind.fields.filter { field in
            if case .map(.reference) = field.shape, !FilterNarrowing.isReference(field) {
                true
            } else {
                false
            }
        }
        guard !fields.isEmpty else { return [] }
        let columns = fields.map { "instr(\(quoted(Layout.columnName($0.name))), ?1) > 0" }
        let select = try statements(
            "SELECT id, \(columns.joined(separator: ", ")) FROM \(quoted(kind.name)) WHERE "
                + columns.joined(separator: " OR "))
        defer { select.reset() }
        select.bind(JSON.quoted(target.description) + ":", at: 1)
        var found: [Referrer] = []
        while try select.step() {
            let location = Location(kind: kind.name, id: try Store.recordID(select, 0))
            for (place, field) in fields.enumerated() where select.int(Int32(place + 1)) != 0 {
                found.append(Referrer(location: location, field: field.name))
            }
        }
        return found
    }
}

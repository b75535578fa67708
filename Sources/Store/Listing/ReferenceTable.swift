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
    /// Every field that names a record, by kind, then in the order of the records' ids; hidden records among them.
    package func referrers(to target: RecordID) throws(StoreError) -> [Referrer] {
        let select = try statements(
            "SELECT source, field FROM reference WHERE target = ? ORDER BY source, field")
        select.bind(target, at: 1)
        var rows: [(RecordID, String)] = []
        do {
            defer { select.reset() }
            while try select.step() { rows.append((try Store.recordID(select, 0), select.text(1))) }
        }
        var found: [Referrer] = []
        for (id, field) in rows {
            guard let location = try locations(from: id, through: id, limit: 1).first else {
                continue
            }
            found.append(Referrer(location: location, field: field))
        }
        return found.enumerated().sorted {
            ($0.element.location.kind, $0.offset) < ($1.element.location.kind, $1.offset)
        }.map(\.element)
    }
}

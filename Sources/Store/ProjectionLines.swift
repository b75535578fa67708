import Records

extension Store {
    /// What is projected beside the states, as lines that are equal on any two nodes that hold the same changes and
    /// know the same schema: each row of the tables of kinds by id, columns by name, the references and the
    /// handles. For checking against another node or a log folded anew; see also ``conflicts(record:)``.
    ///
    /// Row numbers and packed states are left out: they are local to the file.
    package func projectionLines() throws(StoreError) -> [String] {
        var lines: [String] = []
        for kind in schema.kinds {
            let names = kind.fields.map { Layout.columnName($0.name) }.sorted()
            let columns = (["id", "hidden"] + names).map { "quote(\(quoted($0)))" }
            let select = try statements(
                "SELECT \(columns.joined(separator: ", ")) FROM \(quoted(kind.name)) ORDER BY id")
            defer { select.reset() }
            while try select.step() {
                let cells = columns.indices.map { select.text(Int32($0)) }
                lines.append("table \(kind.name) " + cells.joined(separator: "|"))
            }
        }
        let tables = [
            "SELECT quote(source), field, quote(target) FROM reference ORDER BY 1, 2, 3",
            """
            SELECT quote(record), field, quote(handle) FROM handle JOIN slot ON id = slot
            ORDER BY 1, 2, 3
            """,
        ]
        for (name, query) in zip(["reference", "handle"], tables) {
            let select = try statements(query)
            defer { select.reset() }
            while try select.step() {
                lines.append("\(name) \(select.text(0)) \(select.text(1)) \(select.text(2))")
            }
        }
        return lines
    }
}

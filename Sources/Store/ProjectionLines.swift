import Records

extension Store {
    /// What is projected beside the states, each table as a query that gives the same rows on any two nodes that hold the
    /// same changes and know the same schema: those of kinds by id, columns by name, then references, handles and open
    /// conflicts.
    ///
    /// Row numbers and packed states are left out: they are local to the file. So are notices, which lag behind.
    private var projected: [(table: String, query: String, width: Int)] {
        schema.kinds.map { kind in
            let names = kind.fields.map { Layout.columnName($0.name) }.sorted()
            let columns = (["id", "hidden"] + names).map { "quote(\(quoted($0)))" }
            return (
                kind.name,
                "SELECT \(columns.joined(separator: ", ")) FROM \(quoted(kind.name)) ORDER BY id",
                columns.count
            )
        } + [
            (
                "reference",
                "SELECT quote(source), field, quote(target) FROM reference ORDER BY 1, 2, 3", 3
            ),
            (
                "handle",
                """
                SELECT quote(record), field, quote(handle) FROM handle JOIN slot ON id = slot
                ORDER BY 1, 2, 3
                """, 3
            ),
            ("joined", "SELECT kind, quote(record), quote(face) FROM joined ORDER BY 1, 2", 3),
            (
                "conflict",
                """
                SELECT kind, quote(record), field, quote(key), level, side_count FROM conflict
                WHERE level <> 'notice' ORDER BY 1, 2, 3, 4
                """, 6
            ),
        ]
    }

    /// The rows of all projected tables, as lines.
    package func projectionLines() throws(StoreError) -> [String] {
        var lines: [String] = []
        for (table, query, width) in projected {
            let select = try statements(query)
            defer { select.reset() }
            while try select.step() {
                lines.append(table + " " + select.line(width))
            }
        }
        return lines
    }

    /// The projected tables whose rows differ from those of another store with the same changes and schema.
    func projectedTables(differingFrom other: Store) throws(StoreError) -> [String] {
        var differing: [String] = []
        for (table, query, width) in projected {
            let (mine, theirs) = (try statements(query), try other.statements(query))
            defer {
                mine.reset()
                theirs.reset()
            }
            var goesOn = true
            while goesOn {
                let (a, b) = (try mine.step(), try theirs.step())
                goesOn = a && b
                if a != b || goesOn && mine.line(width) != theirs.line(width) {
                    differing.append(table)
                    break
                }
            }
        }
        return differing
    }
}

extension Statement {
    fileprivate func line(_ width: Int) -> String {
        (0..<Int32(width)).map { text($0) }.joined(separator: "|")
    }
}

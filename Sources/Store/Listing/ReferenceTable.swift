import Records

/// Which records name which, as a condition in SQL: the one place of lists that knows the table `link`.
enum ReferenceTable {
    /// A query for the sources that name one of so many targets in a field of a kind, by its values or its keys: its places
    /// are `before`, then the targets.
    static func sources(
        field: String, kind: String, targetCount: Int
    ) -> (sql: String, before: [FilterNarrowing.Binding]) {
        let marks = Array(repeating: "?", count: targetCount).joined(separator: ", ")
        return (
            """
            SELECT source FROM link WHERE slot = (SELECT id FROM slot WHERE kind = ? AND field = ?)
            AND target IN (\(marks))
            """, [.text(kind), .text(field)]
        )
    }
}

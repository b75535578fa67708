import Records

/// Which records name which, as a condition in SQL: the one place of lists that knows the table `link`.
enum ReferenceTable {
    /// A query for the sources that name one of so many targets in a field of a kind, by its values or its keys: its places
    /// are `before`, then the targets. With `hasJoins`, what one of several joined records names, all of them name.
    static func sources(
        field: String, kind: String, targetCount: Int, hasJoins: Bool
    ) -> (sql: String, before: [FilterNarrowing.Binding]) {
        let marks = Array(repeating: "?", count: targetCount).joined(separator: ", ")
        let source =
            hasJoins
            ? "coalesce((SELECT face FROM joined WHERE kind = ? AND record = source), source)"
            : "source"
        return (
            """
            SELECT \(source) FROM link
            WHERE slot = (SELECT id FROM slot WHERE kind = ? AND field = ?) AND target IN (\(marks))
            """, (hasJoins ? [.text(kind)] : []) + [.text(kind), .text(field)]
        )
    }
}

/// Which record names which: as a condition of a list. See also ``Store/references(to:limit:)``.
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

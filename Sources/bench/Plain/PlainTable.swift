import Records

/// Records of one kind in one ordinary table, by prepared statements on bare SQLite: what every ratio is against.
///
/// The table has the id as its primary key, as text, and one column a field.
final class PlainTable {
    struct Definition {
        let name: String
        let columns: [Column]
    }

    struct Column {
        let name: String
        /// Its SQL type.
        let type: String
    }

    private let insertion: Prepared
    private let updates: [Prepared]

    init(_ definition: Definition, in database: Database) throws {
        let columns = definition.columns
        let table = "\"\(definition.name)\""
        try database.run(
            "CREATE TABLE IF NOT EXISTS \(table) (id TEXT PRIMARY KEY, "
                + columns.map { "\"\($0.name)\" \($0.type)" }.joined(separator: ", ") + ")")
        insertion = try database.prepare(
            "INSERT INTO \(table) VALUES (?" + String(repeating: ", ?", count: columns.count) + ")")
        updates = try columns.map {
            try database.prepare("UPDATE \(table) SET \"\($0.name)\" = ? WHERE id = ?")
        }
    }

    func insert(_ row: PlainRow) throws {
        insertion.bind(row.id, at: 1)
        for (column, value) in row.values.enumerated() {
            insertion.bind(value, at: Int32(2 + column))
        }
        try insertion.run()
    }

    func update(_ id: String, column: Int, to value: Value) throws {
        updates[column].bind(value, at: 1)
        updates[column].bind(id, at: 2)
        try updates[column].run()
    }
}

extension Prepared {
    /// Binds what a plain table holds of a value: a number, or text.
    fileprivate func bind(_ value: Value, at place: Int32) {
        switch value {
        case .null: bindNull(at: place)
        case .bool(let truth): bind(truth ? 1 : 0, at: place)
        case .int(let number): bind(number, at: place)
        case .text(let text), .decimal(let text), .json(let text): bind(text, at: place)
        case .reference(let id): bind(id.description, at: place)
        case .unknown: bindNull(at: place)
        }
    }
}

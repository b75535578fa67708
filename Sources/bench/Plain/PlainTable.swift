import Records

/// The same data in one ordinary table, by prepared statements on bare SQLite: what every ratio is against.
///
/// The table has the id as its primary key, as text, and one column a field.
final class PlainTable {
    private let database: Database
    private let insertion: Prepared
    private let updates: [Prepared]

    init(_ path: String, columns: [Column]) throws {
        let database = try Database(path)
        try database.run(
            "CREATE TABLE IF NOT EXISTS plain (id TEXT PRIMARY KEY, "
                + columns.map { "\"\($0.name)\" \($0.type)" }.joined(separator: ", ") + ")")
        insertion = try database.prepare(
            "INSERT INTO plain VALUES (?" + String(repeating: ", ?", count: columns.count) + ")")
        updates = try columns.map {
            try database.prepare("UPDATE plain SET \"\($0.name)\" = ? WHERE id = ?")
        }
        self.database = database
    }

    struct Column {
        let name: String
        /// Its SQL type.
        let type: String
    }

    /// Inserts records in transactions of `size`, each durable before the next begins.
    func insert(
        _ records: Range<Int>, by size: Int,
        _ record: (Int) -> (id: String, values: ArraySlice<Value>)
    ) throws {
        for start in stride(from: records.lowerBound, to: records.upperBound, by: size) {
            try database.transaction {
                for place in start..<min(start + size, records.upperBound) {
                    let (id, values) = record(place)
                    insertion.bind(id, at: 1)
                    for (column, value) in values.enumerated() {
                        insertion.bind(value, at: Int32(2 + column))
                    }
                    try insertion.run()
                }
            }
        }
    }

    /// Changes one field for each edit, all in one transaction.
    func update(_ edits: some Sequence<(id: String, column: Int, value: Value)>) throws {
        try database.transaction {
            for (id, column, value) in edits {
                let update = updates[column]
                update.bind(value, at: 1)
                update.bind(id, at: 2)
                try update.run()
            }
        }
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

/// A corpus as plain tables in one file.
struct PlainDatabase {
    private let corpus: any Corpus
    private let database: Database
    private let tables: [PlainTable]

    init(_ path: String, _ corpus: any Corpus) throws {
        self.corpus = corpus
        let database = try Database(path)
        self.database = database
        tables = try corpus.tables.map { try PlainTable($0, in: database) }
    }

    /// Inserts all records in transactions of `size`, each durable before the next begins.
    func load(by size: Int) throws -> Elapsed {
        var elapsed = Elapsed.none
        for start in stride(from: 0, to: corpus.count, by: size) {
            let rows = (start..<min(start + size, corpus.count)).map { corpus.row($0) }
            elapsed += try Stopwatch.time {
                try database.transaction {
                    for row in rows { try tables[row.table].insert(row) }
                }
            }
        }
        return elapsed
    }

    /// Changes one field for each edit, all in one transaction.
    func update(_ edits: [CorpusEdit]) throws -> Elapsed {
        let rows = edits.map { edit in
            let row = corpus.row(edit.place)
            return (table: tables[row.table], id: row.id, edit.column, edit.value)
        }
        return try Stopwatch.time {
            try database.transaction {
                for (table, id, column, value) in rows {
                    try table.update(id, column: column, to: value)
                }
            }
        }
    }
}

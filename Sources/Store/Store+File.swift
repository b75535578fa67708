import GRDB

extension Store {
    /// The path of the file that SQLite opened, after all links; nil for one in memory.
    package func openedFile() throws -> String? {
        try queue.inDatabase { db in
            try String.fetchOne(
                db, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'")
        }
    }
}

import GRDB
import GRDBSQLite

/// Brings a file to the newest schema number, each step in the one transaction that also writes the number.
///
/// A file that holds anything is copied beside itself first (`NAME.before-N`), so a step that goes wrong costs nothing.
enum Migrator {
    static func migrate(_ queue: DatabaseQueue, path: String) throws {
        let found = try queue.inDatabase { db in try version(db) }
        if found == Migrations.newest { return try setJournal(queue) }
        if found > 0 { try backUp(queue, to: path + ".before-\(Migrations.newest)") }
        try setJournal(queue)
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                // Another process may have been quicker.
                let found = try version(db)
                for step in Migrations.all where step.number > found {
                    try db.execute(sql: step.sql)
                    try db.execute(sql: "PRAGMA user_version = \(step.number)")
                }
                try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
                return .commit
            }
        }
    }

    /// The schema number of the file, 0 for an empty one.
    private static func version(_ db: Database) throws -> Int32 {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application != Migrations.applicationID, application != 0 || tables > 0 {
            throw StoreError.notOurs(applicationID: application)
        }
        guard version <= Migrations.newest else {
            throw StoreError.newerSchema(found: version, known: Migrations.newest)
        }
        return version
    }

    private static func setJournal(_ queue: DatabaseQueue) throws {
        try queue.inDatabase { db in
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" || mode == "memory" else {
                throw StoreError.access("the file system does not allow a write-ahead log")
            }
        }
    }

    private static func backUp(_ queue: DatabaseQueue, to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try queue.backup(to: copy)
        try copy.close()
    }
}

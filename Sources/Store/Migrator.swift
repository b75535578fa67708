import Foundation
import GRDB
import GRDBSQLite

/// Brings a file to the newest schema number, all steps in the one transaction that also writes the number.
///
/// A file that holds anything is copied beside itself first (`NAME.before-N`, see ``DatabaseCopy``), by one process at a
/// time. Wherever an upgrade is cut, the file is as the older version left it or as the newer one needs it, and the next
/// opening goes on.
struct Migrator {
    var migrations = Migrations.published
    /// Called at each moment with the connection that is about to work; what it throws ends the upgrade there. For fault
    /// injection.
    var interrupt: ((Moment, Database) throws -> Void)?

    /// The places where an upgrade may be cut, in their order.
    enum Moment: Hashable, Sendable {
        /// Before the first page goes into the copy; the connection is the copy's.
        case copy
        /// The copy is complete under its name.
        case copied
        case step(Int32)
        case number
        case commit
    }

    /// An upgrade takes longer than an edit: who comes second waits as long as any writer.
    private static let waitSeconds = 30.0

    func migrate(_ queue: DatabaseQueue, path: String) throws {
        let found = try queue.inDatabase { try version($0) }
        if found == migrations.newest { return try setJournal(queue) }
        if found == 0 {
            try setJournal(queue)
            return try runSteps(queue)
        }
        let lock = try FileLock.wait(
            for: path + ".upgrade", mode: FileMode.of(path), seconds: Self.waitSeconds)
        defer { lock.remove() }
        // Another process may have been quicker.
        guard try queue.inDatabase({ try version($0) }) < migrations.newest else {
            return try setJournal(queue)
        }
        let copy = DatabaseCopy(path: path + ".before-\(migrations.newest)")
        try copy.write(queue) { try interrupt?(.copy, $0) }
        do {
            try queue.inDatabase { try interrupt?(.copied, $0) }
            try setJournal(queue)
            try runSteps(queue)
        } catch {
            // Rolled back: the file is what the copy is, and the room that it takes is wanted.
            if Store.error(error) == .full { copy.remove() }
            throw error
        }
    }

    private func runSteps(_ queue: DatabaseQueue) throws {
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                // Another process may have been quicker.
                let found = try version(db)
                for step in migrations.steps where step.number > found {
                    try interrupt?(.step(step.number), db)
                    try db.execute(sql: step.sql)
                }
                try interrupt?(.number, db)
                try db.execute(sql: "PRAGMA user_version = \(migrations.newest)")
                try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
                try interrupt?(.commit, db)
                return .commit
            }
        }
    }

    /// The schema number of the file, 0 for an empty one.
    private func version(_ db: Database) throws -> Int32 {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application != Migrations.applicationID, application != 0 || tables > 0 {
            throw StoreError.notOurs(applicationID: application)
        }
        guard version <= migrations.newest else {
            throw StoreError.newerSchema(found: version, known: migrations.newest)
        }
        return version
    }

    private func setJournal(_ queue: DatabaseQueue) throws {
        try queue.inDatabase { db in
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" || mode == "memory" else {
                throw StoreError.access("the file system does not allow a write-ahead log")
            }
        }
    }
}

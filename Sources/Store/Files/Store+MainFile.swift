import GRDB
import GRDBSQLite
import Records

/// Frames that lay in the WAL after the last commit of a connection. Written and read on the connection's own queue.
final class PendingFrames: @unchecked Sendable {
    private(set) var count: Int32 = 0

    /// As many as SQLite itself would let gather.
    private static let most: Int32 = 1000

    var areMany: Bool { count >= Self.most }

    /// In the place of SQLite's own checkpoints, which nobody could note in time.
    func watch(_ connection: OpaquePointer?) {
        let keep:
            @convention(c) (
                UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32
            ) -> Int32 = { frames, _, _, count in
                if let frames {
                    Unmanaged<PendingFrames>.fromOpaque(frames).takeUnretainedValue().count = count
                }
                return SQLITE_OK
            }
        sqlite3_wal_hook(connection, keep, Unmanaged.passUnretained(self).toOpaque())
    }
}

extension Store {
    /// Looks at a file before it is opened: one that is not the one that was left, under a WAL, as a copy, for SQLite would lay
    /// the one over the other as soon as it has both.
    ///
    /// - Throws: ``StoreError/replaced(_:)``.
    static func check(_ main: MainFile?, _ schema: Schema, _ migrator: Migrator) throws(StoreError)
    {
        try main?.check { copy in
            do {
                let store = try Store(
                    path: copy, schema: schema, create: false, migrator: migrator)
                guard try store.checkFile().isEmpty else { return false }
                return try store.read { try store.isLogInOrder() }
            } catch {
                // What else is wrong is said when it is opened.
                return switch Store.error(error) {
                case .damaged, .inconsistent: false
                default: true
                }
            }
        }
    }

    /// Looks whether the main file is the one that is known here; one that is not is looked at as it is: a process that was
    /// killed right after its checkpoint leaves the same. Inside a write transaction.
    ///
    /// - Throws: ``StoreError/replaced(_:)``.
    func lookAtMain() throws(StoreError) {
        guard let main else { return }
        do { try main.look() } catch {
            // What was read before is no witness.
            try statements("PRAGMA shrink_memory").run()
            guard (try? column("PRAGMA integrity_check")) == ["ok"], try isLogInOrder() else {
                throw error
            }
            main.accept()
        }
    }

    /// Looks at the main file for who only reads, and would otherwise not learn that another was put in its place. The write
    /// lock is asked for only where the file changed.
    ///
    /// - Returns: false while somebody else is at it: it is to be looked at again.
    /// - Throws: ``StoreError/replaced(_:)``.
    package func checkMainFile() throws -> Bool {
        guard let main, main.isChanged else { return true }
        try write {}
        return !main.isChanged
    }

    /// Moves what many commits left in the WAL into the main file, as far as nobody reads it.
    func checkpointIfDue(_ db: Database) throws {
        guard pending.areMany else { return }
        try checkpoint(db, .passive)
    }

    /// Everything of the write-ahead log goes into the file.
    package func checkpoint() throws {
        try queue.inDatabase { try checkpoint($0, .truncate) }
    }

    private func checkpoint(_ db: Database, _ kind: Database.CheckpointMode) throws {
        guard let main else {
            _ = try db.checkpoint(kind)
            return
        }
        try main.checkpoint { _ = try db.checkpoint(kind) }
    }

    /// Closes the file; see ``MainFile/close(_:)``.
    func close() {
        let queue = queue
        let statements = statements
        var isClosed = false
        func finish() throws {
            statements.finalizeAll()
            try queue.close()
            isClosed = true
        }
        if let main { main.close(finish) } else { try? finish() }
        // Nothing must close it by itself.
        if !isClosed { _ = Unmanaged.passRetained(queue) }
    }
}

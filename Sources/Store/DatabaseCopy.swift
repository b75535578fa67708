import Foundation
import GRDB

/// A whole copy of a database in a file of its own, which has its name only once it is complete and on the disk.
///
/// While it is written it is called `NAME.partial`; one that an interrupted run left is written anew. A complete copy
/// that has the name already is replaced in one step.
struct DatabaseCopy {
    let path: String

    private var partial: String { path + ".partial" }

    /// Copies the database as it is now, whatever others write meanwhile.
    ///
    /// - Parameters:
    ///   - source: what is copied.
    ///   - mode: of the new file; nil leaves it to the umask.
    ///   - begin: called with the empty copy's connection.
    /// - Throws: what SQLite or the file system say; nothing is left of the copy then, and an older one stays.
    func write(
        _ source: DatabaseQueue, mode: mode_t? = nil, begin: (Database) throws -> Void = { _ in }
    ) throws {
        removePartial()
        do {
            let copy = try DatabaseQueue(path: partial)
            if let mode { chmod(partial, mode) }
            try copy.inDatabase(begin)
            try source.backup(to: copy)
            try copy.inDatabase { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
                let result = try String.fetchOne(db, sql: "PRAGMA integrity_check")
                guard result == "ok" else { throw StoreError.damaged(result ?? "") }
            }
            try copy.close()
            try DurableName.move(partial, to: path)
        } catch {
            removePartial()
            throw error
        }
    }

    func remove() { unlink(path) }

    private func removePartial() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partial + suffix) }
    }
}

/// The mode bits of a file.
enum FileMode {
    /// Of a file that is not there: its owner's alone.
    static func of(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0o600
    }
}

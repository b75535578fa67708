import Foundation
import GRDB

/// A whole copy of a database in a file of its own, which has its name only once it is complete and on the disk.
///
/// While it is written it is called `NAME.partial`; one that an interrupted run left is written anew. A complete copy
/// that has the name already is replaced in one step.
struct DatabaseCopy {
    let path: String

    /// Copies the database as it is now, whatever others write meanwhile.
    ///
    /// The copy holds everything that the database does, so it is its owner's alone (0600), whatever the umask and
    /// whoever shares the database: who wants it otherwise says so with chmod(1).
    ///
    /// - Parameters:
    ///   - source: what is copied.
    ///   - begin: called with the empty copy's connection.
    /// - Throws: what SQLite or the file system say; nothing is left of the copy then, and an older one stays.
    func write(_ source: DatabaseQueue, begin: (Database) throws -> Void = { _ in }) throws {
        let (folder, name) = try OwnedFolder.holding(path)
        let partial = name + ".partial"
        removePartial(partial, in: folder)
        do {
            // Made by us and by nobody else before SQLite opens it.
            _ = try folder.make(partial, mode: Self.mode)
            let copy = try DatabaseQueue(path: folder.path + "/" + partial)
            try copy.inDatabase(begin)
            try source.backup(to: copy)
            try copy.inDatabase { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
                let result = try String.fetchOne(db, sql: "PRAGMA integrity_check")
                guard result == "ok" else { throw StoreError.damaged(result ?? "") }
            }
            try copy.close()
            try folder.settle(partial, as: name)
        } catch {
            removePartial(partial, in: folder)
            throw error
        }
    }

    private static let mode: mode_t = 0o600

    func remove() {
        guard let (folder, name) = try? OwnedFolder.holding(path) else { return }
        folder.remove(name)
    }

    private func removePartial(_ partial: String, in folder: OwnedFolder) {
        for suffix in ["", "-journal", "-wal", "-shm"] { folder.remove(partial + suffix) }
    }
}

/// The mode bits of a file.
enum FileMode {
    /// Of a file that is not there: its owner's alone.
    static func of(_ path: String) -> mode_t {
        FileStatus(of: path, in: AT_FDCWD)?.mode ?? 0o600
    }
}

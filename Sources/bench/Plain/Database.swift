import GRDBSQLite

/// A bare SQLite connection for the baseline, with the settings that `Store` gives its own: WAL, each commit on the
/// disk before it returns, a page cache of 16 MiB.
final class Database {
    private let connection: OpaquePointer

    /// What SQLite said.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    init(_ path: String) throws {
        var connection: OpaquePointer?
        let code = sqlite3_open_v2(
            path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil
        )
        guard code == SQLITE_OK, let connection else {
            sqlite3_close_v2(connection)
            throw Failure(description: "cannot open \(path): \(code)")
        }
        self.connection = connection
        try run(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384")
    }

    deinit { sqlite3_close_v2(connection) }

    func run(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    func prepare(_ sql: String) throws -> Prepared { try Prepared(sql, on: connection) }

    func transaction(_ body: () throws -> Void) throws {
        try run("BEGIN IMMEDIATE")
        try body()
        try run("COMMIT")
    }

    private var failure: Failure {
        Failure(description: String(cString: sqlite3_errmsg(connection)))
    }

    /// Moves everything from the log of the last writes into the file itself, and empties that log.
    static func checkpoint(_ path: String) throws {
        try Database(path).run("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}

/// A prepared statement that gives no rows.
final class Prepared {
    private let handle: OpaquePointer

    fileprivate init(_ sql: String, on connection: OpaquePointer) throws {
        var handle: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql, -1, &handle, nil) == SQLITE_OK, let handle else {
            throw Database.Failure(description: String(cString: sqlite3_errmsg(connection)))
        }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    func bind(_ number: Int64, at place: Int32) { sqlite3_bind_int64(handle, place, number) }

    func bindNull(at place: Int32) { sqlite3_bind_null(handle, place) }

    func bind(_ text: String, at place: Int32) {
        var text = text
        text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { bytes in
                _ = sqlite3_bind_text(
                    handle, place, bytes.baseAddress, Int32(bytes.count), transient)
            }
        }
    }

    func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw Database.Failure(description: "step: \(code)") }
    }
}

/// Tells SQLite to copy what is bound (`SQLITE_TRANSIENT`, a macro that Swift does not see).
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

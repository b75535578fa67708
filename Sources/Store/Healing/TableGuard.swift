import GRDB
import GRDBSQLite
import Records

/// Triggers that keep other programs from writing to the tables that are made from the log.
///
/// Each asks a function that only our connections have, so another program is refused before it writes, with the name of
/// the function as the reason. They are no lock: whoever drops them may write, and ``RowsCheck`` finds out.
enum TableGuard {
    /// Reads well in SQLite's "no such function: …".
    private static let marker = "only_liaison_may_write_to_this_table"

    static func register(_ db: Database) throws {
        let code = sqlite3_create_function_v2(
            db.sqliteConnection, marker, 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            nil, { context, _, _ in sqlite3_result_int(context, 1) }, nil, nil, nil)
        guard code == SQLITE_OK else { throw StoreError.sqlite(code: code, message: "") }
    }

    private static let others = [
        "unknown_record", "chain", "slot", "joined", "conflict", "introduction",
    ]

    /// Makes the triggers that are not there, and those of the log. Inside a transaction.
    static func install(_ kinds: [String], _ log: ChangeLog) throws(StoreError) {
        for table in kinds + others {
            for event in ["INSERT", "UPDATE", "DELETE"] {
                try log.statements(
                    """
                    CREATE TRIGGER IF NOT EXISTS \(quoted(name(table, event)))
                    BEFORE \(event) ON \(quoted(table)) WHEN \(marker)() <> 1
                    BEGIN SELECT RAISE(ABORT, 'this table is made from the log'); END
                    """
                ).run()
            }
        }
        try log.guardLog()
    }

    private static func name(_ table: String, _ event: String) -> String {
        "guard_\(table)_\(event.lowercased())"
    }

    /// Whether all of them are there.
    static func isInstalled(_ kinds: [String], _ log: ChangeLog) throws(StoreError) -> Bool {
        let select = try log.statements(
            """
            SELECT count(*) FROM sqlite_master
            WHERE type = 'trigger' AND (name GLOB 'guard_*' OR name GLOB 'change_is_*')
            """)
        defer { select.reset() }
        _ = try select.step()
        return select.int(0) >= 3 * Int64(kinds.count + others.count)
            + Int64(ChangeLog.guards.count)
    }
}

extension Store {
    /// Makes the triggers that somebody dropped, or that a new kind lacks.
    func guardTables() throws {
        let kinds = schema.kinds.map(\.name)
        guard try !TableGuard.isInstalled(kinds, log) else { return }
        // A disk that has no room for them is no reason to read nothing.
        try? queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                try TableGuard.install(kinds, log)
                return .commit
            }
        }
    }
}

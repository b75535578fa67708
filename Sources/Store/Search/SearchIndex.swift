import Causality
import GRDB
import GRDBSQLite
package import Records
import Wire

/// The full-text index of a store, and the table of its history: in a file of their own, made from the records, lagging behind the log and catching up.
///
/// A file of its own, for it is thrown away at will: it never holds the lock that an edit needs, no backup carries it, no
/// digest counts it, and nothing of it has to reach the disk at any moment. It knows through which change of the log it
/// was made (by place and hash, so that a database that went back is noticed) and of which schema; where one of them
/// does not fit, it begins anew. Several processes may catch up; what one did the other skips.
package final class SearchIndex {
    let store: Store
    package let fields: SearchFields
    let queue: DatabaseQueue
    let statements: StatementCache
    private let text: SearchText
    /// Records of changes that were read and are not all taken in: one change may touch thousands.
    private var pending: Pending?

    private struct Pending {
        /// The place in the log that the index is at.
        let from: Int64
        var records: ArraySlice<Store.Location>
        /// The place that it is at when all are taken in.
        let through: Int64
        let change: [UInt8]
        let isLast: Bool
    }

    /// Records in one slice: some tens of milliseconds.
    package static let sliceRecords = 250

    private enum Fact {
        static let through = "through"
        static let change = "change"
        static let schema = "schema"
    }

    /// Opens the file, or makes it.
    ///
    /// - Throws: ``StoreError``; ``StoreError/damaged(_:)`` and ``StoreError/notOurs(applicationID:)`` mean that the file
    ///   should be removed and made again.
    package init(path: String, of store: Store) throws(StoreError) {
        self.store = store
        fields = SearchFields(store.schema)
        text = SearchText(store.schema)
        do {
            var configuration = Configuration()
            configuration.busyMode = .callback(BusyWait.look)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            guard let connection = queue.inDatabase({ $0.sqliteConnection }) else {
                throw StoreError.inconsistent("the connection is closed")
            }
            statements = StatementCache(connection)
            try prepare()
        } catch { throw Store.error(error) }
    }

    /// Raised when what is kept, or how words are cut, changes.
    private static let version: Int32 = 2
    /// "LIAS".
    private static let applicationID: Int32 = 0x4C49_4153

    private func prepare() throws {
        let fingerprint = Hashing.sha256(Array(schemaText.utf8)).bytes
        let isReady = try queue.inDatabase { db -> Bool in
            let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            guard application == Self.applicationID || application == 0 else {
                throw StoreError.notOurs(applicationID: application)
            }
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard application != 0,
                try Int32.fetchOne(db, sql: "PRAGMA user_version") == Self.version
            else { return false }
            return try fact(Fact.schema) == fingerprint
        }
        if !isReady { try make(fingerprint) }
    }

    /// Empties the file and lays out its tables for the schema.
    private func make(_ fingerprint: [UInt8]) throws {
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                try db.execute(sql: SearchLayout.sql(fields))
                try db.execute(
                    sql: """
                        PRAGMA application_id = \(Self.applicationID);
                        PRAGMA user_version = \(Self.version);
                        """)
                try setFact(Fact.schema, fingerprint)
                return .commit
            }
        }
    }

    /// All that decides what is found: fields, types, codes and their labels.
    private var schemaText: String {
        var text = store.schema.fingerprintText
        for kind in store.schema.kinds {
            for name in kind.titleFields {
                text += name
                text += ","
            }
            text += ";"
        }
        for list in store.schema.vocabularies.values.sorted(by: { $0.name < $1.name }) {
            text += list.name
            for term in list.terms {
                for part in [term.code, term.label.en, term.label.nl] {
                    text += part
                    text += ","
                }
            }
            text += ";"
        }
        return text
    }

    /// Whether nothing of the log is in it yet, or what is in it is of another log.
    package var isEmpty: Bool { get throws { try through() == 0 } }

    // MARK: Catching up

    /// How far a slice came.
    package struct Progress: Sendable {
        /// Whether all that the log holds can be found.
        package let isComplete: Bool
        /// Changes that are still to be read.
        package let changesLeft: Int64
    }

    /// Takes in a few of the records that the next changes touched: one short transaction of the index, one short look at
    /// the store.
    @discardableResult
    package func catchUp(limit: Int = sliceRecords) throws -> Progress {
        let from = try through()
        var next: Pending
        if let pending, pending.from == from {
            next = pending
        } else {
            next = try read(after: from, limit)
        }
        pending = nil
        let locations = next.records.prefix(limit)
        next.records = next.records.dropFirst(limit)
        let isDone = next.records.isEmpty
        let (records, joined, newest, rows) = try store.read {
            var joined: [Store.Location] = []
            let records = try locations.compactMap { location throws(StoreError) in
                joined += store.group(of: location).dropFirst().map {
                    Store.Location(kind: location.kind, id: $0)
                }
                return try store.readableRecord(location)
            }
            let rows =
                isDone ? try store.historyRows(after: from, through: next.through) : []
            return (records, joined, store.newestSeq, rows)
        }
        if next.through > from {
            try write {
                // Somebody else may have been quicker: theirs is at least as new.
                guard try position() == from else { return }
                for record in records { try put(record) }
                for location in joined { try hide(location) }
                guard isDone else { return }
                try put(rows)
                try setFact(Fact.through, next.through)
                try setFact(Fact.change, next.change)
            }
        }
        if !isDone { pending = next }
        return Progress(
            isComplete: isDone && next.isLast,
            changesLeft: max(0, newest - (isDone ? next.through : from)))
    }

    /// What the changes after a place touched.
    private func read(after seq: Int64, _ limit: Int) throws -> Pending {
        try store.read {
            let touched = try store.touched(after: seq, limit: limit)
            return Pending(
                from: seq, records: touched.records.map(\.location)[...],
                through: touched.through, change: try hash(at: touched.through) ?? [],
                isLast: touched.isComplete)
        }
    }

    /// See ``Store/releaseMemory()``.
    package func releaseMemory() { queue.releaseMemory() }

    /// Forgets everything: the next ``catchUp(limit:)`` begins at the first change.
    package func clear() throws {
        try write {
            for table in [
                SearchLayout.words, SearchLayout.entry, "history_change", "history_record",
            ] {
                try statements("DELETE FROM \(table)").run()
            }
            try setFact(Fact.through, 0)
            try setFact(Fact.change, [])
        }
    }

    /// The place in the log through which the index is made; cleared first if the log there is another than it was.
    private func through() throws -> Int64 {
        let (seq, change) = try read { (try position(), try fact(Fact.change) ?? []) }
        guard seq > 0 else { return 0 }
        if try store.read({ try hash(at: seq) ?? [] }) == change { return seq }
        try clear()
        return 0
    }

    private func hash(at seq: Int64) throws(StoreError) -> [UInt8]? {
        guard let place = try store.places(after: seq - 1, limit: 1).first, place.seq == seq else {
            return nil
        }
        return try store.hash(of: place.point)?.bytes
    }

    /// A record that is shown under another is found as that one.
    private func hide(_ location: Store.Location) throws(StoreError) {
        let update = try statements(
            "UPDATE \(SearchLayout.entry) SET hidden = 2 WHERE id = ? AND kind = ?")
        update.bind(location.id, at: 1)
        update.bind(location.kind, at: 2)
        try update.run()
    }

    private func put(_ record: StoredRecord) throws(StoreError) {
        let upsert = try statements(
            """
            INSERT INTO \(SearchLayout.entry) (kind, id, hidden) VALUES (?1, ?2, ?3)
            ON CONFLICT (id, kind) DO UPDATE SET hidden = excluded.hidden RETURNING row
            """)
        upsert.bind(record.kindName, at: 1)
        upsert.bind(record.id, at: 2)
        upsert.bind(record.isHidden ? 1 : 0, at: 3)
        guard try upsert.step() else { throw .inconsistent("no row given") }
        let row = upsert.int(0)
        _ = try upsert.step()
        upsert.reset()
        let texts = text.texts(of: record, known: Set(fields.names))
        let replace = try statements(SearchLayout.replacement(fields))
        replace.bind(row, at: 1)
        for (place, name) in fields.names.enumerated() {
            if let text = texts[name] { replace.bind(text, at: Int32(place + 2)) }
        }
        try replace.run()
    }

    // MARK: Facts and transactions

    private func position() throws(StoreError) -> Int64 {
        let select = try statements("SELECT value FROM fact WHERE name = ?")
        defer { select.reset() }
        select.bind(Fact.through, at: 1)
        return try select.step() ? select.int(0) : 0
    }

    private func fact(_ name: String) throws(StoreError) -> [UInt8]? {
        let select = try statements("SELECT value FROM fact WHERE name = ?")
        defer { select.reset() }
        select.bind(name, at: 1)
        return try select.step() ? select.bytes(0) : nil
    }

    private func setFact(_ name: String, _ value: [UInt8]) throws(StoreError) {
        let replace = try statements("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)")
        replace.bind(name, at: 1)
        replace.bind(value, at: 2)
        try replace.run()
    }

    private func setFact(_ name: String, _ value: Int64) throws(StoreError) {
        let replace = try statements("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)")
        replace.bind(name, at: 1)
        replace.bind(value, at: 2)
        try replace.run()
    }

    private func write(_ body: () throws -> Void) throws {
        try transaction(.immediate, body)
    }

    func read<T>(_ body: () throws -> T) throws -> T { try transaction(.deferred, body) }

    private func transaction<T>(
        _ kind: Database.TransactionKind, _ body: () throws -> T
    ) throws -> T {
        do {
            return try queue.inDatabase { db in
                var result: T?
                try db.inTransaction(kind) {
                    result = try body()
                    return .commit
                }
                guard let result else { throw StoreError.inconsistent("no result") }
                return result
            }
        } catch { throw error is DatabaseError ? Store.error(error) : error }
    }
}

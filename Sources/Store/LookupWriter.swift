import Records
import Wire

/// Writes the tables by which records are found: `link` and `handle`.
///
/// Their rows come in an order that has nothing to do with that of the keys, and a large B-tree would have nearly as many
/// pages to write as rows come. So each is two trees, as in a log-structured merge tree (O'Neil, Cheng, Gawlick and O'Neil
/// 1996): what comes goes into a small one that stays in memory, and when that is full it is merged into the large one in
/// the order of the keys. Readers see both as one view.
final class LookupWriter {
    private let statements: StatementCache
    /// By ``Deed``, of each look-up.
    private var prepared: [Statement?] = Array(repeating: nil, count: 6)
    /// Rows that were added to the small trees since they were merged: at least as many as they hold.
    private var recent: Int64 = 0
    private var storedRecent: Int64 = 0
    /// What the transaction at hand added.
    private var added: Int64 = 0

    /// What a bulk of changes lets the small trees grow to, about four hundred pages.
    static let recentMost: Int64 = 32_768
    /// What single edits let them grow to: an officer does not wait for a merge that an import or a sync can do.
    private static let recentMostOfEdits: Int64 = 65_536
    /// What a transaction adds at least to count as a bulk.
    static let bulkLeast: Int64 = 512

    private enum Deed: Int {
        case add, removeRecent, removeSettled
    }

    private enum Fact { static let recent = "recent_lookups" }

    init(_ statements: StatementCache) { self.statements = statements }

    // MARK: A transaction

    /// Begins with what the file holds.
    func reload() throws(StoreError) {
        storedRecent = try Meta.int(Fact.recent, statements) ?? 0
        recent = storedRecent
    }

    /// What is counted, to be put back where part of a transaction is taken back.
    var counts: (recent: Int64, added: Int64) {
        get { (recent, added) }
        set { (recent, added) = newValue }
    }

    /// Ends what a transaction wrote.
    func flush() throws(StoreError) {
        added = 0
        guard recent != storedRecent else { return }
        try Meta.set(Fact.recent, recent, statements)
        storedRecent = recent
    }

    /// Merges the small trees into the large ones where they are full.
    func settle() throws(StoreError) {
        guard recent > (added >= Self.bulkLeast ? Self.recentMost : Self.recentMostOfEdits) else {
            return
        }
        try merge()
    }

    func merge() throws(StoreError) {
        for lookup in Layout.Lookup.allCases {
            let table = lookup.table
            try statements("INSERT OR IGNORE INTO \(table)_settled SELECT * FROM \(table)_recent")
                .run()
            try statements("DELETE FROM \(table)_recent").run()
        }
        recent = 0
    }

    // MARK: Rows

    /// Writes what came and takes away what went: an edit of one element of a set touches one row.
    ///
    /// `former` and `values` are canonical bytes of what the field named before and names now.
    func set(
        _ slot: Layout.Slot, of record: RecordID, from former: [[UInt8]], to values: [[UInt8]]
    ) throws(StoreError) {
        guard let lookup = slot.lookup else { return }
        if !former.isEmpty {
            let present = Set(values)
            for value in former where !present.contains(value) {
                try run(.removeRecent, lookup, value, record, slot)
                try run(.removeSettled, lookup, value, record, slot)
            }
        }
        let known = former.isEmpty ? [] : Set(former)
        for value in values where known.isEmpty || !known.contains(value) {
            try run(.add, lookup, value, record, slot)
            recent += 1
            added += 1
        }
    }

    private func run(
        _ deed: Deed, _ lookup: Layout.Lookup, _ value: [UInt8], _ record: RecordID,
        _ slot: Layout.Slot
    ) throws(StoreError) {
        let statement = try statement(deed, lookup)
        guard lookup.bind(value, to: statement) else { return }
        statement.bind(record, at: 2)
        statement.bind(Int64(slot.id), at: 3)
        try statement.runBound()
    }

    private func statement(_ deed: Deed, _ lookup: Layout.Lookup) throws(StoreError) -> Statement {
        let place = 3 * lookup.rawValue + deed.rawValue
        if let statement = prepared[place] { return statement }
        let (table, name, record) = (lookup.table, lookup.name, lookup.record)
        let condition = "WHERE \(name) = ? AND \(record) = ? AND slot = ?"
        let sql =
            switch deed {
            case .add:
                "INSERT OR IGNORE INTO \(table)_recent (\(name), \(record), slot) VALUES (?, ?, ?)"
            case .removeRecent: "DELETE FROM \(table)_recent \(condition)"
            case .removeSettled: "DELETE FROM \(table)_settled \(condition)"
            }
        let statement = try statements(sql)
        prepared[place] = statement
        return statement
    }
}

extension Layout.Lookup {
    /// What one live write names, by a value, an element or a key, in canonical bytes; a key that was cleared names nobody.
    func named(key: [UInt8], payload: [UInt8]) -> [[UInt8]] {
        let tag = self == .link ? ValueTag.reference : ValueTag.text
        if payload == [1, ValueTag.null] { return [] }
        var found: [[UInt8]] = key.first == tag ? [key] : []
        guard payload.count > 1 else { return found }
        if payload[0] == 1 {
            // One value of another kind is no reason to read it.
            if payload[1] == tag { found.append([UInt8](payload[1...])) }
        } else {
            found += ((try? values(ofPayload: payload)) ?? []).map(\.canonicalBytes)
                .filter { $0.first == tag }
        }
        return found
    }

    /// The view's name, and what those of its two trees begin with.
    fileprivate var table: String { self == .link ? "link" : "handle" }

    /// The column of what is looked up.
    fileprivate var name: String { self == .link ? "target" : "handle" }

    /// The column of the record that is found by it.
    fileprivate var record: String { self == .link ? "source" : "record" }

    /// Binds the canonical bytes of a value that is looked up; false for one that is not: a handle that names nothing
    /// here, an element's mark.
    fileprivate func bind(_ value: [UInt8], to statement: Statement) -> Bool {
        value.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes, from: 1, to: bytes.count)
            switch (self, bytes.first) {
            case (.link, ValueTag.reference):
                statement.bind(blob: UnsafeRawBufferPointer(rebasing: bytes[1...]), at: 1)
            case (.handle, ValueTag.text):
                guard (try? reader.varint()) != nil else { return false }
                statement.bind(
                    text: UnsafeRawBufferPointer(rebasing: bytes[reader.offset...]), at: 1)
            default: return false
            }
            return true
        }
    }
}

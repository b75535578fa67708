package import Causality
package import Records
package import Replica
package import Store

/// Where a report reads records from: the one small interface behind which the store lies.
///
/// Called inside one read transaction, so that a report shows one moment.
package protocol RecordSource {
    /// Hands over every visible record of a kind, each decoded once.
    func forEach(kind: String, _ body: (StoredRecord) throws -> Void) throws
    /// A record by its id, hidden ones included. `kinds` are those it may be of; empty asks all.
    func record(_ id: RecordID, kinds: [String]) throws -> StoredRecord?
    func location(handle: String) throws -> Store.Location?
    /// Who names a record, withdrawn ones included.
    func references(to id: RecordID) throws -> [Store.Reference]
    func history(of record: StoredRecord) throws -> [HistoryEntry]
    /// Who made a change, by a name that is nobody else's; empty where it cannot be told.
    func author(at point: Point) throws -> Label
    /// The record as it is handled now, where this source shows a former state; none where that is the same.
    func present(_ record: StoredRecord) throws -> [StoredRecord]
    func presentHistory(of record: StoredRecord) throws -> [HistoryEntry]
    /// A record that cannot be read is left out.
    func passOver(_ location: Store.Location, _ error: StoreError)
}

/// The records and changes that a report leaves out, for they cannot be read.
package final class UnreadRecords {
    package private(set) var all: [(location: Store.Location, error: StoreError)] = []

    package private(set) var changes: [(hash: ChangeHash?, reason: String)] = []

    package init() {}

    func add(_ change: ChangeHash?, _ reason: String) { changes.append((change, reason)) }

    fileprivate func add(_ location: Store.Location, _ error: StoreError) {
        guard !all.contains(where: { $0.location == location }) else { return }
        all.append((location, error))
    }
}

/// The records of a store, or of a former state of it.
package struct StoreSource: RecordSource {
    private let store: Store
    /// The store of today, whose markings hold for a former state too: what was open once may not be open any more.
    private let today: Store?

    /// How people are named here.
    private let bylines: Bylines
    private let unread: UnreadRecords

    package init(
        _ store: Store, today: Store? = nil, _ bylines: Bylines,
        unread: UnreadRecords = UnreadRecords()
    ) {
        self.unread = unread
        self.store = store
        self.today = today
        self.bylines = bylines
    }

    /// Runs `body` on one moment of this source.
    package func reading<T>(_ body: () throws -> T) throws -> T { try store.read(body) }

    package func forEach(kind: String, _ body: (StoredRecord) throws -> Void) throws {
        for id in try store.ids(kind: kind) {
            guard let record = try read(Store.Location(kind: kind, id: id)) else { continue }
            try body(record)
        }
    }

    package func record(_ id: RecordID, kinds: [String]) throws -> StoredRecord? {
        for kind in kinds {
            if let record = try read(Store.Location(kind: kind, id: id)) { return record }
        }
        guard kinds.isEmpty,
            let place = try store.locations(from: id, through: id, limit: 1).first
        else { return nil }
        return try read(place)
    }

    /// Nil also for one that cannot be read.
    private func read(_ location: Store.Location) throws(StoreError) -> StoredRecord? {
        do { return try store.record(location.id, kind: location.kind) } catch {
            guard error.isOfOneSubject else { throw error }
            passOver(location, error)
            return nil
        }
    }

    package func passOver(_ location: Store.Location, _ error: StoreError) {
        unread.add(location, error)
    }

    package func location(handle: String) throws -> Store.Location? {
        let found = try store.faces(handle: handle)
        return found.count == 1 ? found[0] : nil
    }

    package func references(to id: RecordID) throws -> [Store.Reference] {
        try store.references(to: id)
    }

    package func history(of record: StoredRecord) throws -> [HistoryEntry] {
        try history(of: record, in: store)
    }

    /// Of one of several records that are shown as one, its own.
    private func history(of record: StoredRecord, in store: Store) throws -> [HistoryEntry] {
        let location = Store.Location(kind: record.kindName, id: record.id)
        return record.members.isEmpty
            ? try store.memberHistory(of: location) : try store.history(of: location)
    }

    package func author(at point: Point) throws -> Label {
        try bylines.byline(at: point, in: store)?.name ?? Label(en: "", nl: "")
    }

    package func present(_ record: StoredRecord) throws -> [StoredRecord] {
        guard let today else { return [] }
        // What was one then may be several now, of which each is handled for itself.
        let ids = record.members.isEmpty ? [record.id] : record.members.map(\.id)
        return try ids.compactMap { try today.record($0, kind: record.kindName) }
    }

    package func presentHistory(of record: StoredRecord) throws -> [HistoryEntry] {
        try today.map { try history(of: record, in: $0) } ?? []
    }
}

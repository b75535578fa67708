import Records
import Replica
import Store

/// Reads the records of some kinds one after the other, joined ones each by itself: those with a handle in its order, then
/// the others by id, which is the same on every node that holds the same changes. One whose row cannot be read is passed
/// over: see ``PassedOver``.
struct RecordScan {
    private let context: Context
    private let kinds: [String]
    private let includingWithdrawn: Bool
    /// Read in one transaction; what looks up references begins one of its own between them.
    private static let recordsAtOnce = 256

    init(_ context: Context, kinds: [String], includingWithdrawn: Bool) {
        self.context = context
        self.kinds = kinds
        self.includingWithdrawn = includingWithdrawn
    }

    /// Hands over record by record until `body` says false.
    func forEach(_ body: (StoredRecord) throws -> Bool) throws {
        let store = try context.replica().store
        for kind in kinds {
            let ids = try store.read { try sortedIDs(of: kind, store) }
            for start in stride(from: 0, to: ids.count, by: Self.recordsAtOnce) {
                var unread: [(RecordID, any Error)] = []
                let records = try store.read { () throws(StoreError) in
                    var records: [StoredRecord] = []
                    for id in ids[start..<min(start + Self.recordsAtOnce, ids.count)] {
                        do {
                            if let record = try store.member(id, kind: kind) {
                                records.append(record)
                            }
                        } catch { unread.append((id, error)) }
                    }
                    return records
                }
                for (id, error) in unread {
                    try context.passOver(Store.Location(kind: kind, id: id), error)
                }
                for record in records where includingWithdrawn || !record.isHidden {
                    guard try body(record) else { return }
                }
            }
        }
    }

    private func sortedIDs(of kind: String, _ store: Store) throws -> [RecordID] {
        let ids = try store.ids(
            kind: kind, includingHidden: includingWithdrawn, includingJoined: true)
        let names = try ids.map { id in (handle: try store.handle(of: id), id: id) }
        return names.sorted { a, b in
            switch (a.handle, b.handle) {
            case (let x?, let y?) where x != y: x.utf8.lexicographicallyPrecedes(y.utf8)
            case (_?, nil): true
            case (nil, _?): false
            default: a.id < b.id
            }
        }.map(\.id)
    }
}

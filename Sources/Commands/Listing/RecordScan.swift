import Records
import Replica
import Store

/// Reads the records of some kinds one after the other, joined ones each by itself: those with a handle in its order, then
/// the others by id, which is the same on every node that holds the same changes.
final class RecordScan {
    /// Records that could not be read, and were passed over.
    private(set) var unreadable: [Store.Location] = []
    private let replica: Replica
    private let kinds: [String]
    private let includingWithdrawn: Bool
    /// Read in one transaction; what looks up references begins one of its own between them.
    private static let recordsAtOnce = 256

    init(_ replica: Replica, kinds: [String], includingWithdrawn: Bool) {
        self.replica = replica
        self.kinds = kinds
        self.includingWithdrawn = includingWithdrawn
    }

    /// Hands over record by record until `body` says false.
    func forEach(_ body: (StoredRecord) throws -> Bool) throws {
        let store = replica.store
        for kind in kinds {
            let ids = try store.read { try sortedIDs(of: kind) }
            for start in stride(from: 0, to: ids.count, by: Self.recordsAtOnce) {
                let records = try store.read {
                    try ids[start..<min(start + Self.recordsAtOnce, ids.count)].compactMap {
                        try member($0, kind: kind)
                    }
                }
                for record in records where includingWithdrawn || !record.isHidden {
                    guard try body(record) else { return }
                }
            }
        }
    }

    private func sortedIDs(of kind: String) throws -> [RecordID] {
        let store = replica.store
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

    /// One record; nil for one whose row cannot be read, which is no reason to stop.
    private func member(_ id: RecordID, kind: String) throws -> StoredRecord? {
        do { return try replica.store.member(id, kind: kind) } catch StoreError.inconsistent {
            unreadable.append(Store.Location(kind: kind, id: id))
            return nil
        }
    }
}

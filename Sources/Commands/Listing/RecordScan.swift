import Records
import Replica
import Store

/// Reads the records of some kinds one after the other, in the order in which they came, joined ones each by itself.
struct RecordScan {
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
            let ids = try store.read {
                try store.ids(
                    kind: kind, includingHidden: includingWithdrawn, includingJoined: true)
            }
            for start in stride(from: 0, to: ids.count, by: Self.recordsAtOnce) {
                let records = try store.read {
                    try ids[start..<min(start + Self.recordsAtOnce, ids.count)].compactMap {
                        try store.member($0, kind: kind)
                    }
                }
                for record in records where includingWithdrawn || !record.isHidden {
                    guard try body(record) else { return }
                }
            }
        }
    }
}

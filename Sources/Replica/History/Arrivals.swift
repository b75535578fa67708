import Causality
import Records
import Store
import Trust

/// What came from others and touches records that this device has edited: what an officer wants to know after a sync.
package struct Arrivals: Sendable {
    /// Newest first.
    package private(set) var touched: [NodeChange.Touched] = []
    /// Records that were not looked at: more came than anybody reads.
    package private(set) var unread = 0

    /// Whether only the newest changes were looked at: a first exchange brings more than anybody reads.
    package private(set) var isCut = false

    /// More records are not looked at one by one.
    private static let recordsMost = 500
    private static let changesMost = 5000

    /// Of all that arrived after a place in the order of arrival.
    package init(in replica: Replica, after seq: Int64) throws {
        // Whoever has written nothing has edited no record.
        let store = replica.store
        let hasWritten = try store.read {
            try store.introductions().replicas(of: replica.device)
                .contains { !store.chains.chains(of: $0).isEmpty }
        }
        guard hasWritten else { return }
        var isMine: [Store.Location: Bool] = [:]
        var unread: Set<Store.Location> = []
        defer { self.unread = unread.count }
        var left = Self.changesMost
        try replica.forEachChange { change in
            guard change.seq > seq else { return false }
            left -= 1
            guard left >= 0 else {
                isCut = true
                return false
            }
            for one in change.touched where one.entry.device != replica.device {
                if isMine[one.location] == nil {
                    guard isMine.count < Self.recordsMost else {
                        unread.insert(one.location)
                        continue
                    }
                    isMine[one.location] = try replica.store.read {
                        try replica.store.memberHistory(of: one.location)
                    }.contains { $0.device == replica.device }
                }
                if isMine[one.location] == true { touched.append(one) }
            }
            return true
        }
    }
}

import NIOConcurrencyHelpers
import Replica
import Store
import SyncHTTP

/// How far the look at a node has come, kept between slices.
final class IdleProgress: Sendable {
    struct State: Sendable {
        var seq: Int64 = 0
        var isLogDone = false
        var rows = RowsCheck()
    }

    let state = NIOLockedValueBox(State())
}

extension ReplicaNode {
    private static let changesAtOnce = 64
    private static let rowsAtOnce = 256

    package func checkSlice() async throws -> CheckProgress {
        let before = idle.state.withLockedValue { $0 }
        let (after, progress) = try await owner.withReplica { replica in
            try Self.checkSlice(replica, before)
        }
        idle.state.withLockedValue { $0 = progress == .more ? after : IdleProgress.State() }
        return progress
    }

    private static func checkSlice(
        _ replica: Replica, _ before: IdleProgress.State
    ) throws -> (IdleProgress.State, CheckProgress) {
        let store = replica.store
        var state = before
        if !state.isLogDone {
            let last = try store.read { () throws -> Int64? in
                let places = try store.places(after: state.seq, limit: changesAtOnce)
                for place in places { _ = try store.soundChange(at: place.point) }
                return places.last?.seq
            }
            try store.keepWounds()
            state.seq = last ?? state.seq
            state.isLogDone = last == nil
            return (state, .more)
        }
        try store.read { try state.rows.advance(store, rows: rowsAtOnce) }
        guard state.rows.isComplete else { return (state, .more) }
        let holes = try store.read { try store.hasGaps() ? try store.holes().count : 0 }
        guard holes == 0 else { return (state, .damaged(holes)) }
        guard !state.rows.isGood else { return (state, .good) }
        return (state, .mended(try replica.mendRows(state.rows).count))
    }
}

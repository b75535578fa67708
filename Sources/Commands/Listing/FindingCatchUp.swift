import Records
import Replica
import Store
import SyncHTTP

/// Lets the findings catch up with what was written since, in steps short enough that others can edit meanwhile.
enum FindingCatchUp {
    private static let step = 512

    /// What was found before and after.
    struct Outcome {
        let before: Int
        let after: Int

        var new: Int { max(0, after - before) }
    }

    @discardableResult
    static func run(_ replica: Replica) throws -> Outcome {
        let filter = FindingFilter(
            accepted: false, today: CalendarDay(wallMs: replica.environment.nowMs()))
        let store = replica.store
        let before = try store.read { try store.findingCount(filter) }
        while true {
            let progress = try store.write { try store.checkFindings(limit: step) }
            if progress.isComplete { break }
        }
        return Outcome(before: before, after: try store.read { try store.findingCount(filter) })
    }
}

extension FindingCatchUp {
    /// The same for a verb that shows something else: no more than a moment's work.
    ///
    /// - Returns: false where more is left, as after a first sync.
    static func briefly(_ replica: Replica) throws -> Bool {
        try replica.store.write { try replica.store.checkFindings(limit: 64) }.isComplete
    }
}

extension Context {
    /// The node with its findings and notices brought up to what it holds.
    func checkedReplica() throws -> Replica {
        let replica = try replica()
        try FindingCatchUp.run(replica)
        return replica
    }

    /// By this machine's clock: it decides what is listed, nothing else.
    var today: CalendarDay { CalendarDay(wallMs: surroundings.environment.nowMs()) }
}

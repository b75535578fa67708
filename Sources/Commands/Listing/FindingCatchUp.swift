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
        while try store.read({ try store.findingLag() }) != 0 {
            let turn = Turn()
            let progress = try store.write {
                try store.checkFindings(limit: step) { turn.isOver }
            }
            if progress.isComplete { break }
            store.giveWay()
        }
        return Outcome(before: before, after: try store.read { try store.findingCount(filter) })
    }
}

extension FindingCatchUp {
    /// So many changes are a moment's work.
    private static let briefly: Int64 = 16

    /// The same for a verb that shows something else: no more than a moment's work, and nothing is written where there is
    /// none. A daemon does the rest in the background.
    ///
    /// - Returns: false where more is left, as after a first sync, and where nothing can be written: a full disk hides no
    ///   record.
    static func briefly(_ replica: Replica) -> Bool {
        guard let lag = try? replica.store.read({ try replica.store.findingLag() }), lag <= briefly
        else { return false }
        if lag == 0 { return true }
        let progress = try? replica.store.write { try replica.store.checkFindings(limit: step) }
        return progress?.isComplete ?? false
    }

    /// What came of the rules after the work itself was saved.
    enum Afterwards: Sendable {
        case found(new: Int)
        /// They are looked at the next time.
        case later(Label)
    }

    /// The same for a verb whose work is done and saved: that stays so, whatever comes of the rules.
    static func afterwards(_ replica: Replica) -> Afterwards {
        do { return .found(new: try run(replica).new) } catch {
            return .later(
                FailureReport.failure(of: error)?.message ?? Wording.verbatim("\(error)"))
        }
    }
}

extension Context {
    /// How much was found; says so where the rules have yet to be looked at.
    func found(_ afterwards: FindingCatchUp.Afterwards) throws -> Int {
        switch afterwards {
        case .found(let new): return new
        case .later(let reason):
            try note(Wording.findingsLater(reason))
            return 0
        }
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

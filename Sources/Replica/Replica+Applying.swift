package import Causality
import Store
package import Trust
package import Wire

extension Replica {
    /// What became of a peer's changes.
    package struct Applied: Sendable {
        package var applied = 0
        package var known = 0
        /// Went missing from the file, and were put back.
        package var restored = 0
        /// Waiting for changes that are not held: they come again.
        package var waiting = 0
        /// Kept as evidence, never in the log.
        package var refused: [Refusal] = []
        /// Records that the changes touched, in no order that counts.
        package var changes: [ChangeHash] = []
    }

    package struct Refusal: Sendable {
        package let hash: ChangeHash
        package let reason: String
    }

    /// Verifies a peer's changes and applies those that hold.
    ///
    /// A refused change leaves evidence; what depends on it waits; all others are applied. An introduction that cannot be
    /// read or believed is passed over: what nobody here can check waits for a version that can.
    ///
    /// `peer` is who brought them, for the evidence; `remember` runs in the last transaction and notes how far the exchange
    /// has come.
    package func apply(
        _ message: SyncMessage.Changes, from peer: DeviceID?, remember: () throws -> Void = {}
    ) throws -> Applied {
        let frame =
            message.frame.isEmpty
            ? Frame([]) : try Frame(encoded: message.frame, dossier: store.dossier)
        let introductions = message.introductions.compactMap { try? Introduction(encoded: $0) }
        return try apply(
            frame.changes, introductions, from: peer,
            isRosterWhole: introductions.count == message.introductions.count, remember: remember)
    }

    /// The same of changes and introductions that have been read.
    ///
    /// Who signed, what fits the log and what covers what is decided before the write lock is taken. The writing is cut into
    /// transactions of bounded work, each ending where every author's run is covered, so an edit beside it waits for one
    /// at most; a crash between two leaves whole history, and the peer sends the rest again.
    ///
    /// `isRosterWhole` says whether every introduction that came could be read; if not, an author whom nobody introduced may
    /// be one of a newer version, and is no evidence of anything.
    package func apply(
        _ changes: [SignedChange], _ introductions: [Introduction] = [], from peer: DeviceID?,
        isRosterWhole: Bool = true, remember: () throws -> Void = {}
    ) throws -> Applied {
        var plan = try store.read { () in
            try Plan(changes, introductions, store: store, isRosterWhole: isRosterWhole)
        }
        var result = Applied()
        result.known = plan.admission.known
        result.waiting = plan.waiting
        repeat {
            let batch = plan.nextBatch()
            let begun = environment.nowMs()
            try store.write {
                if batch.isFirst {
                    try refuse(plan.refused, from: peer, into: &result)
                    try refill(plan, into: &result)
                    if result.restored > 0 { try store.foldWhatCameBack() }
                }
                try admit(batch, plan.roster)
                try append(batch, into: &result)
                if batch.isLast {
                    if result.applied > 0 || result.restored > 0 { try store.takeBackStranded() }
                    try remember()
                }
                try beginAnewIfNeeded()
            }
            plan.took(max(environment.nowMs(), begun) - begun)
            if !plan.isDone { store.giveWay() }
        } while !plan.isDone
        if newIncarnation != nil { writeMark() }
        return result
    }

    // MARK: Writing, inside a transaction

    private func refuse(
        _ refused: [Plan.Refused], from peer: DeviceID?, into result: inout Applied
    ) throws {
        for one in refused {
            result.refused.append(Refusal(hash: one.change.hash, reason: one.reason))
            try store.quarantine(
                one.change, reason: one.reason, keepsBlock: one.isSigned, peer: peer,
                nowMs: environment.nowMs())
        }
    }

    /// Puts back what the file lost.
    private func refill(_ plan: Plan, into result: inout Applied) throws {
        guard try store.hasGaps() else { return }
        for change in plan.covered.reversed() where try store.refill(change) {
            result.restored += 1
            try admit(author: change.header.replica, plan.roster)
        }
    }

    /// Keeps the introductions that these changes need.
    private func admit(_ batch: Plan.Batch, _ roster: Roster) throws {
        var seen: Set<ReplicaID> = []
        for one in batch.changes where seen.insert(one.change.header.replica).inserted {
            try admit(author: one.change.header.replica, roster)
        }
    }

    private func admit(author: ReplicaID, _ roster: Roster) throws {
        for introduction in roster.vouching(for: author) { _ = try store.admit(introduction) }
    }

    private func append(_ batch: Plan.Batch, into result: inout Applied) throws {
        for (one, outcome) in zip(batch.changes, try store.append(admitted: batch.changes)) {
            switch outcome {
            case .applied:
                result.applied += 1
                try noteTime(of: one.change)
                result.changes.append(one.change.hash)
            case .known: result.known += 1
            case .missing, .malformed:
                // It fitted when it was looked at, and the log only grows.
                throw ReplicaError.store(.inconsistent("a change no longer fits the log"))
            }
        }
    }
}

package import Causality
import Records
package import Store
import Trust
import Wire

/// What a node does about damage of its own.
extension Replica {
    /// Looks at the rows of all records and makes those anew that are not what the log says, from the log.
    ///
    /// Cost where all is well: one reading of the rows.
    ///
    /// - Returns: what was wrong and is right now.
    /// - Throws: ``StoreError/wounded(_:)`` where the log has holes: what a row says may be all there is of them.
    package func mendRows() throws -> [StoreProblem] {
        let check = try store.read { try store.checkRows() }
        guard !check.isGood else { return [] }
        return try mendRows(check)
    }

    /// The same after a look that found something.
    package func mendRows(_ check: RowsCheck) throws -> [StoreProblem] {
        if try store.read({ try store.hasGaps() }) { throw StoreError.wounded(1) }
        // Whose row shows it itself is known; what was changed in good form is found by folding all anew.
        var damaged = Set(check.damaged)
        if damaged.isEmpty || !check.addsUp {
            for case .record(let kind, let id) in try compareWithRefolded() {
                damaged.insert(Store.Location(kind: kind, id: id))
            }
        }
        let isMended = try store.write {
            try store.removeStrays()
            try store.rebuild(records: damaged)
            return try store.checkRows().isGood
        }
        if !isMended { try rebuild() }
        return damaged.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
            .map { .record(kind: $0.kind, id: $0.id) } + (damaged.isEmpty ? [.digest] : [])
    }

    /// Whether what is written beside the log, or the order of the log, contradicts the changes themselves.
    package func isLogContradictory() throws -> Bool {
        try store.read { try !store.bookkeepingProblems().isEmpty || !store.isLogInOrder() }
    }

    /// Puts the log right: what is written beside it, row by row; where that does not do, all of it anew from the changes'
    /// own bytes, as a new incarnation. Loses nothing: a change without a place is kept until a peer brings what it needs.
    ///
    /// - Returns: how many things were put right.
    package func mendLog() throws -> Int {
        try store.write { try introduceAgain() }
        let healed = try store.write { try store.healLog() }
        let count = healed.renumbered + (healed.recounted ? 1 : 0)
        guard try isLogContradictory() else { return count }
        try store.write {
            _ = try store.relog()
            try beginAnew(because: .damaged)
        }
        writeMark()
        return max(1, count)
    }

    /// Changes of this device that are damaged or name one that is, as far as nobody else can have them: no change of
    /// another device is among those that name them. Empty where somebody may bring them back.
    package func strandedChanges() throws -> Set<Point> {
        try store.read {
            let own = Set(try store.introductions().replicas(of: device))
            let beyond = try store.beyondHoles()
            return beyond.allSatisfy { own.contains(store.chains[$0.chain].replica) } ? beyond : []
        }
    }

    /// Says again, as new changes under a new incarnation, what stranded changes said, and keeps those beside the log.
    ///
    /// Why: a change that is damaged cannot be proven to anybody, and everything that names it, later changes of our own
    /// among it, waits at the peers for ever. The past cannot be signed again. But the records still hold what all of
    /// them said: so the node goes back to before the damage, as from a backup, and states what its records show now.
    /// Values come through; who wrote each of these edits, and when, stays in the changes that were set aside. If a peer
    /// does have one after all, it comes back as any change does, and equal values are no disagreement.
    ///
    /// - Returns: how many changes were set aside; 0 where nothing is stranded.
    @discardableResult
    package func restate(message: String) throws -> Int {
        let stranded = try strandedChanges()
        guard !stranded.isEmpty else { return 0 }
        try store.write {
            let shown = try store.members(naming: stranded)
            try store.strand(stranded)
            try beginAnew(because: .damaged)
            let drafts = try shown.map { try restating($0) }.filter { !$0.isEmpty }
            guard !drafts.isEmpty else { return }
            _ = try append(drafts, message: message, author: try author()) {}
        }
        writeMark()
        return stranded.count
    }

    /// What makes a record show again what it showed.
    private func restating(_ shown: StoredRecord) throws -> Draft {
        let now = try store.member(shown.id, kind: shown.kindName)
        var draft = now.map { Draft($0) } ?? Draft(kind: shown.kindName, id: shown.id)
        for field in shown.fields {
            draft.set(
                field.name, to: field.view.content, storedType: field.storedType,
                shown: now?[field.name])
        }
        for field in now?.fields ?? [] where shown[field.name] == nil {
            draft.set(field.name, to: nil, storedType: field.storedType, shown: field)
        }
        if let now, shown.isHidden != now.isHidden {
            if shown.isHidden { draft.withdraw(now) } else { draft.reinstate(now) }
        }
        return draft
    }
}

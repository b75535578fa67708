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

    /// Verifies a peer's changes and applies those that hold, in one transaction with `remember`.
    ///
    /// A refused change is put into quarantine; what depends on it waits; all others are applied.
    ///
    /// `peer` is who brought them, for the evidence; `remember` runs in the same transaction and notes how far the exchange
    /// has come.
    package func apply(
        _ message: SyncMessage.Changes, from peer: DeviceID?, remember: () throws -> Void = {}
    ) throws -> Applied {
        let introductions = try message.introductions.map { bytes in
            try Introduction(encoded: bytes)
        }
        let frame =
            message.frame.isEmpty
            ? Frame([]) : try Frame(encoded: message.frame, dossier: store.dossier)
        return try apply(frame.changes, introductions, from: peer, remember: remember)
    }

    package func apply(
        _ changes: [SignedChange], _ introductions: [Introduction] = [], from peer: DeviceID?,
        remember: () throws -> Void = {}
    ) throws -> Applied {
        var left: Set<ChangeHash> = []
        while true {
            do {
                let applied = try store.write {
                    try apply(
                        changes, introductions, leaving: left, from: peer, remember: remember)
                }
                if newIncarnation != nil { writeMark() }
                return applied
            } catch let error as Unproven { left.formUnion(error.hashes) }
        }
    }

    /// Changes that are in the log only if what covers them is: without it nobody could prove them to the next peer.
    private struct Unproven: Error {
        let hashes: Set<ChangeHash>
    }

    /// Inside a transaction. Changes in `leaving` wait, and with them what names them.
    ///
    /// - Throws: ``Unproven`` where a covering change did not get in and the covered ones did.
    private func apply(
        _ changes: [SignedChange], _ introductions: [Introduction], leaving: Set<ChangeHash>,
        from peer: DeviceID?, remember: () throws -> Void
    ) throws -> Applied {
        for introduction in introductions { _ = try store.admit(introduction) }
        let verification = Verification(changes, roster: try store.introductions())
        var result = Applied()
        for (place, error) in verification.refused {
            try refuse(changes[place], "\(error)", from: peer, into: &result)
        }
        if try store.hasGaps() {
            for (place, change) in changes.enumerated().reversed()
            where verification.covered[place] {
                if try store.refill(change) { result.restored += 1 }
            }
        }
        let covered = changes.indices.filter {
            verification.covered[$0] && !leaving.contains(changes[$0].hash)
        }.map { changes[$0] }
        var unproven: Set<ChangeHash> = []
        for (change, outcome) in zip(covered, try store.append(covered)) {
            try count(change, outcome, from: peer, into: &result)
            guard case .applied = outcome else { continue }
            if let previous = change.header.previous { unproven.remove(previous) }
            if change.signature == nil { unproven.insert(change.hash) }
        }
        guard unproven.isEmpty else { throw Unproven(hashes: unproven) }
        result.waiting += changes.count - covered.count - verification.refused.count
        try remember()
        try beginAnewIfNeeded()
        return result
    }

    private func count(
        _ change: SignedChange, _ outcome: Store.Outcome, from peer: DeviceID?,
        into result: inout Applied
    ) throws {
        switch outcome {
        case .applied:
            result.applied += 1
            result.changes.append(change.hash)
        case .known: result.known += 1
        case .missing: result.waiting += 1
        case .malformed(let reason): try refuse(change, reason, from: peer, into: &result)
        }
    }

    private func refuse(
        _ change: SignedChange, _ reason: String, from peer: DeviceID?, into result: inout Applied
    ) throws {
        result.refused.append(Refusal(hash: change.hash, reason: reason))
        try store.quarantine(change, reason: reason, peer: peer, nowMs: environment.nowMs())
    }
}

package import Causality
package import Store
package import Sync
package import Wire

extension Replica {
    /// A session that this node begins, from what it remembers of the peer.
    package func beginSession(with peer: Peer) throws -> Initiator {
        try store.read {
            // A change that the file lost lies before every cursor: compare all heads.
            let remembers = try !store.hasGaps()
            let cursor = peer.token.map { SyncMessage.Cursor(token: $0, seq: peer.pulledSeq) }
            return Initiator(
                standing: try standing(),
                memory: Initiator.Memory(
                    cursor: remembers ? cursor : nil, pushedSeq: peer.pushedSeq,
                    knownDifference: remembers ? peer.knownDifference : []))
        }
    }

    /// What a step of a session asks of whoever drives it.
    package enum Step: Sendable {
        /// Send this to the peer, and hand the answer to ``Initiator/next(_:)``.
        case exchange(SyncMessage)
        case finished(Initiator.Outcome)
    }

    /// Carries a session on, through everything that this node can do by itself, to the next exchange or the end.
    package func advance(
        _ session: inout Initiator, with event: Initiator.Event, peer: DeviceID
    ) throws -> Step {
        var event = event
        while true {
            switch session.next(event) {
            case .exchange(let message): return .exchange(message)
            case .headsAfter(let seq):
                event = .heads(
                    try store.read {
                        try store.heads(after: Int64(clamping: seq), limit: SyncMessage.headsMax)
                    })
            case .buckets: event = .buckets(try store.read { try buckets() })
            case .headsIn(let mask): event = .heads(try store.read { try heads(in: mask) })
            case .read(let request): event = .read(try readChanges(for: request))
            case .apply(let changes, let memory):
                let applied = try apply(changes, from: peer) { try remember(memory, of: peer) }
                event = .applied(
                    applied.applied, refused: applied.refused.count,
                    standing: try store.read { try standing() })
            case .finish(let outcome, let memory):
                try store.write { try remember(memory, of: peer, outcome: outcome) }
                return .finished(outcome)
            }
        }
    }

    /// Runs a session over an exchange that answers at once: the simulator, tests, two stores in one process.
    package func sync(
        with peer: Peer, exchange: (SyncMessage) throws -> SyncMessage
    ) throws -> Initiator.Outcome {
        var session = try beginSession(with: peer)
        var event = Initiator.Event.start
        while true {
            switch try advance(&session, with: event, peer: peer.device) {
            case .exchange(let message): event = .answer(try exchange(message))
            case .finished(let outcome): return outcome
            }
        }
    }

    /// Inside a transaction. A peer that was removed meanwhile is not remembered.
    private func remember(
        _ memory: Initiator.Memory, of device: DeviceID, outcome: Initiator.Outcome? = nil
    ) throws {
        guard var peer = try store.peers().first(where: { $0.device == device }) else { return }
        peer.token = memory.cursor?.token
        peer.pulledSeq = memory.cursor?.seq ?? 0
        peer.pushedSeq = memory.pushedSeq
        peer.knownDifference = memory.knownDifference
        if let outcome {
            if case .refused(let reason) = outcome.agreement {
                peer.lastFailureMs = environment.nowMs()
                peer.lastFailure = reason
            } else {
                peer.lastSuccessMs = environment.nowMs()
            }
        }
        try store.save(peer)
    }

    /// Writes down that a peer could not be reached, for `status`.
    package func noteFailure(_ reason: String, of device: DeviceID) throws {
        try store.write {
            guard var peer = try store.peers().first(where: { $0.device == device }) else { return }
            peer.lastFailureMs = environment.nowMs()
            peer.lastFailure = reason
            try store.save(peer)
        }
    }
}

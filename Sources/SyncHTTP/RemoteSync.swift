import Replica
package import Store
package import Sync
import Wire

/// One sync session with a peer at the other end of a link.
package struct RemoteSync: Sendable {
    private let owner: any ReplicaOwner
    private let limits: SessionBudget.Limits

    /// What has been exchanged so far.
    package struct Progress: Hashable, Sendable {
        /// Requests answered.
        package internal(set) var exchanges = 0
        /// Bytes of messages, without HTTP and TLS around them.
        package internal(set) var sentBytes = 0
        package internal(set) var receivedBytes = 0
        /// How much of the session is done, from 0 to 1; nil while it is not known.
        package internal(set) var fraction: Double?
    }

    /// - Parameters:
    ///   - owner: of the replica on this side.
    ///   - limits: what a session may cost.
    package init(
        _ owner: any ReplicaOwner, limits: SessionBudget.Limits = SessionBudget.Limits()
    ) {
        self.owner = owner
        self.limits = limits
    }

    /// Runs a session to its end. What an exchange brought is kept before the next begins, so a session that is cut or
    /// cancelled anywhere leaves whole history behind, and the next goes on from there.
    ///
    /// - Parameters:
    ///   - peer: as the store has it now.
    ///   - link: a connection to it; the key that it pinned is kept with the peer.
    ///   - progress: called after each exchange.
    ///   - didGain: called whenever the session has moved something, here or there.
    /// - Returns: what was exchanged, and how the two logs stand now.
    /// - Throws: ``SyncTransportError``, `WireError` for an answer that cannot be read, or what the replica throws. All
    ///   but a cancellation is noted with the peer.
    package func sync(
        with peer: Peer, over link: HTTPPeer, progress: (@Sendable (Progress) -> Void)? = nil,
        didGain: (@Sendable (Initiator.Gain) -> Void)? = nil
    ) async throws -> Initiator.Outcome {
        do {
            let outcome = try await run(with: peer, over: link, didGain, progress)
            try await keepPin(of: link, with: peer)
            try await keepClock(of: link, with: peer)
            return outcome
        } catch {
            // The session's own error is the one to report, whatever becomes of these notes.
            try? await keepPin(of: link, with: peer)
            if !(error is CancellationError), error as? SyncTransportError != .cancelled {
                let reason = String(describing: error)
                try? await owner.withReplica { try $0.noteFailure(reason, of: peer.device) }
            }
            throw error
        }
    }

    private func run(
        with peer: Peer, over link: HTTPPeer, _ didGain: (@Sendable (Initiator.Gain) -> Void)?,
        _ report: (@Sendable (Progress) -> Void)?
    ) async throws -> Initiator.Outcome {
        var session = try await owner.withReplica { try $0.beginSession(with: peer) }
        var event = Initiator.Event.start
        var progress = Progress()
        var extent = SessionExtent()
        var gain = Initiator.Gain()
        var budget = SessionBudget(limits)
        let clock = ContinuousClock()
        let start = clock.now
        while true {
            let next = try await advance(session, with: event, peer)
            session = next.session
            if session.gain != gain {
                gain = session.gain
                didGain?(gain)
            }
            switch next.step {
            case .finished(let outcome): return outcome
            case .exchange(let message):
                let now = start.duration(to: clock.now)
                if let excess = budget.excess(at: now) {
                    throw SyncTransportError.sessionTooLong(excess)
                }
                let request = message.encoded
                budget.sent(message, bytes: request.count)
                let answer = try await link.exchange(request, within: budget.timeLeft(at: now))
                let reply = try SyncMessage(encoded: answer)
                event = .answer(reply)
                budget.received(reply, bytes: answer.count)
                extent.sent(message)
                extent.received(reply)
                progress.fraction = extent.fraction
                progress.exchanges += 1
                progress.sentBytes += request.count
                progress.receivedBytes += answer.count
                report?(progress)
            }
        }
    }

    /// The session lives here, between the actor's turns: others use the replica while an answer is on its way.
    private func advance(
        _ session: Initiator, with event: Initiator.Event, _ peer: Peer
    ) async throws -> (session: Initiator, step: Replica.Step) {
        try await owner.withReplica { replica in
            var session = session
            let step = try replica.advance(&session, with: event, peer: peer.device)
            return (session, step)
        }
    }

    private func keepClock(of link: HTTPPeer, with peer: Peer) async throws {
        guard let aheadMs = await link.clockAheadMs else { return }
        try await owner.withReplica { try $0.noteClock(of: peer.device, aheadMs: aheadMs) }
    }

    /// A peer that was removed meanwhile is not written back.
    private func keepPin(of link: HTTPPeer, with peer: Peer) async throws {
        guard let pin = await link.pin, pin != peer.pin else { return }
        try await owner.withReplica { replica in
            try replica.store.write {
                let known = try replica.store.peers().first { $0.device == peer.device }
                guard var known else { return }
                known.pin = pin
                try replica.store.save(known)
            }
        }
    }
}

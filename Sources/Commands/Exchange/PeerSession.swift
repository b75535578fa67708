import Causality
import CurlClient
import Records
import Replica
import Store
import Sync
import SyncHTTP
import Trust
import Wire

/// One session with one peer, drawn on the terminal while it runs and stopped cleanly by Ctrl-C.
struct PeerSession {
    let owner: ReplicaActor
    let peer: Peer
    let identity: TransportIdentity
    let client: CurlClient

    /// - Throws: ``Failure`` that says what went wrong with this peer. What was exchanged before it is kept.
    func run(_ console: Console) async throws -> Initiator.Outcome {
        let bar = ProgressBar(peer.name, console)
        do {
            let link = try HTTPPeer(
                url: peer.url ?? "", expected: peer.device, identity: identity, client: client,
                pin: peer.pin)
            let (steps, step) = AsyncStream<RemoteSync.Progress>.makeStream(
                bufferingPolicy: .bufferingNewest(1))
            let (owner, peer) = (owner, peer)
            let session = Task {
                defer { step.finish() }
                return try await RemoteSync(owner).sync(with: peer, over: link) { step.yield($0) }
            }
            let signals = StopSignals { session.cancel() }
            defer { signals.restore() }
            for await progress in steps { try bar.draw(progress) }
            try bar.clear()
            return try await session.value
        } catch {
            try bar.clear()
            throw failure(of: error)
        }
    }

    private func failure(of error: any Error) -> Failure {
        switch error {
        case is CancellationError, SyncTransportError.cancelled:
            Failure(Wording.interrupted, status: .interrupted)
        case let error as SyncTransportError: failure(of: error)
        case let error as WireError:
            Failure(Wording.peerSpeaksNonsense(peer.name), causedBy: [Wording.verbatim("\(error)")])
        default:
            FailureReport.failure(of: error)
                ?? Failure(Wording.bug(String(reflecting: error)), status: .bug)
        }
    }

    private func failure(of error: SyncTransportError) -> Failure {
        let (name, url) = (peer.name, peer.url ?? "")
        switch error {
        case .notListed:
            return Failure(
                Wording.notListed(name), hint: Wording.notListedHint("\(identity.device)"))
        case .wrongDevice(_, let found):
            return Failure(
                Wording.wrongDevice(name, url, found.description),
                hint: Wording.wrongDeviceHint(name))
        case .badAddress: return Failure(Wording.badURL, hint: Wording.badURLHint)
        case .protocolMismatch(let found):
            return Failure(Wording.protocolMismatch(name, found), hint: Wording.upgradeBothHint)
        case .foreignReply:
            return Failure(
                Wording.unreachable(name, url), causedBy: [Wording.foreignReply],
                hint: Wording.foreignReplyHint, status: .unreachable)
        case .alteredReply(let alteration):
            return Failure(
                Wording.unreachable(name, url), causedBy: [Wording.altered(alteration)],
                hint: Wording.foreignReplyHint, status: .unreachable)
        case .busy:
            return Failure(
                Wording.unreachable(name, url), causedBy: [Wording.peerBusy],
                hint: Wording.unreachableHint(name), status: .unreachable)
        case .sessionTooLong:
            return Failure(
                Wording.sessionEnded(name), causedBy: [Wording.verbatim("\(error)")],
                hint: Wording.sessionEndedHint(name), status: .unreachable)
        case .unreachable, .timedOut, .peerFailed, .cutShort, .tooLarge, .tls, .cancelled:
            return Failure(
                Wording.unreachable(name, url), causedBy: [Wording.verbatim("\(error)")],
                hint: Wording.unreachableHint(name), status: .unreachable)
        }
    }
}

package import Causality
import CurlClient
import Logging
import Records
import Replica
import Store
import Sync
package import SyncHTTP
package import Trust
import Wire

/// The node that the daemon serves: a replica behind its owner, and the links to its peers.
package struct ReplicaNode: DaemonNode {
    package let owner: any ReplicaOwner
    private let identity: TransportIdentity
    private let client: CurlClient

    /// A peer as the schedule knows it: by name, in the order of names.
    package struct Peer: Hashable, Comparable, Sendable, CustomStringConvertible {
        package let name: String
        package let device: DeviceID

        package init(name: String, device: DeviceID) {
            self.name = name
            self.device = device
        }

        package static func < (a: Peer, b: Peer) -> Bool { (a.name, a.device) < (b.name, b.device) }

        package var description: String { name }
    }

    package init(_ owner: any ReplicaOwner, identity: TransportIdentity) {
        self.owner = owner
        self.identity = identity
        client = CurlClient()
    }

    package func dialledPeers() async throws -> [Peer] {
        try await owner.withReplica { replica in
            try replica.store.read { try replica.store.peers() }
                .filter { $0.url != nil }.map { Peer(name: $0.name, device: $0.device) }
        }
    }

    package func newestSeq() async throws -> Int64 {
        try await owner.withReplica { replica in
            try replica.store.read { replica.store.newestSeq }
        }
    }

    /// Records whose findings are looked at in one transaction: a moment, for whoever wants to write.
    private static let findingSlice = 64

    package func catchUp() async throws -> Bool {
        try await owner.withReplica { replica in
            let index = try replica.searchIndex()
            let isIndexed = try index.catchUp().isComplete
            let store = replica.store
            // Asked first: a write that changes nothing would wake whoever watches the file, this daemon too.
            var isChecked = try store.read({ try store.findingLag() }) == 0
            if !isChecked {
                isChecked = try store.write {
                    try store.checkFindings(limit: Self.findingSlice)
                }.isComplete
            }
            guard isIndexed, isChecked else { return false }
            store.releaseMemory()
            index.releaseMemory()
            return true
        }
    }

    package func openConflicts() async throws -> [OpenConflict] {
        try await owner.withReplica { replica in
            let store = replica.store
            return try store.read {
                try store.conflicts().filter { $0.level != .dispute }.map {
                    OpenConflict($0, handle: try store.handle(of: $0.record))
                }
            }
        }
    }

    package func answers() async -> Bool { (try? await newestSeq()) != nil }

    /// The name under which a device is listed here; its id where it is not.
    func peer(_ device: DeviceID) async -> Peer {
        let name = try? await owner.withReplica { replica in
            try replica.store.read { try replica.store.peers() }
                .first { $0.device == device }?.name
        }
        return Peer(name: name ?? device.short, device: device)
    }

    /// Lets the findings follow what came, so that whoever asks next need not wait: a little at a time, for others use the
    /// replica meanwhile. What is left after an error, the next who asks makes up for.
    private func checkFindings() async {
        var isComplete = false
        while !isComplete {
            let progress = try? await owner.withReplica { replica in
                try replica.store.write {
                    try replica.store.checkFindings(limit: Self.findingsStep)
                }
            }
            isComplete = progress?.isComplete ?? true
        }
    }

    private static let findingsStep = 256

    package func sync(
        with peer: Peer, network: Configuration.Network
    ) async -> RoundResult<Peer> {
        do {
            let listed = try await owner.withReplica { replica in
                try replica.store.read { try replica.store.peers() }
                    .first { $0.device == peer.device }
            }
            // Removed or no longer dialled since the schedule looked.
            guard let listed, let url = listed.url else { return RoundResult(.success) }
            let link = try HTTPPeer(
                url: url, expected: listed.device, identity: identity, client: client,
                pin: listed.pin, options: .init(network))
            let outcome = try await RemoteSync(owner).sync(with: listed, over: link)
            if outcome.agreement == .stateDiffers {
                _ = try await owner.withReplica { try $0.repairState() }
            }
            if outcome.pulled > 0 { await checkFindings() }
            return RoundResult(outcome)
        } catch let error as SyncTransportError {
            return RoundResult(error.roundOutcome, metadata: ["cause": "\(error)"])
        } catch {
            return RoundResult(.interrupted, metadata: ["cause": "\(error)"])
        }
    }
}

extension RoundResult where Peer == ReplicaNode.Peer {
    fileprivate init(_ outcome: Initiator.Outcome) {
        let isRefused = if case .refused = outcome.agreement { true } else { false }
        self.init(
            isRefused ? .refused : .success, received: Int64(outcome.pulled),
            metadata: [
                "pulled": "\(outcome.pulled)", "pushed": "\(outcome.pushed)",
                "refused_here": "\(outcome.refusedHere)",
                "refused_there": "\(outcome.refusedThere)",
                "exchanges": "\(outcome.exchanges)", "agreement": "\(outcome.agreement)",
            ])
    }
}

extension SyncTransportError {
    fileprivate var roundOutcome: Schedule<ReplicaNode.Peer>.Outcome {
        switch self {
        case .unreachable, .timedOut, .foreignReply: .unreachable
        case .cutShort, .cancelled, .peerFailed, .tls: .interrupted
        case .badAddress, .notListed, .wrongDevice, .protocolMismatch, .tooLarge: .refused
        }
    }
}

extension HTTPPeer.Options {
    init(_ network: Configuration.Network) {
        self.init()
        timeOuts.connect = network.connectTimeout
        timeOuts.stalled = network.idleTimeout
        maxSendBytesPerSecond = network.rateLimit.map { Int($0.bytes) }
        maxReceiveBytesPerSecond = maxSendBytesPerSecond
    }
}

/// Answers peers, and tells the daemon what they brought, so that it does not send it back.
package struct CountingResponder: SyncResponder {
    private let node: ReplicaNode
    private let responder: ReplicaResponder
    private let didReceive: @Sendable (Int64, ReplicaNode.Peer) -> Void

    package init(
        _ node: ReplicaNode, didReceive: @escaping @Sendable (Int64, ReplicaNode.Peer) -> Void
    ) {
        self.node = node
        self.responder = ReplicaResponder(node.owner)
        self.didReceive = didReceive
    }

    package func answer(_ body: [UInt8], from device: DeviceID) async throws -> [UInt8] {
        let answer = try await responder.answer(body, from: device)
        if case .pushed(let pushed) = try? SyncMessage(encoded: answer), pushed.applied > 0 {
            didReceive(Int64(clamping: pushed.applied), await node.peer(device))
        }
        return answer
    }
}

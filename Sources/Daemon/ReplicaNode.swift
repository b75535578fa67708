package import Causality
import CurlClient
import Logging
import NIOConcurrencyHelpers
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
    private let spare: (@Sendable () async throws -> any ReplicaOwner)?
    private let room = NIOLockedValueBox(DiskRoom())
    /// Rounds under way in which something was kept, here or there.
    private let exchanging = NIOLockedValueBox(0)
    /// A peer folds the same log to another state: the own one is to be compared with the own log.
    private let isInDoubt = NIOLockedValueBox(false)
    /// How far of this node's log each peer said to have taken it.
    private let takenThrough = NIOLockedValueBox<[DeviceID: UInt64]>([:])
    let idle = IdleProgress()

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

    /// - Parameters:
    ///   - owner: of the replica that rounds and answers use.
    ///   - identity: who dials.
    ///   - spare: opens the replica once more, for work that takes long; without it that work shares `owner`.
    package init(
        _ owner: any ReplicaOwner, identity: TransportIdentity,
        spare: (@Sendable () async throws -> any ReplicaOwner)? = nil
    ) {
        self.owner = owner
        self.spare = spare
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

    package func checkFile() async throws -> Bool {
        try await owner.withReplica { try $0.store.checkMainFile() }
    }

    package func catchUp() async throws -> Bool {
        try await repair()
        try await letExchangesPass()
        return try await owner.withReplica { replica in
            let turn = Turn()
            let index = try replica.searchIndex()
            let store = replica.store
            var isIndexed = false
            while !isIndexed, !turn.isOver { isIndexed = try index.catchUp().isComplete }
            guard isIndexed else { return false }
            // Asked first: a write that changes nothing would wake whoever watches the file, this daemon too.
            guard try store.read({ try store.findingLag() }) != 0 else {
                store.releaseMemory()
                index.releaseMemory()
                return true
            }
            _ = try store.write {
                try store.checkFindings(limit: Self.findingSlice) { turn.isOver }
            }
            store.giveWay()
            return false
        }
    }

    /// While a first sync brings one change after another, rules would be looked at again with each: let it come first.
    private func letExchangesPass() async throws {
        guard exchanging.withLockedValue({ $0 }) > 0 else { return }
        let lag = try await owner.withReplica { replica in
            try replica.store.read { try replica.store.findingLag() }
        }
        if lag.map({ $0 > Self.lagOfAFewEdits }) ?? true {
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private static let lagOfAFewEdits: Int64 = 16

    /// Records whose findings are looked at in one transaction, unless its time is over before.
    private static let findingSlice = 256

    /// Compares the records with the log, and makes them anew where they differ: beside rounds and answers, which a whole
    /// reading of the log would hold up.
    private func repair() async throws {
        guard isInDoubt.withLockedValue({ $0 }) else { return }
        let owner = try await spare?() ?? owner
        _ = try await owner.withReplica { replica in
            try replica.repairState { try Task.checkCancellation() }
        }
        isInDoubt.withLockedValue { $0 = false }
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

    package func notices() async throws -> [NodeNotice] {
        try await owner.withReplica { replica in
            try replica.store.read {
                var notices: [NodeNotice] = []
                if let reason = replica.newIncarnation {
                    notices.append(.newIncarnation(reason.rawValue))
                }
                if let warning = try replica.clockWarning() {
                    notices.append(.clock(warning.cause))
                }
                notices += try replica.forkedDevices().map {
                    .forked(device: $0.device.description, name: $0.name)
                }
                if let setback = try replica.setback(), replica.isRecent(setback) {
                    let peer = try replica.store.peers().first { $0.device == setback.peer }
                    notices.append(.setBack(peer: peer?.name ?? setback.peer.fingerprint))
                }
                return notices
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
        return Peer(name: name ?? device.fingerprint, device: device)
    }

    package func sync(
        with peer: Peer, network: Configuration.Network, didHear: @escaping @Sendable () -> Void
    ) async -> RoundResult<Peer> {
        let folder: String
        let listed: ListedPeer?
        do {
            (folder, listed) = try await owner.withReplica { replica in
                (
                    replica.directory.path,
                    try replica.store.read { try replica.store.peers() }
                        .first { $0.device == peer.device }
                )
            }
        } catch { return result(of: error, hasAsked: false, isGain: false, folder: nil) }
        // Removed or no longer dialled since the schedule looked.
        guard let listed, let url = listed.url else { return RoundResult(.success) }
        guard hasRoom(folder) else { return RoundResult(.diskFull, hasAsked: false) }
        let gained = NIOLockedValueBox<Initiator.Gain?>(nil)
        defer {
            if gained.withLockedValue({ $0 }) != nil { exchanging.withLockedValue { $0 -= 1 } }
        }
        do {
            let link = try HTTPPeer(
                url: url, expected: listed.device, identity: identity, client: client,
                pin: listed.pin, options: .init(network))
            let outcome = try await RemoteSync(owner, limits: .init(network)).sync(
                with: listed, over: link, progress: { _ in didHear() },
                didGain: { [exchanging] now in
                    let before = gained.withLockedValue { last in
                        defer { last = now }
                        return last
                    }
                    if before == nil { exchanging.withLockedValue { $0 += 1 } }
                })
            noteTaken(gained.withLockedValue { $0 }, by: listed.device)
            if outcome.agreement == .stateDiffers { isInDoubt.withLockedValue { $0 = true } }
            room.withLockedValue { $0.sufficed() }
            return RoundResult(outcome)
        } catch {
            let gain = gained.withLockedValue { $0 }
            let isGain = noteTaken(gain, by: listed.device) || gain?.pulled ?? 0 > 0
            return result(of: error, hasAsked: true, isGain: isGain, folder: folder)
        }
    }

    /// Whether a peer took more of this log than it had ever said to have. One that takes the same again and again, or says so,
    /// has moved nothing, and is waited for as one that fails.
    @discardableResult
    private func noteTaken(_ gain: Initiator.Gain?, by device: DeviceID) -> Bool {
        guard let taken = gain?.takenThrough, taken > 0 else { return false }
        return takenThrough.withLockedValue { most in
            guard taken > most[device] ?? 0 else { return false }
            most[device] = taken
            return true
        }
    }

    /// Asked before each round: what there is no room for need not be paid for.
    private func hasRoom(_ folder: String) -> Bool {
        guard let free = DiskRoom.free(folder) else { return true }
        return room.withLockedValue { $0.isEnough(free: free, at: .now) }
    }

    /// What a round came to that did not reach its end, and whose fault that is.
    private func result(
        of error: any Error, hasAsked: Bool, isGain: Bool, folder: String?
    ) -> RoundResult<Peer> {
        if let fault = OwnFault(error) {
            if fault == .diskFull, let folder, let free = DiskRoom.free(folder) {
                room.withLockedValue { $0.ranOut(free: free, at: .now) }
            }
            return RoundResult(fault, hasAsked: hasAsked)
        }
        let outcome: Schedule<Peer>.Outcome =
            isGain ? .interrupted : (error as? SyncTransportError)?.roundOutcome ?? .failed
        return RoundResult(outcome, metadata: ["cause": "\(error)"])
    }
}

/// A peer as the store has it.
private typealias ListedPeer = Peer

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
                "went_back": "\(outcome.peerWentBack)",
            ])
    }
}

extension SyncTransportError {
    fileprivate var roundOutcome: Schedule<ReplicaNode.Peer>.Outcome {
        switch self {
        case .unreachable, .timedOut, .foreignReply, .alteredReply: .unreachable
        case .cutShort, .cancelled, .peerFailed, .tls, .busy, .sessionTooLong: .failed
        case .badAddress, .notListed, .wrongDevice, .protocolMismatch, .tooLarge: .refused
        }
    }
}

extension SessionBudget.Limits {
    init(_ network: Configuration.Network) {
        self.init(
            requests: network.sessionRequestsMax,
            bytes: Int(clamping: network.sessionBytesMax.bytes),
            time: network.sessionTimeMax)
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

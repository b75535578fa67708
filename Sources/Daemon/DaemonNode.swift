package import Logging

/// What the daemon asks of its node and of the network: a replica behind an actor, or in tests a node of its own.
package protocol DaemonNode: Sendable {
    associatedtype Peer: Hashable & Comparable & Sendable & CustomStringConvertible

    /// The peers that this node dials, as the database has them now.
    func dialledPeers() async throws -> [Peer]

    /// The newest place in the node's order of arrival; grows with each change, local or received.
    func newestSeq() async throws -> Int64

    /// Looks whether the database's file is still the one that was opened.
    ///
    /// - Returns: false while somebody else makes a checkpoint: it is to be looked at again.
    /// - Throws: ``StoreError/replaced(_:)`` where another lies in its place.
    func checkFile() async throws -> Bool

    /// One short slice of bringing up what may lag behind the log.
    ///
    /// - Returns: whether nothing is left to bring up.
    /// - Throws: `CancellationError` when the task was cancelled meanwhile.
    func catchUp() async throws -> Bool

    /// One slice of looking whether the log and the records are what they must be.
    func checkSlice() async throws -> CheckProgress

    /// What people disagree on now.
    func openConflicts() async throws -> [OpenConflict]

    /// One round with one peer. Failures are written down for `liaison status` by the node, and logged by the daemon.
    /// `didHear` is called whenever something came from the peer.
    func sync(
        with peer: Peer, network: Configuration.Network, didHear: @escaping @Sendable () -> Void
    ) async -> RoundResult<Peer>

    /// What a person should know of this node and its peers, and would not learn otherwise.
    func notices() async throws -> [NodeNotice]

    /// Whether the node answers: takes the way that its work takes.
    func answers() async -> Bool
}

extension DaemonNode {
    package func checkSlice() async throws -> CheckProgress { .good }
    package func checkFile() async throws -> Bool { true }
}

/// How far a look at the whole node has come.
package enum CheckProgress: Hashable, Sendable {
    case more
    case good
    /// So many records were not what the log says, and are now.
    case mended(Int)
    /// So many changes in the log are damaged or missing: peers send them back.
    case damaged(Int)
}

/// How a round with a peer ended.
package struct RoundResult<Peer: Hashable & Comparable & Sendable>: Sendable {
    package let outcome: Schedule<Peer>.Outcome
    /// Changes that came from the peer and are in the log now.
    package let received: Int64
    /// What the log says about it beside the peer: counts, identifiers, a cause. Never what a record holds.
    package let metadata: Logger.Metadata
    /// What this node itself could not do; nil unless it is ``Schedule/Outcome/hurt(hasAsked:)``.
    package let fault: OwnFault?

    package init(
        _ outcome: Schedule<Peer>.Outcome, received: Int64 = 0, metadata: Logger.Metadata = [:]
    ) {
        self.outcome = outcome
        self.received = received
        self.metadata = metadata
        fault = nil
    }

    package init(_ fault: OwnFault, hasAsked: Bool) {
        outcome = .hurt(hasAsked: hasAsked)
        received = 0
        metadata = ["cause": "\(fault.cause)"]
        self.fault = fault
    }
}

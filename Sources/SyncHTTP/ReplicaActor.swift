package import Replica

/// Whoever owns the one ``Replica`` of a process lets others at it, one at a time.
package protocol ReplicaOwner: Sendable {
    /// - Parameter body: runs alone on the replica; what it takes away is a value.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    func withReplica<T: Sendable>(_ body: @Sendable (Replica) throws -> T) async throws -> T
}

/// Owns a replica on a serial queue of its own.
package actor ReplicaActor: ReplicaOwner {
    private let executor = SerialQueueExecutor(label: "liaison.replica")
    private let replica: Replica

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// - Parameter replica: given away; nobody else uses it from here on.
    package init(_ replica: sending Replica) { self.replica = replica }

    /// - Parameter open: opens the replica on the actor's queue, so that a large one keeps no one waiting.
    /// - Throws: what `open` throws.
    package init(opening open: @Sendable () throws -> sending Replica) async throws {
        replica = try open()
    }

    package func withReplica<T: Sendable>(_ body: @Sendable (Replica) throws -> T) throws -> T {
        try body(replica)
    }
}

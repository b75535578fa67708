package import Causality
import Replica
import Store

/// Answers peers from the replica of this node, and knows whom to let in: the peers that it lists.
package struct ReplicaResponder: SyncResponder {
    private let owner: any ReplicaOwner

    package init(_ owner: any ReplicaOwner) { self.owner = owner }

    package func answer(_ body: [UInt8], from peer: DeviceID) async throws -> [UInt8] {
        try await owner.withReplica { replica in try replica.answer(body, from: peer) }
    }

    /// Whether the device is one of this node's peers now. A store that cannot be read lets nobody in.
    package func lists(_ device: DeviceID) async -> Bool {
        let listed = try? await owner.withReplica { replica in
            try replica.store.read {
                try replica.store.peers().contains { $0.device == device }
            }
        }
        return listed ?? false
    }
}

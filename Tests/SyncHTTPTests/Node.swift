import CRDT
import Causality
import CurlClient
import Foundation
import Records
import Replica
import Store
import Sync
import SyncHTTP
import Trust
import Wire

private let schema = Schema(
    kinds: [
        Kind(
            "thing", en: "Thing", nl: "Ding", titleFields: ["title"],
            fields: [
                Field("handle", en: "Handle", nl: "Kenmerk"),
                Field("title", en: "Title", nl: "Titel"),
            ])
    ], vocabularies: [])

/// A replica behind its actor, in a folder of its own that goes when the value does.
final class Node: Sendable {
    let owner: ReplicaActor
    let device: DeviceID
    let identity: TransportIdentity
    private let path: String

    init(_ name: String) async throws {
        let path = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        self.path = path
        owner = try await ReplicaActor {
            try Replica.create(
                in: DataDirectory(path), deviceName: name, author: name, schema: schema,
                environment: Environment(
                    nowMs: { 1_700_000_000_000 },
                    randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
                    machine: "m"))
        }
        (device, identity) = try await owner.withReplica {
            ($0.device, try $0.transportIdentity())
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Lists the other as a peer, dialled at a port of this machine where one is given.
    func know(_ other: Node, port: Int? = nil) async throws {
        let device = other.device
        try await owner.withReplica { replica in
            try replica.store.write {
                try replica.store.save(
                    Peer(
                        device: device, name: device.short,
                        url: port.map { "https://127.0.0.1:\($0)" }))
            }
        }
    }

    func peer(_ other: Node) async throws -> Peer? {
        let device = other.device
        return try await owner.withReplica { replica in
            try replica.store.read { try replica.store.peers().first { $0.device == device } }
        }
    }

    func add(_ titles: [String]) async throws {
        try await owner.withReplica { replica in
            for title in titles {
                let id = RecordID.imported(dossier: .zero, key: title)
                var draft = Draft(kind: "thing", id: id)
                draft.set("title", to: .single(.text(title)), storedType: .register, shown: nil)
                try replica.commit([draft])
            }
        }
    }

    func standing() async throws -> StateDigest {
        try await owner.withReplica { replica in
            try replica.store.read { replica.store.stateDigest }
        }
    }

    /// Runs `body` while this node answers its peers.
    func serve(_ body: @Sendable (_ port: Int) async throws -> Void) async throws {
        let responder = ReplicaResponder(owner)
        try await withServer(
            identity, authorize: { await responder.lists($0) }, responder: responder,
            bodyBytesMax: SyncEndpoint.messageBytesMax, body)
    }

    /// One session with a peer that is listed with an address.
    func sync(
        _ other: Node, progress: (@Sendable (RemoteSync.Progress) -> Void)? = nil
    ) async throws -> Initiator.Outcome {
        guard let peer = try await peer(other), let url = peer.url else {
            throw SyncTransportError.badAddress("none")
        }
        let link = try HTTPPeer(
            url: url, expected: peer.device, identity: identity, client: CurlClient(), pin: peer.pin
        )
        return try await RemoteSync(owner).sync(with: peer, over: link, progress: progress)
    }
}

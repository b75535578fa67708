import Causality
import Records
import Replica
import Store
import Sync
import Wire

/// Sync with nothing changed: how many requests, and how many bytes of body both ways.
struct NoopFigures {
    let folder: Folder
    let report: Report

    func measure(replicas: Int, _ wanted: Selection) throws {
        let hub = try Node.create(folder.fresh("noop-hub"), schema: .workload, name: "hub")
        let other = try Node.create(folder.fresh("noop-0"), schema: .workload, name: "0")
        try add(to: hub, id: 0)
        try add(to: other, id: 1)
        for place in 2..<replicas {
            let name = "noop-\(place)"
            let replica = try Node.create(folder.fresh(name), schema: .workload, name: "\(place)")
            try add(to: replica, id: UInt64(place))
            _ = try NoopFigures.sync(replica, with: hub)
            try folder.remove(name)
        }
        _ = try NoopFigures.sync(other, with: hub)
        guard hub.store.chains.count == replicas, other.store.chains.count == replicas else {
            throw Program.Failure("noop", "not all \(replicas) replicas are known")
        }
        let (requests, bytes) = try NoopFigures.sync(other, with: hub)
        try folder.remove("noop-hub")
        try folder.remove("noop-0")
        if wanted.holds(.noopRequests) {
            report.add(.noopRequests, replicas, Double(requests), "replicas known to both")
        }
        if wanted.holds(.noopBytes) {
            report.add(.noopBytes, replicas, Double(bytes), "question and answer")
        }
    }

    private func add(to replica: Replica, id: UInt64) throws {
        var draft = Draft(kind: Schema.workloadKind, id: RecordID(high: 1, low: id))
        draft.set("title", to: .single(.text("one")), storedType: .register, shown: nil)
        try replica.commit([draft])
    }

    /// Runs one session of `asker` with `answerer`, every message through its bytes.
    private static func sync(
        _ asker: Replica, with answerer: Replica
    ) throws -> (requests: Int, bytes: Int) {
        let known = try asker.store.read { try asker.store.peers() }
        if !known.contains(where: { $0.device == answerer.device }) {
            try asker.store.write {
                try asker.store.save(Peer(device: answerer.device, name: "peer", url: nil))
            }
        }
        let peers = try asker.store.read { try asker.store.peers() }
        guard let peer = peers.first(where: { $0.device == answerer.device }) else {
            throw Stage.Missing()
        }
        var bytes = 0
        let outcome = try asker.sync(with: peer) { question in
            let asked = question.encoded
            let answered = try answerer.answer(asked, from: asker.device)
            bytes += asked.count + answered.count
            return try SyncMessage(encoded: answered)
        }
        guard outcome.agreement == .level else {
            throw Program.Failure("noop", "not level: \(outcome.agreement)")
        }
        return (outcome.exchanges, bytes)
    }
}

package import Causality
import Store
import Trust
import Wire

/// A device of which there are two: a copied laptop, or a disk that was put back, that both went on under one name.
package struct ForkedDevice: Hashable, Sendable {
    package let device: DeviceID
    /// As the device calls itself.
    package let name: String
}

/// A peer knows more of this node's log than there is: the database went back, though nothing of its own is missing.
package struct Setback: Hashable, Sendable {
    /// Who knows more.
    package let peer: DeviceID
    package let atMs: UInt64
}

extension Replica {
    private static let setbackFact = "set_back"

    /// The devices of which some change was made twice, by name. Inside a transaction.
    package func forkedDevices() throws -> [ForkedDevice] {
        let roster = try store.introductions()
        var seen: Set<ReplicaID> = []
        var found: Set<ForkedDevice> = []
        for chain in store.chains.all where !seen.insert(chain.replica).inserted {
            guard let introduction = roster[chain.replica] else { continue }
            found.insert(ForkedDevice(device: introduction.device, name: introduction.name))
        }
        return found.sorted { ($0.name, $0.device) < ($1.name, $1.device) }
    }

    /// When a peer last knew more of this node's log than there is; nil where none did. Inside a transaction.
    package func setback() throws -> Setback? {
        try store.fact(Self.setbackFact).flatMap { bytes in
            try? bytes.reading { (reader) throws(WireError) in
                Setback(peer: try reader.digest(), atMs: try reader.word())
            }
        }
    }

    /// Whether it is still news: for a month.
    package func isRecent(_ setback: Setback) -> Bool {
        let now = environment.nowMs()
        return setback.atMs > now || now - setback.atMs < 30 * ClockWarning.dayMs
    }

    /// Writes down that a peer knows a place of this database that there is not, once for each day. It changes nothing else:
    /// what is missing comes back by the comparison of all heads, and a peer's word proves nothing.
    func noteSetback(from peer: DeviceID, cursor: SyncMessage.Cursor?) throws {
        guard let cursor, cursor.token == token else { return }
        let now = environment.nowMs()
        let isKnown = try store.read {
            try cursor.seq <= store.newestSeq
                || setback().map { $0.atMs <= now && now - $0.atMs < ClockWarning.dayMs } ?? false
        }
        guard !isKnown else { return }
        try store.write {
            var writer = ByteWriter()
            writer.digest(peer)
            writer.word(now)
            try store.setFact(Self.setbackFact, writer.bytes)
        }
    }
}

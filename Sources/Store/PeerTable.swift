package import Causality

/// A peer as this node knows it: a device that it dials or lets in.
package struct Peer: Hashable, Sendable {
    package let device: DeviceID
    /// What the user calls it.
    package var name: String
    /// Where it is dialled; nil for a peer that only dials us.
    package var url: String?
    /// The transport key seen last, `sha256//BASE64`; it is looked up again when it no longer fits.
    package var pin: String?
    package var token: ReplicaID?
    /// How far in the peer's order of arrival this node holds its log.
    package var pulledSeq: UInt64
    /// How far in this node's own order of arrival the peer holds ours.
    package var pushedSeq: UInt64
    /// The log digests that differed after everything was exchanged; empty where they did not.
    package var knownDifference: [Digest256]
    package var lastSuccessMs: UInt64?
    package var lastFailureMs: UInt64?
    package var lastFailure: String?

    package init(device: DeviceID, name: String, url: String?) {
        self.device = device
        self.name = name
        self.url = url
        pulledSeq = 0
        pushedSeq = 0
        knownDifference = []
    }
}

extension Store {
    /// All peers by name.
    package func peers() throws(StoreError) -> [Peer] {
        let select = try statements(
            """
            SELECT device, name, url, pin, token, pulled_seq, pushed_seq, known_difference,
                last_success_ms, last_failure_ms, last_failure
            FROM peer ORDER BY name
            """)
        defer { select.reset() }
        var peers: [Peer] = []
        while try select.step() {
            guard let device = Digest256(select.bytes(0)) else {
                throw .inconsistent("a peer without a device id")
            }
            var peer = Peer(
                device: device, name: select.text(1), url: select.isNull(2) ? nil : select.text(2))
            peer.pin = select.isNull(3) ? nil : select.text(3)
            peer.token = select.isNull(4) ? nil : ReplicaID(select.bytes(4))
            peer.pulledSeq = UInt64(clamping: select.int(5))
            peer.pushedSeq = UInt64(clamping: select.int(6))
            let difference = select.bytes(7)
            peer.knownDifference = stride(from: 0, to: difference.count, by: 32).compactMap {
                Digest256(Array(difference[$0..<min($0 + 32, difference.count)]))
            }
            peer.lastSuccessMs = select.isNull(8) ? nil : UInt64(clamping: select.int(8))
            peer.lastFailureMs = select.isNull(9) ? nil : UInt64(clamping: select.int(9))
            peer.lastFailure = select.isNull(10) ? nil : select.text(10)
            peers.append(peer)
        }
        return peers
    }

    /// Adds a peer or writes what is known of it now. Inside ``write(_:)``.
    package func save(_ peer: Peer) throws(StoreError) {
        let upsert = try statements(
            """
            INSERT OR REPLACE INTO peer (device, name, url, pin, token, pulled_seq, pushed_seq,
                known_difference, last_success_ms, last_failure_ms, last_failure)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        upsert.bind(peer.device, at: 1)
        upsert.bind(peer.name, at: 2)
        upsert.bind(optional: peer.url, at: 3)
        upsert.bind(optional: peer.pin, at: 4)
        if let token = peer.token {
            upsert.bind(token.bytes, at: 5)
        } else {
            upsert.bindNull(at: 5)
        }
        upsert.bind(Int64(clamping: peer.pulledSeq), at: 6)
        upsert.bind(Int64(clamping: peer.pushedSeq), at: 7)
        upsert.bind(peer.knownDifference.flatMap(\.bytes), at: 8)
        for (place, time) in [(Int32(9), peer.lastSuccessMs), (10, peer.lastFailureMs)] {
            if let time {
                upsert.bind(Int64(clamping: time), at: place)
            } else {
                upsert.bindNull(at: place)
            }
        }
        upsert.bind(optional: peer.lastFailure, at: 11)
        try upsert.run()
    }

    /// - Returns: false when there was no such peer.
    package func removePeer(_ device: DeviceID) throws(StoreError) -> Bool {
        let delete = try statements("DELETE FROM peer WHERE device = ? RETURNING 1")
        defer { delete.reset() }
        delete.bind(device, at: 1)
        let found = try delete.step()
        while found, try delete.step() {}
        return found
    }
}

extension Statement {
    func bind(optional text: String?, at place: Int32) {
        if let text { bind(text, at: place) } else { bindNull(at: place) }
    }
}

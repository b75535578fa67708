package import Causality
package import Wire

/// A change that was refused, as evidence.
package struct QuarantinedChange: Hashable, Sendable {
    package let hash: ChangeHash
    package let reason: String
    /// Who brought it; nil for a bundle.
    package let peer: DeviceID?
    package let receivedMs: UInt64
    package let author: ReplicaID?
}

extension Store {
    /// Keeps a refused change; the first reason stands. Inside ``write(_:)``.
    package func quarantine(
        _ change: SignedChange, reason: String, peer: DeviceID?, nowMs: UInt64
    ) throws(StoreError) {
        let insert = try statements(
            """
            INSERT INTO quarantine (hash, reason, peer, received_ms, header, block, signature)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING
            """)
        insert.bind(change.hash, at: 1)
        insert.bind(reason, at: 2)
        if let peer { insert.bind(peer, at: 3) } else { insert.bindNull(at: 3) }
        insert.bind(Int64(clamping: nowMs), at: 4)
        insert.bind(change.headerBytes, at: 5)
        insert.bind(change.block, at: 6)
        if let signature = change.signature {
            insert.bind(signature, at: 7)
        } else {
            insert.bindNull(at: 7)
        }
        try insert.run()
    }

    /// Everything in quarantine, oldest first.
    package func quarantined() throws(StoreError) -> [QuarantinedChange] {
        let select = try statements(
            "SELECT hash, reason, peer, received_ms, header FROM quarantine ORDER BY received_ms, hash"
        )
        defer { select.reset() }
        var all: [QuarantinedChange] = []
        while try select.step() {
            guard let hash = Digest256(select.bytes(0)) else {
                throw .inconsistent("a quarantined change without a hash")
            }
            let header = try? select.bytes(4).reading { (reader) throws(WireError) in
                try ChangeHeader(&reader)
            }
            all.append(
                QuarantinedChange(
                    hash: hash, reason: select.text(1),
                    peer: select.isNull(2) ? nil : Digest256(select.bytes(2)),
                    receivedMs: UInt64(clamping: select.int(3)), author: header?.replica))
        }
        return all
    }
}

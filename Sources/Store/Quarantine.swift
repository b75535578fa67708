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
    /// SHA-256 of its block, whether the block is kept or not.
    package let blockHash: Digest256
    /// What it takes of its bringer's quota, in bytes.
    package let cost: Int64
    package let holdsBlock: Bool
}

/// The evidence of refused changes: bounded for each bringer and in all, so that nobody fills a disk with it.
///
/// Whoever passes a bound loses nothing but the evidence: what is beyond is counted.
package enum Quarantine {
    /// Kept changes of one bringer.
    package static let keptMax: Int64 = 1000
    /// Bytes of one bringer.
    package static let costMax: Int64 = 8 << 20
    /// Bytes of all.
    package static let costMaxInAll: Int64 = 64 << 20

    /// What one bringer has in it.
    package struct Use: Hashable, Sendable {
        /// Nil for a bundle.
        package let peer: DeviceID?
        package var kept: Int64
        package var cost: Int64
        /// Refused beyond the quota: counted, not kept.
        package var uncounted: Int64
    }
}

extension Store {
    /// Keeps a refused change; the first reason stands. Inside ``write(_:)``.
    ///
    /// `keepsBlock` says whether an admitted signer signed it; of anything else the hash of the block is enough.
    package func quarantine(
        _ change: SignedChange, reason: String, keepsBlock: Bool, peer: DeviceID?, nowMs: UInt64
    ) throws(StoreError) {
        let known = try statements("SELECT 1 FROM quarantine WHERE hash = ?")
        known.bind(change.hash, at: 1)
        let isKnown = try known.step()
        known.reset()
        guard !isKnown else { return }
        var use = try quarantineUse(of: peer)
        let inAll = try statements("SELECT ifnull(sum(cost), 0) FROM quarantine_use")
        _ = try inAll.step()
        let costInAll = inAll.int(0)
        inAll.reset()
        let block =
            keepsBlock ? change.block.withUnsafeBytes { Zstd.compress($0, .disk) } : nil
        let cost = Int64(
            256 + change.headerBytes.count + reason.utf8.count + (block?.count ?? 0))
        guard use.kept < Quarantine.keptMax, use.cost &+ cost <= Quarantine.costMax,
            costInAll &+ cost <= Quarantine.costMaxInAll
        else {
            use.uncounted &+= 1
            return try save(use)
        }
        let insert = try statements(
            """
            INSERT INTO quarantine
                (hash, reason, peer, received_ms, header, block_hash, block, signature, cost)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(change.hash, at: 1)
        insert.bind(reason, at: 2)
        insert.bind(peer?.bytes ?? [], at: 3)
        insert.bind(Int64(clamping: nowMs), at: 4)
        insert.bind(change.headerBytes, at: 5)
        insert.bind(change.header.blockHash, at: 6)
        if let block { insert.bind(block, at: 7) } else { insert.bindNull(at: 7) }
        if let signature = change.signature {
            insert.bind(signature, at: 8)
        } else {
            insert.bindNull(at: 8)
        }
        insert.bind(cost, at: 9)
        try insert.run()
        use.kept += 1
        use.cost += cost
        try save(use)
    }

    /// Everything in quarantine, oldest first.
    package func quarantined() throws -> [QuarantinedChange] {
        var all: [QuarantinedChange] = []
        try forEachQuarantined { all.append($0) }
        return all
    }

    /// The same one by one, of one bringer or of all: it takes the same memory however much there is. Inside ``read(_:)``.
    ///
    /// - Throws: ``StoreError``, and what `body` throws.
    package func forEachQuarantined(
        of peer: DeviceID? = nil, _ body: (QuarantinedChange) throws -> Void
    ) throws {
        let condition = peer == nil ? "" : "WHERE peer = ?1"
        let select = try statements(
            """
            SELECT hash, reason, peer, received_ms, header, block_hash, cost, block IS NOT NULL
            FROM quarantine \(condition) ORDER BY received_ms, hash
            """)
        defer { select.reset() }
        if let peer { select.bind(peer.bytes, at: 1) }
        while try select.step() {
            guard let hash = Digest256(select.bytes(0)) else { continue }
            let header = try? select.bytes(4).reading { (reader) throws(WireError) in
                try ChangeHeader(&reader)
            }
            try body(
                QuarantinedChange(
                    hash: hash, reason: select.text(1), peer: Digest256(select.bytes(2)),
                    receivedMs: UInt64(clamping: select.int(3)), author: header?.replica,
                    blockHash: Digest256(select.bytes(5)) ?? .zero, cost: select.int(6),
                    holdsBlock: select.int(7) != 0))
        }
    }

    /// What each bringer has in quarantine, in the order of their ids.
    package func quarantineUse() throws(StoreError) -> [Quarantine.Use] {
        let select = try statements(
            "SELECT peer, kept, cost, uncounted FROM quarantine_use ORDER BY peer")
        defer { select.reset() }
        var all: [Quarantine.Use] = []
        while try select.step() {
            all.append(
                Quarantine.Use(
                    peer: Digest256(select.bytes(0)), kept: select.int(1), cost: select.int(2),
                    uncounted: select.int(3)))
        }
        return all
    }

    /// Throws the evidence away: that of one bringer, or all. Inside ``write(_:)``.
    ///
    /// - Returns: how many changes were in it.
    @discardableResult
    package func emptyQuarantine(of peer: DeviceID? = nil) throws(StoreError) -> Int {
        let condition = peer == nil ? "" : " WHERE peer = ?1"
        let count = try statements("SELECT count(*) FROM quarantine\(condition)")
        if let peer { count.bind(peer.bytes, at: 1) }
        _ = try count.step()
        let found = Int(count.int(0))
        count.reset()
        for table in ["quarantine", "quarantine_use"] {
            let delete = try statements("DELETE FROM \(table)\(condition)")
            if let peer { delete.bind(peer.bytes, at: 1) }
            try delete.run()
        }
        return found
    }

    private func quarantineUse(of peer: DeviceID?) throws(StoreError) -> Quarantine.Use {
        let select = try statements(
            "SELECT kept, cost, uncounted FROM quarantine_use WHERE peer = ?")
        defer { select.reset() }
        select.bind(peer?.bytes ?? [], at: 1)
        guard try select.step() else {
            return Quarantine.Use(peer: peer, kept: 0, cost: 0, uncounted: 0)
        }
        return Quarantine.Use(
            peer: peer, kept: select.int(0), cost: select.int(1), uncounted: select.int(2))
    }

    private func save(_ use: Quarantine.Use) throws(StoreError) {
        let upsert = try statements(
            "INSERT OR REPLACE INTO quarantine_use (peer, kept, cost, uncounted) VALUES (?, ?, ?, ?)"
        )
        upsert.bind(use.peer?.bytes ?? [], at: 1)
        upsert.bind(use.kept, at: 2)
        upsert.bind(use.cost, at: 3)
        upsert.bind(use.uncounted, at: 4)
        try upsert.run()
    }
}

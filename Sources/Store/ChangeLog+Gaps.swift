import Causality
import Wire

/// Changes that went missing from the file: noticed by their number, fetched again from a peer, put back in their place.
extension ChangeLog {
    /// Chains of which a change went missing from the file: not counted as held until a peer brings it back.
    ///
    /// Looks whether the file holds as many changes as the chains say: one count, and a look at each chain if not. Only
    /// what exchanges asks, so that a command that shows a record counts nothing.
    func brokenChains() throws(StoreError) -> Set<Int> {
        if let knownGaps { return knownGaps }
        let found = try findGaps()
        knownGaps = found
        return found
    }

    private func findGaps() throws(StoreError) -> Set<Int> {
        let count = try statements("SELECT count(*) FROM change")
        _ = try count.step()
        let held = UInt64(clamping: count.int(0))
        count.reset()
        let expected = chains.all.indices.reduce(UInt64(0)) { $0 + length(of: $1) }
        guard held != expected else { return [] }
        var broken: Set<Int> = []
        let ofChain = try statements("SELECT count(*) FROM change WHERE chain = ?")
        for chain in chains.all.indices {
            ofChain.bind(chain, at: 1)
            _ = try ofChain.step()
            if UInt64(clamping: ofChain.int(0)) != length(of: chain) { broken.insert(chain) }
            ofChain.reset()
        }
        return broken
    }

    /// How many changes a chain has of its own.
    private func length(of chain: Int) -> UInt64 {
        chains[chain].head.number - (chains[chain].branchedFrom?.number ?? 0)
    }

    /// The heads of the chains that are held without a gap.
    func heldHeads() throws(StoreError) -> [(dot: Dot, hash: ChangeHash)] {
        let broken = try brokenChains()
        guard !broken.isEmpty else { return chains.heads }
        let heads = Set(broken.map { chains[$0].head.hash })
        return chains.heads.filter { !heads.contains($0.hash) }
    }

    /// Whether a change that is not held belongs in a hole of the chain that it continues.
    func isLost(_ change: SignedChange) throws(StoreError) -> Bool {
        guard let previous = change.header.previous, let before = try point(of: previous),
            chains[before.chain].head.number != before.number
        else { return false }
        return try isHole(Point(chain: before.chain, number: change.header.number))
    }

    func isHole(_ point: Point) throws(StoreError) -> Bool {
        guard try brokenChains().contains(point.chain),
            point.number <= chains[point.chain].head.number
        else { return false }
        return try change(at: point) == nil
    }

    /// Puts a change back that the file lost, where the order of arrival has its hole. Its values are folded already.
    ///
    /// What tells the lost change from another of its number is its successor, which names it, or the chain's head; so
    /// a frame's changes are offered newest first.
    ///
    /// - Returns: false when it is not one of those that are missing.
    func refill(_ change: SignedChange) throws(StoreError) -> Bool {
        let number = change.header.number
        for chain in try brokenChains().sorted()
        where chains[chain].replica == change.header.replica
            && number <= chains[chain].head.number
        {
            let point = Point(chain: chain, number: number)
            guard try isHole(point) else { continue }
            let isHead = chains[chain].head.hash == change.hash
            let successor =
                isHead ? nil : try self.change(at: Point(chain: chain, number: number + 1))
            guard isHead || successor?.header.previous == change.hash else { continue }
            try refill(change, at: point)
            return true
        }
        return false
    }

    /// The order of arrival stays causal: the hole is the last one before everything that names the change.
    private func refill(_ change: SignedChange, at point: Point) throws(StoreError) {
        let naming = try statements("SELECT min(seq) FROM change WHERE instr(header, ?) > 0")
        naming.bind(change.hash, at: 1)
        _ = try naming.step()
        let before = naming.isNull(0) ? nil : naming.int(0)
        naming.reset()
        var seq = newestSeq + 1
        if let before {
            let hole = try statements(
                """
                SELECT max(seq) - 1 FROM change AS c
                WHERE seq <= ?1 AND seq > 1 AND NOT EXISTS (SELECT 1 FROM change WHERE seq = c.seq - 1)
                """)
            hole.bind(before, at: 1)
            _ = try hole.step()
            defer { hole.reset() }
            guard !hole.isNull(0) else {
                throw .inconsistent("a lost change has no place to go back to")
            }
            seq = hole.int(0)
        }
        try insert(change, at: point, seq: seq)
        newestSeq = max(newestSeq, seq)
        knownGaps = nil
    }
}

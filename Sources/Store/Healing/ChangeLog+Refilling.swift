import Causality
import Wire

/// Changes that went missing from the file or were damaged in it, fetched again from a peer and put back in their place.
extension ChangeLog {
    /// Whether a change that is not held belongs in a hole of the chain that it continues.
    func isLost(_ change: SignedChange) throws(StoreError) -> Bool {
        guard let previous = change.header.previous, let before = try point(of: previous),
            chains[before.chain].head.number != before.number
        else { return false }
        return try isHole(Point(chain: before.chain, number: change.header.number))
    }

    /// Puts a change back that the file lost or damaged, where the order of arrival has its place. Its values are folded
    /// already.
    ///
    /// What tells the lost change from another of its number is its successor, which names it, or the chain's head; so
    /// a frame's changes are offered newest first.
    ///
    /// - Returns: false when it is not one of those that are missing.
    func refill(_ change: SignedChange) throws(StoreError) -> Bool {
        let number = change.header.number
        for (chain, first) in try wounds().first.sorted(by: { $0.key < $1.key })
        where chains[chain].replica == change.header.replica
            && first...max(first, chains[chain].head.number) ~= number
        {
            let point = Point(chain: chain, number: number)
            guard try isHole(point), try names(point, change.hash) else { continue }
            try refill(change, at: point)
            return true
        }
        return false
    }

    /// Whether the change of this name is the one that belongs in a hole.
    private func names(_ point: Point, _ name: ChangeHash) throws(StoreError) -> Bool {
        let head = chains[point.chain].head
        if head.number == point.number { return head.hash == name }
        let after = Point(chain: point.chain, number: point.number + 1)
        let select = try statements("SELECT header FROM change WHERE chain = ? AND number = ?")
        select.bind(after.chain, at: 1)
        select.bind(Int64(clamping: after.number), at: 2)
        let bytes = try select.step() ? select.bytes(0) : []
        select.reset()
        if let read = ChangeLog.header(bytes), read.header.number == after.number,
            read.header.previous == name
        {
            return true
        }
        // The one after it is damaged as well: what its column says is all there is, and it was true once.
        return try hash(of: point) == name
    }

    private func refill(_ change: SignedChange, at point: Point) throws(StoreError) {
        try healing { () throws(StoreError) in
            if try replace(change, at: point) == false {
                let seq = try placeToGoBack(change)
                try insert(change, at: point, seq: seq)
                newestSeq = max(newestSeq, seq)
            }
        }
        try forgetHole(point)
    }

    /// A damaged row, or one that stands under wrong numbers, keeps its place in the order of arrival.
    private func replace(
        _ change: SignedChange, at point: Point
    ) throws(StoreError) -> Bool {
        let select = try statements(
            """
            SELECT seq FROM change WHERE chain = ?1 AND number = ?2 OR hash = ?3
            ORDER BY chain = ?1 AND number = ?2 DESC
            """)
        select.bind(point.chain, at: 1)
        select.bind(Int64(clamping: point.number), at: 2)
        select.bind(change.hash, at: 3)
        var seqs: [Int64] = []
        while try select.step() { seqs.append(select.int(0)) }
        select.reset()
        guard let first = seqs.first else { return false }
        for seq in seqs { try remove(seq: seq) }
        try insert(change, at: point, seq: first)
        return true
    }

    /// Takes a row out of the log. Inside ``healing(_:)``.
    func remove(seq: Int64) throws(StoreError) {
        let delete = try statements("DELETE FROM change WHERE seq = ?")
        delete.bind(seq, at: 1)
        try delete.run()
    }

    /// The order of arrival stays causal: the hole is the last one before everything that names the change.
    private func placeToGoBack(_ change: SignedChange) throws(StoreError) -> Int64 {
        let naming = try statements("SELECT min(seq) FROM change WHERE instr(header, ?) > 0")
        naming.bind(change.hash, at: 1)
        _ = try naming.step()
        let before = naming.isNull(0) ? nil : naming.int(0)
        naming.reset()
        guard let before else { return try nextSeq() }
        let hole = try statements(
            """
            SELECT max(seq) - 1 FROM change AS c
            WHERE seq <= ?1 AND seq > 1 AND NOT EXISTS (SELECT 1 FROM change WHERE seq = c.seq - 1)
            """)
        hole.bind(before, at: 1)
        _ = try hole.step()
        let seq = hole.isNull(0) ? nil : hole.int(0)
        hole.reset()
        if let seq { return seq }
        try makeRoom(at: before)
        return before
    }

    /// Moves everything from a place on by one: whoever knows how far it had read reads one change twice.
    private func makeRoom(at seq: Int64) throws(StoreError) {
        _ = try nextSeq()
        // In two steps, for no two rows may have one place between them.
        for text in [
            "UPDATE change SET seq = -seq - 1 WHERE seq >= ?1",
            "UPDATE change SET seq = -seq WHERE seq < 0 AND seq <= -?1",
        ] {
            let update = try statements(text)
            update.bind(seq, at: 1)
            try update.run()
        }
        newestSeq += 1
    }

    /// Runs what puts the log right: only here does it not merely grow.
    func healing(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        for name in Self.guards.map(\.name) {
            try statements("DROP TRIGGER IF EXISTS \(name)").run()
        }
        try body()
        try guardLog()
    }

    /// Makes the triggers of the log that are not there.
    func guardLog() throws(StoreError) {
        for guardian in Self.guards {
            try statements(
                """
                CREATE TRIGGER IF NOT EXISTS \(guardian.name) BEFORE \(guardian.event) ON change
                BEGIN SELECT RAISE(ABORT, '\(guardian.refusal)'); END
                """
            ).run()
        }
    }

    static let guards = [
        (
            name: "change_is_kept", event: "DELETE",
            refusal: "the log only grows: a change is never deleted"
        ),
        (
            name: "change_is_final", event: "UPDATE",
            refusal: "the log only grows: a change is never altered"
        ),
    ]
}

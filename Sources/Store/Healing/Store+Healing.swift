import Causality
package import Wire

extension Store {
    /// Puts a change back that went missing from the file or was damaged in it; see ``hasGaps()``. Inside ``write(_:)``.
    ///
    /// - Returns: false when it is not one of those.
    package func refill(_ change: SignedChange) throws(StoreError) -> Bool {
        guard try log.refill(change) else { return false }
        try forgetKnownAuthors()
        return true
    }

    /// What putting the log right came to.
    package struct Healed: Hashable, Sendable {
        /// Rows whose numbers were not those of the change that stands in them.
        package var renumbered = 0
        /// Whether chains and heads were not those of the log.
        package var recounted = false
        /// Places that are damaged and wait for a peer.
        package var holes = 0
    }

    /// Looks at the whole log, puts right what follows from the changes' own bytes, and takes note of what a peer has to
    /// bring back. Loses nothing: a row that is not what was signed stays until a good one is there. Inside ``write(_:)``.
    @discardableResult
    package func healLog() throws(StoreError) -> Healed {
        var healed = Healed()
        let before = (chains.all, log.frontier)
        healed.renumbered = try renumber()
        try log.recountChains()
        healed.recounted = before.0 != chains.all || before.1 != log.frontier
        if !healed.recounted { log.mustRewriteChains = false }
        log.met = [:]
        var holes: [(point: Point, reason: String)] = []
        var seq = Int64.min
        while true {
            let places = try log.places(after: seq, limit: 1024)
            guard let last = places.last else { break }
            for place in places {
                if case .damaged(let reason) = try examine(place.point) {
                    holes.append((place.point, reason))
                }
            }
            seq = last.seq
        }
        try statements("DELETE FROM hole").run()
        log.knownWounds = nil
        try log.keep(holes)
        log.met = [:]
        healed.holes = holes.count
        return healed
    }

    /// Whether chains and heads are those that the log adds up to. Inside ``read(_:)``.
    package func bookkeepingProblems() throws(StoreError) -> [StoreProblem] {
        let (before, frontier, mustRewrite) = (chains, log.frontier, log.mustRewriteChains)
        try log.recountChains()
        let isRight = before.all == chains.all && frontier == log.frontier && !mustRewrite
        if isRight { log.mustRewriteChains = false }
        return isRight ? [] : [.bookkeeping]
    }

    /// Rows whose change is sound and whose numbers are not its own get those that it says.
    private func renumber() throws(StoreError) -> Int {
        var wrong: [(seq: Int64, change: SignedChange, chain: Int?)] = []
        let select = try statements(
            """
            SELECT packing, header, block, personal, signature, hash, number, lamport, seq, chain
            FROM change ORDER BY seq
            """)
        defer { select.reset() }
        while try select.step() {
            // Most rows are right by their header alone, and whether their block is, is looked at later.
            guard let read = ChangeLog.header(select.bytes(1)) else { continue }
            let isOfChain = select.point(9, 6).map {
                chains[$0.chain].replica == read.header.replica
            }
            if read.hash == Digest256(select.bytes(5)), read.header.lamport == select.uint(7),
                read.header.number == select.uint(6), isOfChain == true
            {
                continue
            }
            guard let change = try? ChangeLog.change(select, from: 0) else { continue }
            let home = isOfChain == true ? nil : try home(of: change.header)
            wrong.append((select.int(8), change, home))
        }
        select.reset()
        guard !wrong.isEmpty else { return 0 }
        try log.healing { () throws(StoreError) in
            for (seq, change, chain) in wrong {
                let update = try statements(
                    """
                    UPDATE OR IGNORE change
                    SET hash = ?1, number = ?2, lamport = ?3, chain = coalesce(?5, chain)
                    WHERE seq = ?4
                    """)
                update.bind(change.hash, at: 1)
                update.bind(Int64(clamping: change.header.number), at: 2)
                update.bind(Int64(clamping: change.header.lamport), at: 3)
                update.bind(seq, at: 4)
                if let chain { update.bind(chain, at: 5) } else { update.bindNull(at: 5) }
                try update.run()
            }
        }
        return wrong.count
    }

    /// The chain in which a change belongs by what it says itself, if there is one.
    private func home(of header: ChangeHeader) throws(StoreError) -> Int? {
        if let previous = header.previous, let before = try log.point(of: previous),
            chains[before.chain].replica == header.replica
        {
            return before.chain
        }
        return chains.chains(of: header.replica).first
    }
}

import Causality
import Trust
import Wire

/// The log put down anew from the changes' own bytes, where its numbers contradict each other and no single row says why.
extension Store {
    /// Whether every change lies in the log behind those that it names, in the chain that it continues. Inside ``read(_:)``.
    ///
    /// A change that is damaged or missing is no contradiction: it is a hole. Cost: one reading of the headers; a signature
    /// is looked at only where a row has another name than its header gives it.
    package func isLogInOrder() throws(StoreError) -> Bool {
        var places: [ChangeHash: Point] = [:]
        /// Named by a change that lay before them, if they lie in the log at all.
        var late: Set<ChangeHash> = []
        /// Of rows that are called otherwise than their header hashes to.
        var misnamed: [ChangeHash] = []
        let roster = try introductions()
        let select = try statements(
            "SELECT seq, chain, number, header, hash, signature FROM change ORDER BY seq")
        defer { select.reset() }
        while try select.step() {
            guard 1...Self.seqMost ~= select.int(0) else { return false }
            guard let read = ChangeLog.header(select.bytes(3)) else { continue }
            guard Digest256(select.bytes(4)) == read.hash else {
                if isSigned(select.bytes(5), read, roster) { return false }
                misnamed.append(read.hash)
                continue
            }
            guard let point = select.point(1, 2), chains.contains(point),
                chains[point.chain].replica == read.header.replica,
                point.number == read.header.number, !late.contains(read.hash)
            else { return false }
            places[read.hash] = point
            if let previous = read.header.previous, let before = places[previous],
                before != chains.normalized(chain: point.chain, number: point.number - 1)
            {
                return false
            }
            for name in [read.header.previous].compactMap({ $0 }) + read.header.dependencies
            where places[name] == nil {
                late.insert(name)
            }
        }
        // Not its header is damaged but its name, where another change says so.
        guard misnamed.allSatisfy({ !late.contains($0) }) else { return false }
        // A chain leaves another where that one goes on: else it is the same chain.
        return chains.all.allSatisfy { chain in
            chain.branchedFrom.map { $0.number < chains[$0.chain].head.number } ?? true
        }
    }

    /// More changes than any log will have.
    private static let seqMost: Int64 = 1 << 60

    /// Makes order of arrival, chains and numbers from the changes alone, and then all that follows from the log. Inside
    /// ``write(_:)``.
    ///
    /// A change that is not what was signed, or names one that is not there, goes to the table `stranded`: it has no place
    /// before a peer brings it, or what it waits for, again. Places that peers were told are over: whoever calls this gives
    /// the database another name.
    ///
    /// - Returns: how many changes have no place.
    package func relog() throws(StoreError) -> Int {
        var order: [(lamport: UInt64, hash: ChangeHash, seq: Int64)] = []
        var named: Set<ChangeHash> = []
        /// Rows of which neither their own name nor a signature says that the header is what was signed.
        var doubtful: Set<Int64> = []
        let roster = try introductions()
        let select = try statements("SELECT seq, header, hash, signature FROM change")
        while try select.step() {
            let read = ChangeLog.header(select.bytes(1))
            order.append((read?.header.lamport ?? .max, read?.hash ?? .zero, select.int(0)))
            guard let read else { continue }
            named.formUnion([read.header.previous].compactMap { $0 } + read.header.dependencies)
            if Digest256(select.bytes(2)) != read.hash, !isSigned(select.bytes(3), read, roster) {
                doubtful.insert(select.int(0))
            }
        }
        select.reset()
        var strandedCount = 0
        try statements("CREATE TEMP TABLE former AS SELECT * FROM change").run()
        try statements("CREATE INDEX temp.former_seq ON former (seq)").run()
        try log.healing { () throws(StoreError) in try log.forgetAll() }
        // In the order in which they came, as far as that is one: what came in one frame goes on in one. What is left by
        // stamp: whatever a change names has a smaller one.
        order.sort { ($0.seq, $0.hash) < ($1.seq, $1.hash) }
        var left: [(lamport: UInt64, hash: ChangeHash, seq: Int64)] = []
        for one in order {
            if doubtful.contains(one.seq), !named.contains(one.hash) {
                try strand(former: one.seq)
                strandedCount += 1
            } else if try !putDown(former: one.seq) {
                left.append(one)
            }
        }
        left.sort { ($0.lamport, $0.hash, $0.seq) < ($1.lamport, $1.hash, $1.seq) }
        for one in left where try !putDown(former: one.seq) {
            try strand(former: one.seq)
            strandedCount += 1
        }
        try statements("DROP TABLE temp.former").run()
        for text in [
            "UPDATE peer SET pushed_seq = 0, known_difference = NULL",
            "DELETE FROM stranded WHERE hash IN (SELECT hash FROM change)",
        ] {
            try statements(text).run()
        }
        try log.flush()
        try forgetKnownAuthors()
        try rebuildInside(passingHoles: true)
        return strandedCount
    }

    /// Gives a row of the former log its place.
    ///
    /// - Returns: false where it has none, so far.
    private func putDown(former seq: Int64) throws(StoreError) -> Bool {
        let select = try statements(
            "SELECT packing, header, block, personal, signature FROM former WHERE seq = ?")
        select.bind(seq, at: 1)
        guard try select.step() else { return false }
        let change: SignedChange
        do {
            change = try ChangeLog.change(select, from: 0)
            select.reset()
        } catch {
            select.reset()
            guard error.isOfOneSubject else { throw error }
            return false
        }
        switch try log.place(of: change) {
        case .known: return true
        case .next(let point, let branch):
            try log.append(change, at: point, branchedFrom: branch)
            return true
        case .missing, .malformed: return false
        }
    }

    private func isSigned(
        _ signature: [UInt8], _ read: (header: ChangeHeader, hash: ChangeHash), _ roster: Roster
    ) -> Bool {
        guard !signature.isEmpty, let key = roster[read.header.replica]?.key else { return false }
        return key.verify(signature, of: SignedChange.signedMessage(for: read.hash))
    }

    private func strand(former seq: Int64) throws(StoreError) {
        let insert = try statements(
            """
            INSERT OR IGNORE INTO stranded
            SELECT hash, packing, header, block, personal, signature FROM former WHERE seq = ?
            """)
        insert.bind(seq, at: 1)
        try insert.run()
    }
}

extension ChangeLog {
    /// Empties the log and all that is written beside it. Inside ``healing(_:)``.
    fileprivate func forgetAll() throws(StoreError) {
        for table in ["change", "chain", "frontier", "hole"] {
            try statements("DELETE FROM \(table)").run()
        }
        startOver()
    }
}

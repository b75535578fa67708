import Causality
import Wire

/// What of the log is not held, or not as it was signed: left out of the heads that are told, fetched again from a peer.
struct LogWounds {
    /// Places whose row is there and is not what was signed.
    var damaged: Set<Point> = []
    /// The first number that each wounded chain does not hold.
    var first: [Int: UInt64] = [:]

    var isEmpty: Bool { first.isEmpty }

    mutating func add(_ point: Point) {
        first[point.chain] = min(first[point.chain] ?? .max, point.number)
    }
}

extension ChangeLog {
    /// What is not held. Looks whether the file holds as many changes as the chains say, and what was found damaged. Only
    /// what exchanges asks, so that a command that shows a record counts nothing.
    func wounds() throws(StoreError) -> LogWounds {
        if let knownWounds { return knownWounds }
        try correctHeads()
        var wounds = LogWounds()
        for (chain, count) in try countsOfChains() where count.changes != length(of: chain) {
            wounds.first[chain] = try firstMissing(of: chain)
        }
        for chain in chains.all.indices
        where wounds.first[chain] == nil && length(of: chain) > 0 {
            // No row at all: not among the counts.
            let start = (chains[chain].branchedFrom?.number ?? 0) + 1
            if try !holdsRow(Point(chain: chain, number: start)) { wounds.first[chain] = start }
        }
        let select = try statements("SELECT chain, number FROM hole")
        defer { select.reset() }
        while try select.step() {
            if let point = select.point(0, 1), chains.contains(point) {
                wounds.damaged.insert(point)
            }
        }
        wounds.damaged.formUnion(met.keys.filter { chains.contains($0) })
        for point in wounds.damaged { wounds.add(point) }
        knownWounds = wounds
        return wounds
    }

    /// Takes note of a place that a reading found damaged. The next ``Store/write(_:)`` may write it down.
    func meet(_ point: Point, _ reason: String) {
        guard met[point] == nil else { return }
        met[point] = reason
        knownWounds?.damaged.insert(point)
        knownWounds?.add(point)
    }

    /// Writes down a place that is damaged. Inside a write transaction.
    func keep(_ holes: [(point: Point, reason: String)]) throws(StoreError) {
        for (point, reason) in holes {
            let insert = try statements(
                "INSERT INTO hole (chain, number, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            insert.bind(point.chain, at: 1)
            insert.bind(Int64(clamping: point.number), at: 2)
            insert.bind(reason, at: 3)
            try insert.run()
            meet(point, reason)
        }
    }

    /// A change's place is no hole any more.
    func forgetHole(_ point: Point) throws(StoreError) {
        let delete = try statements("DELETE FROM hole WHERE chain = ? AND number = ?")
        delete.bind(point.chain, at: 1)
        delete.bind(Int64(clamping: point.number), at: 2)
        try delete.run()
        met[point] = nil
        guard var wounds = knownWounds else { return }
        wounds.damaged.remove(point)
        if wounds.first[point.chain] == point.number {
            let damaged = wounds.damaged.filter { $0.chain == point.chain }.map(\.number)
            wounds.first[point.chain] = ([try firstMissing(of: point.chain)] + damaged)
                .compactMap { $0 }.min()
        }
        knownWounds = wounds
    }

    /// Whether the change at a place is missing or damaged.
    func isHole(_ point: Point) throws(StoreError) -> Bool {
        let wounds = try wounds()
        guard let first = wounds.first[point.chain], point.number >= first,
            chains.contains(point)
        else { return false }
        if wounds.damaged.contains(point) { return true }
        return try !holdsRow(point)
    }

    private func holdsRow(_ point: Point) throws(StoreError) -> Bool {
        let select = try statements("SELECT 1 FROM change WHERE chain = ? AND number = ?")
        defer { select.reset() }
        select.bind(point.chain, at: 1)
        select.bind(Int64(clamping: point.number), at: 2)
        return try select.step()
    }

    // MARK: Heads

    /// How far a chain is held without a gap, from its beginning through what it shares with others; nil where nothing of
    /// its own is.
    func heldHead(of chain: Int) throws(StoreError) -> (dot: Dot, hash: ChangeHash)? {
        let wounds = try wounds()
        let it = chains[chain]
        var below = it.branchedFrom
        while let branch = below {
            if let first = wounds.first[branch.chain], first <= branch.number { return nil }
            below = chains[branch.chain].branchedFrom
        }
        guard let first = wounds.first[chain] else {
            return it.head.number == 0 ? nil : (Dot(it.replica, it.head.number), it.head.hash)
        }
        guard first > (it.branchedFrom?.number ?? 0) &+ 1,
            let hash = try hash(of: Point(chain: chain, number: first - 1))
        else { return nil }
        return (Dot(it.replica, first - 1), hash)
    }

    /// The heads as far as each chain is held without a gap, in an order that is the same on every node.
    func heldHeads() throws(StoreError) -> [(dot: Dot, hash: ChangeHash)] {
        guard try !wounds().isEmpty else { return chains.heads.filter { $0.dot.number > 0 } }
        var heads: [(dot: Dot, hash: ChangeHash)] = []
        for chain in chains.all.indices {
            if let head = try heldHead(of: chain) { heads.append(head) }
        }
        return heads.sorted { ($0.dot, $0.hash) < ($1.dot, $1.hash) }
    }

    // MARK: Counting

    private func countsOfChains() throws(StoreError) -> [Int: (changes: UInt64, last: UInt64)] {
        let select = try statements(
            "SELECT chain, count(*), max(number) FROM change GROUP BY chain")
        defer { select.reset() }
        var counts: [Int: (changes: UInt64, last: UInt64)] = [:]
        while try select.step() {
            guard let place = select.point(0, 2) else { continue }
            counts[place.chain] = (select.uint(1), place.number)
        }
        return counts
    }

    /// How many changes a chain has of its own.
    func length(of chain: Int) -> UInt64 {
        let (length, isNone) = chains[chain].head.number.subtractingReportingOverflow(
            chains[chain].branchedFrom?.number ?? 0)
        return isNone ? 0 : length
    }

    private func firstMissing(of chain: Int) throws(StoreError) -> UInt64? {
        var expected = (chains[chain].branchedFrom?.number ?? 0) + 1
        let select = try statements("SELECT number FROM change WHERE chain = ? ORDER BY number")
        defer { select.reset() }
        select.bind(chain, at: 1)
        while try select.step(), select.uint(0) <= expected {
            if select.uint(0) == expected { expected += 1 }
        }
        return expected <= chains[chain].head.number ? expected : nil
    }

    /// Compares what is written of each head with the newest change that the log holds of its chain. Where the two
    /// contradict each other, chains and heads are made from the log.
    private func correctHeads() throws(StoreError) {
        let counts = try countsOfChains()
        guard counts.keys.allSatisfy({ $0 < chains.count }) else { return try recountChains() }
        let select = try statements(
            "SELECT hash, header FROM change WHERE chain = ? AND number = ?")
        for chain in chains.all.indices {
            guard let count = counts[chain] else { continue }
            let head = chains[chain].head
            select.bind(chain, at: 1)
            select.bind(Int64(clamping: min(count.last, head.number)), at: 2)
            guard try select.step() else {
                select.reset()
                continue
            }
            let (column, bytes) = (Digest256(select.bytes(0)), select.bytes(1))
            select.reset()
            let read = ChangeLog.header(bytes)
            // A head that was lost is another matter: the log ends before it.
            let isLost =
                count.last < head.number && column != head.hash
                && head.number - count.last <= Self.lostMost
            let isRight =
                count.last == head.number
                && (read?.hash == head.hash && read?.header.lamport == head.lamport
                    || read?.hash != column && read?.hash != head.hash)
            if !isLost && !isRight { return try recountChains() }
        }
    }
}

import Causality
import Wire

/// What is written down of chains and heads beside the log, read with suspicion, and made from the log where it
/// contradicts itself.
extension ChangeLog {
    /// The chains and the frontier as they are written down; nil where they cannot be so.
    func readChains() throws(StoreError) -> (Chains, Frontier)? {
        let select = try statements(
            """
            SELECT replica, branch_chain, branch_number, head_number, head_hash, head_lamport, id
            FROM chain ORDER BY id
            """)
        defer { select.reset() }
        var chains = Chains()
        while try select.step() {
            let branch = select.isNull(1) ? nil : select.point(1, 2)
            guard select.int(6) == Int64(chains.count), let replica = ReplicaID(select.bytes(0)),
                let head = select.point(6, 3), let hash = Digest256(select.bytes(4)),
                // A chain leaves one that was met before it.
                branch.map({ $0.chain < chains.count }) ?? select.isNull(1),
                head.number > branch?.number ?? 0 || hash == .zero && head.number == 0,
                chains.chain(withHead: hash) == nil
            else { return nil }
            chains.append(
                Chains.Chain(
                    replica: replica, branchedFrom: branch,
                    head: Chains.Head(number: head.number, hash: hash, lamport: select.uint(5))))
        }
        let frontier = try Frontier(statements)
        guard frontier.hashes.isEmpty == chains.all.allSatisfy({ $0.head.number == 0 }),
            frontier.hashes.allSatisfy({ chains.chain(withHead: $0) != nil })
        else { return nil }
        return (chains, frontier)
    }

    /// Makes chains and frontier from the headers in the log. The next commit writes them down.
    ///
    /// A chain keeps its number, which records name. What was written of a head that the log does not reach stays: its
    /// newest changes were lost, and come back.
    func recountChains() throws(StoreError) {
        var found: [Int: CountedChain] = [:]
        var places: [ChangeHash: Point] = [:]
        var named: Set<ChangeHash> = []
        let select = try statements("SELECT chain, number, header FROM change ORDER BY seq")
        defer { select.reset() }
        while try select.step() {
            guard let point = select.point(0, 1), let header = ChangeLog.header(select.bytes(2)),
                header.header.number == point.number
            else { continue }
            places[header.hash] = point
            if let previous = header.header.previous { named.insert(previous) }
            named.formUnion(header.header.dependencies)
            found[point.chain, default: CountedChain(header.header)].add(header)
        }
        let written = try writtenHeads()
        // Chains are numbered from 0 on without a gap, each has a change or is written down: a number beyond is damaged.
        let most = found.count + written.count
        var chains = Chains()
        for id in 0..<min(most, max((found.keys.max() ?? -1) + 1, (written.keys.max() ?? -1) + 1)) {
            let counted = found[id]
            var branch = counted?.firstPrevious.flatMap { places[$0] }
            if branch.map({ $0.chain >= id }) == true { branch = nil }
            var head = counted?.head ?? Chains.Chain.none.head
            if let claimed = written[id], claimed.head.number > head.number,
                places[claimed.head.hash] == nil, claimed.head.hash != .zero,
                claimed.head.number - head.number <= Self.lostMost,
                counted.map({ $0.replica == claimed.replica }) ?? true
            {
                head = claimed.head
            }
            chains.append(
                Chains.Chain(
                    replica: counted?.replica ?? written[id]?.replica ?? Chains.Chain.none.replica,
                    branchedFrom: branch, head: head))
        }
        self.chains = chains
        heads = Frontier(
            recounted: chains.all.map(\.head.hash).filter { $0 != .zero && !named.contains($0) })
        mustRewriteChains = true
        knownWounds = nil
    }

    /// A head may be so far beyond the log before it is taken for a number that was damaged.
    static let lostMost: UInt64 = 1 << 20

    /// What of the table of chains can be read at all, by the chains' numbers.
    private func writtenHeads() throws(StoreError) -> [Int: (replica: ReplicaID, head: Chains.Head)]
    {
        let select = try statements(
            "SELECT id, head_number, replica, head_hash, head_lamport FROM chain")
        defer { select.reset() }
        var heads: [Int: (replica: ReplicaID, head: Chains.Head)] = [:]
        while try select.step() {
            guard let place = select.point(0, 1), let replica = ReplicaID(select.bytes(2)),
                let hash = Digest256(select.bytes(3)),
                // One that is far from all others is a damaged number too.
                place.chain <= Self.chainsMost
            else { continue }
            heads[place.chain] = (
                replica, Chains.Head(number: place.number, hash: hash, lamport: select.uint(4))
            )
        }
        return heads
    }

    private static let chainsMost = 1 << 20

    /// The header as it was signed, and its name; nil for bytes that are no header.
    static func header(_ bytes: [UInt8]) -> (header: ChangeHeader, hash: ChangeHash)? {
        let header = try? bytes.reading { (reader) throws(WireError) in
            try ChangeHeader(&reader)
        }
        return header.map { ($0, Hashing.sha256(bytes)) }
    }

    /// What the headers of the changes that a header names say of their stamps, whatever stands in the column beside
    /// them: the greatest.
    func signedLamport(before header: ChangeHeader) throws(StoreError) -> UInt64 {
        var greatest: UInt64 = 0
        for name in [header.previous].compactMap({ $0 }) + header.dependencies {
            greatest = max(greatest, try signedLamport(of: name) ?? 0)
        }
        return greatest
    }

    /// The stamp in a change's own header, or what is written of it where the header is damaged; nil if neither is there.
    func signedLamport(of name: ChangeHash) throws(StoreError) -> UInt64? {
        let select = try statements("SELECT header FROM change WHERE hash = ?")
        select.bind(name, at: 1)
        let bytes = try select.step() ? select.bytes(0) : []
        select.reset()
        if let read = ChangeLog.header(bytes), read.hash == name { return read.header.lamport }
        return try point(of: name).map { (point) throws(StoreError) in try lamport(of: point) }
    }

    /// The place in the order of arrival that the next change gets.
    func nextSeq() throws(StoreError) -> Int64 {
        let (next, isTooFar) = newestSeq.addingReportingOverflow(1)
        guard !isTooFar, next > 0 else {
            throw .inconsistent("the order of arrival has a number that nobody gave")
        }
        return next
    }
}

/// What the log holds of one chain.
private struct CountedChain {
    let replica: ReplicaID
    private(set) var head: Chains.Head
    private var least: UInt64
    /// What its first change names as the one before.
    private(set) var firstPrevious: ChangeHash?

    init(_ first: ChangeHeader) {
        replica = first.replica
        head = Chains.Chain.none.head
        least = .max
    }

    mutating func add(_ read: (header: ChangeHeader, hash: ChangeHash)) {
        let header = read.header
        guard header.replica == replica else { return }
        if header.number > head.number {
            head = Chains.Head(
                number: header.number, hash: read.hash, lamport: header.lamport)
        }
        if header.number < least {
            least = header.number
            firstPrevious = header.previous
        }
    }
}

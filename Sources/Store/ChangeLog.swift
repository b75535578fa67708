package import Causality
import Wire

/// The log of one dossier: every change as received, the chains that they form, and the heads that nothing covers.
///
/// Chains and heads live in memory and are written once a transaction (``flush()``). After a transaction that was
/// rolled back, or that another connection made, they are read again (``reload()``).
final class ChangeLog {
    var chains = Chains()
    var heads = Frontier()
    /// The greatest place in the order of arrival that was ever given: one that was lost is not given again.
    var newestSeq: Int64 = 0
    /// What ``wounds()`` found; nil until somebody asks.
    var knownWounds: LogWounds?
    /// Damaged places that a reading met and nobody has written down yet.
    var met: [Point: String] = [:]
    /// Whether chains and frontier were made from the log anew, because what was written of them contradicted it.
    var mustRewriteChains = false
    /// Where recent changes stand, so that references to them cost no query. Bounded, emptied when full.
    private var recent: [ChangeHash: Point] = [:]
    private var dirtyChains: [Int] = []
    let statements: StatementCache

    private static let recentLimit = 8192
    /// Blocks beyond this many bytes are compressed on disk.
    private static let packingFloor = 512

    init(statements: StatementCache) { self.statements = statements }

    /// Changes that no other change names, ascending: what the next change depends on.
    var frontier: [ChangeHash] { heads.hashes }

    func reload() throws(StoreError) {
        dirtyChains = []
        recent = [:]
        knownWounds = nil
        mustRewriteChains = false
        if let read = try readChains() {
            (chains, heads) = read
        } else {
            try recountChains()
        }
        let newest = try statements("SELECT max(seq) FROM change")
        _ = try newest.step()
        newestSeq = newest.int(0)
        newest.reset()
        let given = try Meta.int(Self.newestSeqFact, statements) ?? 0
        // Farther than anybody can have lost, it is a number that was damaged.
        if newestSeq < given, given - max(0, newestSeq) <= Int64(Self.lostMost) {
            newestSeq = given
        }
    }

    /// What is in memory of a log that was emptied.
    func startOver() {
        chains = Chains()
        heads = Frontier(recounted: [])
        newestSeq = 0
        knownWounds = nil
        met = [:]
        recent = [:]
        dirtyChains = []
        mustRewriteChains = true
    }

    private static let newestSeqFact = "newest_seq"

    // MARK: Looking up

    /// Where a change stands, if it is held.
    func point(of hash: ChangeHash) throws(StoreError) -> Point? {
        if let chain = chains.chain(withHead: hash) {
            return Point(chain: chain, number: chains[chain].head.number)
        }
        if let point = recent[hash] { return point }
        let select = try statements("SELECT chain, number FROM change WHERE hash = ?")
        defer { select.reset() }
        select.bind(hash, at: 1)
        guard try select.step(), let point = select.point(0, 1), chains.contains(point) else {
            return nil
        }
        remember(hash, point)
        return point
    }

    func lamport(of point: Point) throws(StoreError) -> UInt64 {
        let head = chains[point.chain].head
        if head.number == point.number { return head.lamport }
        let select = try statements("SELECT lamport FROM change WHERE chain = ? AND number = ?")
        defer { select.reset() }
        select.bind(point.chain, at: 1)
        select.bind(Int64(point.number), at: 2)
        guard try select.step() else {
            throw .inconsistent("change \(point.number) of chain \(point.chain) is missing")
        }
        return UInt64(clamping: select.int(0))
    }

    func hash(of point: Point) throws(StoreError) -> ChangeHash? {
        guard chains.contains(point) else { return nil }
        let head = chains[point.chain].head
        if head.number == point.number { return head.hash }
        let select = try statements("SELECT hash FROM change WHERE chain = ? AND number = ?")
        defer { select.reset() }
        select.bind(point.chain, at: 1)
        select.bind(Int64(point.number), at: 2)
        return try select.step() ? Digest256(select.bytes(0)) : nil
    }

    private func remember(_ hash: ChangeHash, _ point: Point) {
        if recent.count >= Self.recentLimit { recent.removeAll(keepingCapacity: true) }
        recent[hash] = point
    }

    // MARK: Adding

    /// Where a change belongs, or why it cannot be added. Writes nothing.
    enum Place {
        case known(Point)
        /// The next of a chain, or the first of a new one (`chain` is then the next free number).
        case next(Point, branchedFrom: Point?)
        /// Names a change that is not held: it may come later.
        case missing(ChangeHash)
        case malformed(String)
    }

    func place(of change: SignedChange) throws(StoreError) -> Place {
        let header = change.header
        guard chains.count <= Point.maxChain else { return .missing(change.hash) }
        // Nothing that is held follows a head: who names one as its predecessor is new.
        let followsHead = header.previous.map { chains.chain(withHead: $0) != nil } ?? false
        if !followsHead, let known = try point(of: change.hash) { return .known(known) }
        var greatest: UInt64 = 0
        var next = Point(chain: chains.count, number: header.number)
        var branch: Point?
        if let previous = header.previous {
            guard let before = try point(of: previous) else { return .missing(previous) }
            guard chains[before.chain].replica == header.replica,
                before.number + 1 == header.number
            else { return .malformed("does not follow the change that it names before it") }
            greatest = try lamport(of: before)
            if chains[before.chain].head.number == before.number {
                next = Point(chain: before.chain, number: header.number)
            } else {
                branch = before
            }
        }
        // It may be one that the file lost: see ``refill(_:)``. Never taken for a fork.
        if let branch, try isHole(Point(chain: branch.chain, number: header.number)) {
            return .missing(change.hash)
        }
        for dependency in header.dependencies {
            guard let point = try point(of: dependency) else { return .missing(dependency) }
            greatest = max(greatest, try lamport(of: point))
        }
        if header.lamport != greatest &+ 1 { greatest = try signedLamport(before: header) }
        guard header.lamport == greatest &+ 1 else {
            return .malformed("its Lamport stamp is not one more than those before it")
        }
        return .next(next, branchedFrom: branch)
    }

    /// Adds a change at the place that ``place(of:)`` gave.
    func append(
        _ change: SignedChange, at point: Point, branchedFrom branch: Point?
    ) throws(StoreError) {
        newestSeq = try nextSeq()
        try insert(change, at: point, seq: newestSeq)
        let head = Chains.Head(
            number: point.number, hash: change.hash, lamport: change.header.lamport)
        if point.chain == chains.count {
            chains.append(
                Chains.Chain(replica: change.header.replica, branchedFrom: branch, head: head))
        } else {
            let former = chains[point.chain].head
            remember(former.hash, Point(chain: point.chain, number: former.number))
            chains.advance(point.chain, to: head)
        }
        if dirtyChains.last != point.chain, !dirtyChains.contains(point.chain) {
            dirtyChains.append(point.chain)
        }
        heads.cover(change)
    }

    func insert(
        _ change: SignedChange, at point: Point, seq: Int64
    ) throws(StoreError) {
        let insert = try statements(
            """
            INSERT INTO change
            (seq, hash, chain, number, lamport, packing, header, block, personal, signature)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(seq, at: 1)
        insert.bind(change.hash, at: 2)
        insert.bind(point.chain, at: 3)
        insert.bind(Int64(point.number), at: 4)
        insert.bind(Int64(change.header.lamport), at: 5)
        insert.bind(change.headerBytes, at: 7)
        bindBlock(change.block, to: insert)
        if change.personal.isEmpty {
            insert.bindNull(at: 9)
        } else {
            insert.bind(change.personal, at: 9)
        }
        if let signature = change.signature {
            insert.bind(signature, at: 10)
        } else {
            insert.bindNull(at: 10)
        }
        try insert.run()
    }

    private func bindBlock(_ block: [UInt8], to insert: Statement) {
        if block.count > Self.packingFloor {
            let packed = block.withUnsafeBytes { Zstd.compress($0, .disk) }
            if packed.count < block.count {
                insert.bind(1, at: 6)
                insert.bind(packed, at: 8)
                return
            }
        }
        insert.bind(0, at: 6)
        insert.bind(block, at: 8)
    }

    /// Writes chains and frontier; before every commit that added a change.
    func flush() throws(StoreError) {
        if mustRewriteChains {
            try statements("DELETE FROM chain").run()
            dirtyChains = Array(chains.all.indices)
        }
        guard !dirtyChains.isEmpty || mustRewriteChains else { return }
        let upsert = try statements(
            """
            INSERT INTO chain (id, replica, branch_chain, branch_number, head_number, head_hash, head_lamport)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET head_number = excluded.head_number,
                head_hash = excluded.head_hash, head_lamport = excluded.head_lamport
            """)
        for index in dirtyChains.sorted() {
            let chain = chains[index]
            upsert.bind(index, at: 1)
            upsert.bind(chain.replica.bytes, at: 2)
            if let branch = chain.branchedFrom {
                upsert.bind(branch.chain, at: 3)
                upsert.bind(Int64(branch.number), at: 4)
            } else {
                upsert.bindNull(at: 3)
                upsert.bindNull(at: 4)
            }
            upsert.bind(Int64(chain.head.number), at: 5)
            upsert.bind(chain.head.hash, at: 6)
            upsert.bind(Int64(chain.head.lamport), at: 7)
            try upsert.run()
        }
        dirtyChains = []
        mustRewriteChains = false
        try heads.flush(statements)
        try Meta.set(Self.newestSeqFact, newestSeq, statements)
    }

    // MARK: Reading back

    /// Where the changes after `seq` stand, in the order of arrival; their blocks are not touched.
    func places(after seq: Int64, limit: Int) throws(StoreError) -> [(seq: Int64, point: Point)] {
        try places(seq, limit, "WHERE seq > ? ORDER BY seq")
    }

    /// Where the last changes before `seq` stand, the newest first.
    func places(before seq: Int64, limit: Int) throws(StoreError) -> [(seq: Int64, point: Point)] {
        try places(seq, limit, "WHERE seq < ? ORDER BY seq DESC")
    }

    private func places(
        _ seq: Int64, _ limit: Int, _ condition: String
    ) throws(StoreError) -> [(seq: Int64, point: Point)] {
        let select = try statements("SELECT seq, chain, number FROM change \(condition) LIMIT ?")
        defer { select.reset() }
        select.bind(seq, at: 1)
        select.bind(limit, at: 2)
        var result: [(seq: Int64, point: Point)] = []
        while try select.step() {
            guard let point = select.point(1, 2) else { continue }
            result.append((select.int(0), point))
        }
        return result
    }

    /// The changes whose hash lies between these, both included, at most `limit`.
    func hashes(
        from first: ChangeHash, through last: ChangeHash, limit: Int
    ) throws(StoreError) -> [ChangeHash] {
        let select = try statements("SELECT hash FROM change WHERE hash BETWEEN ? AND ? LIMIT ?")
        defer { select.reset() }
        select.bind(first, at: 1)
        select.bind(last, at: 2)
        select.bind(limit, at: 3)
        var result: [ChangeHash] = []
        while try select.step() {
            if let hash = ChangeHash(select.bytes(0)) { result.append(hash) }
        }
        return result
    }

    /// The place in the order of arrival; nil for a change that is not held.
    func seq(of point: Point) throws(StoreError) -> Int64? {
        let select = try statements("SELECT seq FROM change WHERE chain = ? AND number = ?")
        defer { select.reset() }
        select.bind(point.chain, at: 1)
        select.bind(Int64(point.number), at: 2)
        return try select.step() ? select.int(0) : nil
    }

    func change(_ hash: ChangeHash) throws(StoreError) -> SignedChange? {
        let select = try statements(
            "SELECT packing, header, block, personal, signature FROM change WHERE hash = ?")
        defer { select.reset() }
        select.bind(hash, at: 1)
        return try select.step() ? try ChangeLog.change(select, from: 0) : nil
    }

    func change(at point: Point) throws(StoreError) -> SignedChange? {
        let select = try statements(
            """
            SELECT packing, header, block, personal, signature FROM change
            WHERE chain = ? AND number = ?
            """)
        defer { select.reset() }
        select.bind(point.chain, at: 1)
        select.bind(Int64(point.number), at: 2)
        return try select.step() ? try ChangeLog.change(select, from: 0) : nil
    }

    /// The change at a point; nil where it is missing or is not what was signed.
    func readable(at point: Point) throws(StoreError) -> SignedChange? {
        do { return try change(at: point) } catch {
            guard error.isOfOneSubject else { throw error }
            return nil
        }
    }

    /// A change from the columns packing, header, block, personal, signature.
    static func change(
        _ row: Statement, from column: Int32
    ) throws(StoreError) -> SignedChange {
        do {
            let block =
                row.int(column) == 0
                ? row.bytes(column + 2)
                : try Zstd.decompress(row.blob(column + 2), limit: Limits.blockBytes)
            return try SignedChange(
                headerBytes: row.bytes(column + 1), block: block, personal: row.bytes(column + 3),
                signature: row.isNull(column + 4) ? nil : row.bytes(column + 4))
        } catch {
            throw .inconsistent("a change in the log is not what was signed: \(error)")
        }
    }
}

extension Statement {
    func bind(_ hash: Digest256, at place: Int32) {
        let words = hash.words
        let big = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
        withUnsafeBytes(of: big) { bind(blob: $0, at: place) }
    }
}

extension ReplicaID {
    package var bytes: [UInt8] {
        var writer = ByteWriter(reserving: 16)
        writer.replica(self)
        return writer.bytes
    }

    /// Nil unless there are exactly 16 bytes.
    package init?(_ bytes: [UInt8]) {
        guard
            let id = try? bytes.reading({ (reader) throws(WireError) in try reader.replica() })
        else { return nil }
        self = id
    }
}

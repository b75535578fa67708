import CRDT
import Causality
import Foundation
import Records
import Store
import Sync
import Testing
import Trust
import Wire

@testable import Replica

/// What a peer can make a node keep, and what a node says: bounded, and readable by whoever it is said to.
@Suite struct `Bounds` {
    private let peer = DeviceID((9, 9, 9, 9))

    @Test func `evidence is a header, and beyond a quota a count`() throws {
        let (a, forger) = (try Node("a"), try Forger(1))
        let block = Forger.block("title", [.text(String(repeating: "x", count: 200_000))])
        for round in 0..<3 {
            // Nobody introduced who signed these.
            let strangers = try (1...500).map { _ -> SignedChange in
                let key = try #require(
                    SigningKey(seed: (0..<32).map { _ in UInt8.random(in: 0...255) }))
                return try key.sign(
                    ChangeHeader(
                        dossier: .zero, replica: key.publicKey.replica, number: 1, previous: nil,
                        lamport: 1, wallMs: UInt64(round), dependencies: [],
                        blockHash: Hashing.sha256(block)), block: block)
            }
            let applied = try a.replica.apply(strangers, from: peer)
            #expect(applied.refused.count == 500)
        }
        // One that a known signer signed keeps its block.
        try forger.sign(block, lamport: 77)
        _ = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        let kept = try a.replica.store.read { try a.replica.store.quarantined() }
        #expect(kept.count == Int(Quarantine.keptMax) + 1)
        #expect(kept.filter(\.holdsBlock).map(\.hash) == [forger.changes[0].hash])
        let use = try a.replica.store.read { try a.replica.store.quarantineUse() }
        #expect(use.first { $0.peer == peer }?.uncounted == 500)
        #expect(use.reduce(0) { $0 + $1.cost } < 1 << 20)
        #expect(try a.replica.store.write { try a.replica.store.emptyQuarantine(of: peer) } == 1000)
        #expect(try a.replica.store.read { try a.replica.store.quarantined() }.count == 1)
    }

    @Test func `introductions that nothing needs are not kept, and equal logs have equal rosters`()
        throws
    {
        let (a, b, forger) = (try Node("a"), try Node("b"), try Forger(1))
        let crowd = try (2...200).map { try Forger(UInt8($0), name: "crowd").introduction }
        try forger.sign(Forger.block())
        _ = try a.replica.apply(forger.changes, crowd + [forger.introduction], from: nil)
        // Its own, and that of the one who wrote.
        #expect(try a.introductions().count == 2)
        #expect(try b.sync(a).agreement == .level)
        #expect(try b.introductions().count == 2)
        let c = try Node("c")
        #expect(try c.sync(b).agreement == .level)
        #expect(try c.sync(a).exchanges == 1)
    }

    @Test func `an introduction that cannot be read is passed over, and so is what it would prove`()
        throws
    {
        let (a, forger, later) = (try Node("a"), try Forger(1), try Forger(2))
        try forger.sign(Forger.block())
        try later.sign(Forger.block("room", of: two))
        var newer = later.introduction.encoded
        newer[0] = 2
        let message = SyncMessage.Changes(
            introductions: [newer, [1, 2, 3], forger.introduction.encoded],
            frame: Frame(forger.changes + later.changes).encoded, throughSeq: 2, hasMore: false)
        let applied = try a.replica.apply(message, from: peer)
        #expect(applied.applied == 1)
        #expect(applied.waiting == 1)
        #expect(applied.refused.isEmpty)
        // And when this node has learnt to read it.
        #expect(try a.replica.apply(later.changes, [later.introduction], from: peer).applied == 1)
    }

    @Test func `incarnations of a device follow each other so far and no further`() throws {
        var roster = Roster()
        func key(_ number: Int) throws -> SigningKey {
            try #require(
                SigningKey(seed: Hashing.sha256(Array("\(number)".utf8)).bytes))
        }
        var before = try key(0)
        let first = try Introduction(before, device: nil, introducer: nil, name: "d")
        try roster.admit(first)
        for number in 1...Roster.depthMax {
            let next = try key(number)
            try roster.admit(
                Introduction(next, device: first.device, introducer: before, name: "d"))
            before = next
        }
        let one = try Introduction(
            try key(Roster.depthMax + 1), device: first.device, introducer: before, name: "d")
        #expect(throws: TrustError.tooManyIncarnations) { try roster.admit(one) }
        let chain = roster.vouching(for: before.publicKey.replica)
        #expect(chain.count == Roster.depthMax + 1)
        #expect(chain.first?.replica == first.replica)
        #expect(chain.count < Limits.chainPoints)
    }

    /// More heads than a message holds: a file that says so, for making them takes an hour.
    @Test func `whatever a node says of its heads, its reader takes`() throws {
        let a = try Node("a")
        try a.add(one, [("title", text("x"))])
        let count = SyncMessage.headsMax + 100
        try a.replica.store.execute(
            """
            INSERT INTO chain (id, replica, branch_chain, branch_number, head_number, head_hash, head_lamport)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            SELECT i, randomblob(16), NULL, NULL, 1, randomblob(32), 1 FROM n;
            INSERT INTO change (seq, hash, chain, number, lamport, packing, header, block)
            SELECT id + 1, head_hash, id, 1, 1, 0, x'', x'' FROM chain WHERE id > 0;
            INSERT INTO frontier (hash) SELECT head_hash FROM chain WHERE id > 0;
            """)
        try a.reload()
        #expect(try a.replica.store.read { a.replica.store.chains.count } == count + 1)
        for request in [
            SyncMessage.hello(
                .init(
                    standing: try a.replica.store.read { try a.replica.standing() },
                    cursor: nil)),
            .askHeads(buckets: 0xFFFF),
        ] {
            let answer = try a.replica.answer(request, from: peer)
            _ = try SyncMessage(encoded: answer.encoded)
        }
        let cursor = SyncMessage.Cursor(token: a.replica.token, seq: 1)
        var other = try a.replica.store.read { try a.replica.standing() }
        other = SyncMessage.Standing(
            dossier: other.dossier, token: ReplicaID(high: 1, low: 1), newestSeq: 0,
            logDigest: .zero, stateDigest: 0, foldVersion: 1, rosterDigest: 0)
        let welcome = try a.replica.answer(
            .hello(.init(standing: other, cursor: cursor)), from: peer)
        _ = try SyncMessage(encoded: welcome.encoded)
        // An edit names as many heads as a change may, the latest of them, and holds its own.
        try a.edit(one, "title", text("y"))
        #expect(try a.record(one).text("title") == "y")
    }

    /// A frame carries every signature but the last of an author, so what came in one cannot be cut in the middle.
    @Test func `a run as long as a frame may be goes on to the next node, whatever lies before it`()
        throws
    {
        let (a, b, forger) = (try Node("a"), try Node("b"), try Forger(1))
        for number in 0..<40 {
            try a.add(RecordID(high: 7, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        for number in 1...Frame.changesMax {
            try forger.sign(
                Forger.block("title", [.text("\(number)")]), isSigned: number == Frame.changesMax)
        }
        let frame = try Frame(encoded: Frame(forger.changes).encoded, dossier: .zero)
        let applied = try a.replica.apply(frame.changes, [forger.introduction], from: nil)
        #expect(applied.applied == Frame.changesMax)
        try a.add(RecordID(high: 7, low: 99), [("title", text("after it"))])
        #expect(try b.sync(a).agreement == .level)
        #expect(try b.digest == a.digest)
        #expect(try b.record(RecordID(high: 7, low: 99)).text("title") == "after it")
    }

    @Test func `what a peer brings is written in batches, each of which ends covered`() throws {
        let (a, forger) = (try Node("a"), try Forger(1))
        for number in 0..<2000 {
            try forger.sign(
                Forger.block(
                    "title", [.text("\(number)")], of: RecordID(high: 5, low: UInt64(number))),
                isSigned: number % 100 == 99)
        }
        var plan = try a.replica.store.read { () in
            try Plan(
                forger.changes, [forger.introduction], store: a.replica.store,
                isRosterWhole: true)
        }
        var sizes: [Int] = []
        repeat {
            let batch = plan.nextBatch()
            #expect(batch.changes.last?.change.signature != nil)
            #expect(batch.isFirst == sizes.isEmpty)
            sizes.append(batch.changes.count)
            #expect(batch.isLast == plan.isDone)
        } while !plan.isDone
        #expect(sizes.count > 3)
        #expect(sizes.reduce(0, +) == 2000)
        #expect(
            try a.replica.apply(forger.changes, [forger.introduction], from: nil).applied == 2000)
        #expect(try a.replica.verify().isEmpty)
    }
}

import Causality
import Foundation
import GRDB
import Records
import Store
import Sync
import Testing
import Wire

@testable import Replica

/// A node that was hurt says so, heals, and never serves its wound.
@Suite struct `A node that was hurt` {
    /// Somebody with `sqlite3` who first takes the guards away.
    private func damage(_ node: Node, _ sql: String) throws {
        let queue = try DatabaseQueue(path: node.replica.directory.database)
        try queue.write { db in
            let triggers = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in triggers { try db.execute(sql: "DROP TRIGGER \"\(name)\"") }
            try db.execute(sql: sql)
        }
        try node.reload()
    }

    private func filled(_ name: String, _ count: Int = 5) throws -> Node {
        let node = try Node(name)
        for number in 0..<count {
            try node.add(RecordID(high: 7, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        return node
    }

    static let bytes = [
        "block = zeroblob(length(block))", "header = zeroblob(length(header))",
        "signature = zeroblob(64)", "lamport = 77", "packing = 1", "hash = zeroblob(32)",
        "block = x''", "signature = x'00'",
    ]

    @Test(arguments: bytes)
    func `serves what does not depend on a damaged change, and gets it back from a peer`(
        _ damaged: String
    ) throws {
        let (a, whole, fresh) = (try filled("a"), try Node("whole"), try Node("fresh"))
        try whole.sync(a)
        try damage(a, "UPDATE change SET \(damaged) WHERE number = 3")
        _ = try fresh.sync(a)
        #expect(try fresh.record(RecordID(high: 7, low: 1)).text("title") == "t1")
        #expect(try fresh.replica.store.read { try fresh.replica.store.quarantined() } == [])
        // Numbers that the change's own bytes contradict are put right where it is met; all else comes back.
        _ = try a.sync(whole)
        _ = try a.sync(whole)
        #expect(try !a.replica.store.read { try a.replica.store.hasGaps() })
        #expect(try a.replica.verify() == [])
        #expect(try fresh.sync(a).agreement == .level)
        #expect(try fresh.digest == whole.digest)
    }

    @Test func `begins a new incarnation where its newest change was lost, and the edit leaves`()
        throws
    {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        let before = a.replica.replica
        try damage(a, "DELETE FROM change WHERE number = 5")
        try a.edit(RecordID(high: 7, low: 0), "room", text("4"))
        #expect(a.replica.replica != before)
        #expect(a.replica.newIncarnation == .damaged)
        try a.sync(b)
        #expect(try b.record(RecordID(high: 7, low: 0)).text("room") == "4")
        #expect(try a.sync(b).agreement == .level)
        #expect(try a.replica.verify() == [])
    }

    @Test(arguments: [
        "head_number = head_number + 5", "head_number = head_number - 3",
        "head_lamport = head_lamport + 9", "head_hash = zeroblob(32)", "replica = zeroblob(16)",
        "id = 7", "branch_chain = 3, branch_number = 9", "head_number = 9223372036854775807",
    ])
    func `goes by the log where what is written of its chains is wrong`(_ wrong: String) throws {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        try damage(a, "UPDATE chain SET \(wrong) WHERE id = 0")
        try a.edit(RecordID(high: 7, low: 0), "room", text("4"))
        try a.sync(b)
        let outcome = try a.sync(b)
        #expect(outcome.agreement == .level)
        #expect(try b.record(RecordID(high: 7, low: 0)).text("room") == "4")
        let problems = try a.replica.verify()
        #expect(problems == [])
    }

    @Test func `says again what nobody else can bring back`() throws {
        let (a, b) = (try filled("a"), try Node("b"))
        try damage(a, "UPDATE change SET block = zeroblob(length(block)) WHERE number = 3")
        _ = try b.sync(a)
        let titles = try a.column(
            "SELECT group_concat(title) FROM (SELECT title FROM thing ORDER BY id)")
        #expect(try a.replica.restate(message: "again") == 3)
        #expect(try a.replica.verify() == [])
        #expect(try b.sync(a).agreement == .level)
        #expect(try b.record(RecordID(high: 7, low: 2)).text("title") == "t2")
        #expect(try b.record(RecordID(high: 7, low: 4)).text("title") == "t4")
        #expect(titles == ["t0,t1,t2,t3,t4"])
        #expect(try a.column("SELECT count(*) FROM stranded") == ["3"])
    }

    @Test(arguments: [
        "UPDATE thing SET title = 'HACKED' WHERE row = 2", "UPDATE thing SET hidden = 1",
        "DELETE FROM thing WHERE row = 3", "UPDATE thing SET state = x'0102' WHERE row = 1",
        "UPDATE thing SET room = 'nobody wrote this'", "UPDATE thing SET id = x'01' WHERE row = 4",
        "INSERT INTO thing (id, state) VALUES (randomblob(16), x'0200')",
        "UPDATE thing SET title = 42 WHERE row = 1",
    ])
    func `finds records that were changed behind its back and makes them anew`(_ sql: String) throws
    {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        #expect(try a.replica.mendRows() == [])
        // Another program is refused as long as the guards are there.
        let other = try DatabaseQueue(path: a.replica.directory.database)
        #expect(throws: DatabaseError.self) { try other.write { try $0.execute(sql: sql) } }
        try damage(a, sql)
        #expect(try !a.replica.mendRows().isEmpty)
        #expect(try a.replica.verify() == [])
        #expect(try a.digest == b.digest)
        #expect(try a.record(RecordID(high: 7, low: 1)).text("title") == "t1")
    }

    @Test func `has guards again after the next opening where somebody dropped them`() throws {
        let a = try filled("a", 1)
        try damage(a, "SELECT 1")
        let again = try Node.reopened(a)
        #expect(throws: (any Error).self) { try again.replica.store.execute("DELETE FROM change") }
    }

    @Test(arguments: [
        "DELETE FROM change", "DELETE FROM change; DELETE FROM chain",
        "DELETE FROM slot",
        "UPDATE slot SET kind = 'nobody'",
    ])
    func `is looked at without a trap, whatever is gone`(_ sql: String) throws {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        try damage(a, sql)
        _ = try? a.replica.verify()
        _ = try? a.replica.store.write { try a.replica.store.healLog() }
        for _ in 0..<3 { _ = try? a.sync(b) }
        if (try? a.replica.store.read { try a.replica.store.hasGaps() }) == false {
            _ = try? a.replica.rebuild()
        }
        let again = try Node.reopened(a)
        let problems = try again.replica.verify()
        #expect(problems == [])
        #expect(try again.digest == b.digest)
    }

    @Test(arguments: [
        "UPDATE change SET seq = -seq", "UPDATE change SET seq = 1000 - seq",
        "UPDATE change SET seq = seq + 9223372036854775000",
        "UPDATE change SET seq = 500 WHERE number = 2 AND chain = 0",
        "UPDATE change SET chain = 9 WHERE number = 3 AND chain = 0",
        "UPDATE change SET chain = chain + 4194304",
        "UPDATE change SET chain = -1 - chain WHERE number > 2",
        "UPDATE change SET chain = 16777215 WHERE chain = 1",
        "UPDATE change SET chain = chain + 2 WHERE number > 20",
        "UPDATE change SET number = number + 100",
        "UPDATE change SET number = 9223372036854775807 - number",
        "UPDATE change SET lamport = -lamport", "UPDATE change SET hash = randomblob(32)",
        "DELETE FROM chain", "UPDATE chain SET id = id + 5",
        "UPDATE chain SET id = -1 - id; UPDATE chain SET id = 2 + id",
        "UPDATE chain SET head_hash = randomblob(32)", "DELETE FROM frontier",
        "UPDATE chain SET branch_chain = 0, branch_number = 1 WHERE id = 1",
        "INSERT INTO frontier VALUES (randomblob(32))",
        "DELETE FROM meta WHERE name = 'newest_seq'",
        "UPDATE meta SET value = 9223372036854775807 WHERE name = 'newest_seq'",
        "DELETE FROM chain; UPDATE change SET seq = 1000 - seq, number = number + 70",
    ])
    func `puts its log in order from the changes themselves`(_ sql: String) throws {
        let (a, b) = (try filled("a", 30), try filled("b", 40))
        try b.sync(a)
        try a.edit(RecordID(high: 7, low: 0), "room", text("known to nobody"))
        try damage(a, sql)
        _ = try? a.sync(b)
        _ = try a.replica.mendLog()
        _ = try a.replica.mendRows()
        #expect(try a.replica.verify() == [])
        #expect(try !a.replica.isLogContradictory())
        try a.edit(RecordID(high: 7, low: 1), "room", text("afterwards"))
        _ = try a.sync(b)
        #expect(try a.sync(b).agreement == .level)
        #expect(try a.digest == b.digest)
        #expect(try b.record(RecordID(high: 7, low: 0)).text("room") == "known to nobody")
        #expect(try b.record(RecordID(high: 7, low: 1)).text("room") == "afterwards")
    }

    @Test func `gives what waits for a damaged change its place again when that came back`() throws
    {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        for number in 0..<3 {
            try a.edit(RecordID(high: 7, low: 1), "room", text("known to nobody \(number)"))
        }
        try damage(
            a,
            """
            UPDATE change SET seq = 100 - seq;
            UPDATE change SET block = zeroblob(length(block)) WHERE number = 4
            """)
        _ = try a.replica.mendLog()
        // What names the damaged change can be proven to nobody as long as it is away.
        #expect(try !a.column("SELECT count(*) FROM stranded").contains("0"))
        for _ in 0..<2 { _ = try a.sync(b) }
        #expect(try a.column("SELECT count(*) FROM change") == ["8"])
        #expect(try a.replica.verify() == [])
        #expect(try a.sync(b).agreement == .level)
        #expect(try b.record(RecordID(high: 7, low: 1)).text("room") == "known to nobody 2")
        #expect(try a.digest == b.digest)
    }

    @Test func `introduces itself and others again where their introductions were lost`() throws {
        let (a, b) = (try filled("a"), try filled("b", 2))
        try b.sync(a)
        try a.edit(RecordID(high: 7, low: 3), "room", text("known to nobody"))
        try damage(a, "DELETE FROM introduction")
        _ = try a.replica.mendLog()
        for _ in 0..<2 { _ = try a.sync(b) }
        _ = try a.replica.mendLog()
        #expect(try a.replica.verify() == [])
        #expect(try a.sync(b).agreement == .level)
        #expect(try b.record(RecordID(high: 7, low: 3)).text("room") == "known to nobody")
    }

    @Test
    func `is not opened where another file was put under its WAL, and gives up what waits there`()
        throws
    {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        let backup = a.path + "/backup"
        try a.replica.backUp(to: backup)
        for number in 5..<40 {
            try a.add(RecordID(high: 7, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        try b.sync(a)
        try a.replica.store.checkpoint()
        for number in 40..<43 {
            try a.add(RecordID(high: 7, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        // As `cp` does while somebody still has it open: the file's place and its WAL stay.
        let folder = a.path + "-copy"
        try FileManager.default.copyItem(atPath: a.path, toPath: folder)
        let copy = DataDirectory(folder)
        try Data(contentsOf: URL(filePath: backup)).write(to: URL(filePath: copy.database))
        do {
            _ = try Replica.open(copy, schema: testSchema, environment: testEnvironment())
            Issue.record("opened")
        } catch StoreError.replaced {}
        let (replica, kept) = try Replica.restore(
            backup, into: copy, schema: testSchema, environment: testEnvironment())
        _ = try replica.takeOver(from: try #require(kept))
        let other = Peer(device: b.replica.device, name: "b", url: nil)
        try replica.store.write { try replica.store.save(other) }
        _ = try replica.sync(with: other) {
            try SyncMessage(encoded: try b.replica.answer($0.encoded, from: replica.device))
        }
        #expect(try replica.verify() == [])
        #expect(
            try replica.store.read {
                try replica.store.record(RecordID(high: 7, low: 42), kind: "thing")
            } != nil)
    }

    @Test func `is opened where the folder was copied whole, or a note of a checkpoint was lost`()
        throws
    {
        let a = try filled("a")
        let folder = a.path + "-copy"
        try FileManager.default.copyItem(atPath: a.path, toPath: folder)
        let copy = DataDirectory(folder)
        let replica = try Replica.open(copy, schema: testSchema, environment: testEnvironment())
        #expect(try replica.verify() == [])
    }

    @Test func `goes on as the same device where its database is gone`() throws {
        let (a, b) = (try filled("a"), try Node("b"))
        try b.sync(a)
        let directory = a.replica.directory
        _ = try a.replica.transportIdentity()
        for suffix in ["", "-wal", "-shm"] { unlink(directory.database + suffix) }
        #expect(throws: ReplicaError.self) { try Node.reopened(a) }
        #expect(throws: ReplicaError.self) {
            try Replica.create(
                in: directory, deviceName: "a", author: "a", schema: testSchema,
                environment: testEnvironment())
        }
        let replica = try Replica.recover(
            in: directory, deviceName: "a", author: "a", schema: testSchema,
            environment: testEnvironment())
        #expect(replica.device == a.replica.device)
        #expect(replica.replica != a.replica.replica)
        let again = try Node.reopened(a)
        try again.sync(b)
        #expect(try again.digest == b.digest)
        try again.edit(RecordID(high: 7, low: 0), "room", text("9"))
        #expect(try again.sync(b).agreement == .level)
        #expect(try b.record(RecordID(high: 7, low: 0)).text("room") == "9")
    }

    @Test func `takes over from the database that was put aside what a backup does not have`()
        throws
    {
        let a = try filled("a")
        let backup = a.path + "/backup"
        try a.replica.backUp(to: backup)
        try a.add(RecordID(high: 7, low: 30), [("title", text("after it"))])
        let kept = a.path + "/kept"
        try a.replica.backUp(to: kept)
        let other = try Node("a", path: a.path + "-other", restoring: backup)
        #expect(try other.replica.takeOver(from: kept).added == 1)
        #expect(try other.record(RecordID(high: 7, low: 30)).text("title") == "after it")
    }

    /// Salvage reads pages without SQLite; what it must find, SQLite says.
    @Test(arguments: [false, true])
    func `what is salvaged is all there is, in the WAL too, and where the header is gone`(
        isHeaderGone: Bool
    ) throws {
        let a = try filled("a")
        let long = String(repeating: "of many pages ", count: 9_000) + "\(UUID())"
        try a.add(RecordID(high: 7, low: 50), [("title", text(long))])
        // Bytes that do not pack: a change over several pages.
        let noise = (0..<3_000).map { _ in UUID().uuidString }.joined()
        try a.add(RecordID(high: 7, low: 51), [("title", text(noise))])
        try a.replica.store.checkpoint()
        try a.add(RecordID(high: 7, low: 52), [("title", text("in the WAL"))])
        try a.add(RecordID(high: 7, low: 53), [("title", text(noise + "in the WAL"))])
        let folder = a.path + "-copy"
        try FileManager.default.copyItem(atPath: a.path, toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = DataDirectory(folder).database
        if isHeaderGone {
            let handle = try FileHandle(forWritingTo: URL(filePath: database))
            try handle.write(contentsOf: Data(count: 100))
            try handle.close()
        }
        let salvage = try Salvage(path: database)
        var found: Set<String> = []
        let unreadable = try salvage.forEachChange { changes in
            for change in changes { found.insert("\(change.hash)".uppercased()) }
        }
        #expect(unreadable == 0)
        let held = try a.replica.store.read {
            try a.replica.store.column("SELECT hex(hash) FROM change")
        }
        #expect(found == Set(held))
        #expect(held.count > 4)
        #expect(salvage.introductions().count == 1)
    }
}

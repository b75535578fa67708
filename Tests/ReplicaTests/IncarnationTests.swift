import Causality
import Foundation
import Records
import Replica
import Store
import Sync
import Testing

/// Copies a node's folder as a laptop is cloned: database, keys and mark.
private func copyFolder(_ node: Node) throws -> String {
    try node.replica.store.checkpoint()
    let copy = node.path + "-copy"
    try FileManager.default.copyItem(atPath: node.path, toPath: copy)
    return copy
}

@Suite struct `Replicas that go back or split` {
    @Test func `failure 1: a cloned identity, both edited, keeps both edits and is reported`()
        throws
    {
        let (hub, original) = (try Node("hub"), try Node("laptop"))
        try original.add(one, [("title", text("base"))])
        try original.sync(hub)
        // Same machine id: nothing but the fork itself can tell.
        let clone = try Node("clone", path: try copyFolder(original))
        try original.edit(one, "title", text("by the original"))
        try clone.edit(one, "title", text("by the clone"))
        try clone.edit(one, "room", text("4b"))
        try original.sync(hub)
        try clone.sync(hub)
        #expect(try hub.conflicts().map(\.sideCount) == [2])
        try original.sync(hub)
        #expect(original.replica.newIncarnation == .forked)
        try clone.sync(hub)
        try original.sync(hub)
        #expect(try hub.digest == original.digest)
        #expect(try hub.digest == clone.digest)
        let chains = try hub.replica.store.read { hub.replica.store.chains }
        let forked = chains.all.filter { chains.isForked($0.replica) }
        #expect(forked.count == 2)
        // No dot is issued again: what each writes now stands in a chain of its own.
        try original.edit(one, "count", .single(.int(1)))
        try original.sync(hub)
        try clone.edit(one, "count", .single(.int(2)))
        try clone.sync(hub)
        #expect(try hub.conflicts().count == 2)
        #expect(try hub.digest == clone.digest)
    }

    @Test func `a folder copied to another machine begins anew before its first edit`() throws {
        let original = try Node("laptop", machine: "one")
        try original.add(one, [("title", text("base"))])
        let clone = try Node("clone", machine: "two", path: try copyFolder(original))
        #expect(clone.replica.newIncarnation == .copied)
        #expect(clone.replica.replica != original.replica.replica)
        #expect(clone.replica.device == original.replica.device)
    }

    @Test func `failure 2: an old backup put back, then edited before any contact, loses nothing`()
        throws
    {
        let hub = try Node("hub")
        var laptop: Node? = try Node("laptop")
        let path = try #require(laptop?.path)
        let backup = path + "-backup"
        try laptop?.add(one, [("title", text("base"))])
        try laptop?.sync(hub)
        try laptop?.replica.backUp(to: backup)
        defer { try? FileManager.default.removeItem(atPath: backup) }
        try laptop?.edit(one, "title", text("after the backup"))
        try laptop?.sync(hub)
        let formerReplica = laptop?.replica.replica
        // The file is put back while keys and mark stay.
        let kept = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: path, toPath: kept)
        laptop = nil
        try FileManager.default.moveItem(atPath: kept, toPath: path)
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + "/liaison.sqlite" + suffix)
        }
        try FileManager.default.copyItem(atPath: backup, toPath: path + "/liaison.sqlite")

        let back = try Node("laptop", path: path)
        #expect(back.replica.newIncarnation == .wentBack)
        #expect(back.replica.replica != formerReplica)
        try back.edit(one, "title", text("on the old backup"))
        try back.sync(hub)
        #expect(try hub.conflicts().map(\.sideCount) == [2])
        #expect(try back.digest == hub.digest)
        #expect(try back.replica.verify().isEmpty)
    }

    @Test func `failure 3: a hub rolled back gets every change back without anybody acting`() throws
    {
        var hub: Node? = try Node("hub")
        let path = try #require(hub?.path)
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("base"))])
        try a.sync(try #require(hub))
        try hub?.replica.backUp(to: path + "-backup")
        defer { try? FileManager.default.removeItem(atPath: path + "-backup") }
        try a.edit(one, "title", text("lost at the hub"))
        try a.sync(try #require(hub))
        try b.sync(try #require(hub))
        hub = nil
        let restored = try Node("hub", path: path, restoring: path + "-backup")
        try b.know(restored)
        try a.know(restored)
        let outcome = try b.sync(restored)
        #expect(outcome.agreement == .level)
        #expect(try restored.record(one).text("title") == "lost at the hub")
    }

    @Test func `failure 4: an emptied database emits no delete`() throws {
        let (hub, laptop) = (try Node("hub"), try Node("laptop"))
        try laptop.add(one, [("title", text("base"))])
        try laptop.sync(hub)
        // Somebody empties the table behind our back.
        try laptop.replica.store.execute("DELETE FROM thing")
        try laptop.add(two, [("title", text("another"))])
        try laptop.sync(hub)
        #expect(try hub.record(one).text("title") == "base")
        #expect(try hub.record(one).deletes.isEmpty)
        #expect(try laptop.replica.verify().contains(.record(kind: "thing", id: one)))
        try laptop.replica.rebuild()
        #expect(try laptop.record(one).text("title") == "base")
        #expect(try laptop.replica.verify().isEmpty)
    }

    @Test func `failure 4: a truncated database is refused and left as it is`() throws {
        var laptop: Node? = try Node("laptop")
        let path = try #require(laptop?.path)
        for number in 0..<200 {
            try laptop?.add(RecordID(high: 9, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        try laptop?.replica.store.checkpoint()
        let kept = path + "-kept"
        try FileManager.default.copyItem(atPath: path, toPath: kept)
        laptop = nil
        try FileManager.default.moveItem(atPath: kept, toPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = path + "/liaison.sqlite"
        let whole = try #require(FileManager.default.contents(atPath: file))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: file))
        let directory = DataDirectory(path)
        #expect(throws: (any Error).self) {
            let replica = try Replica.open(
                directory, schema: testSchema, environment: testEnvironment())
            let problems = try replica.verify()
            if !problems.isEmpty { throw StoreError.damaged("\(problems)") }
        }
        #expect(FileManager.default.contents(atPath: file)?.count == whole.count / 2)
    }

    @Test func `failure 26: a restore over a database in use is refused`() throws {
        let laptop = try Node("laptop")
        try laptop.add(one, [("title", text("base"))])
        let backup = laptop.path + "-backup"
        try laptop.replica.backUp(to: backup)
        defer { try? FileManager.default.removeItem(atPath: backup) }
        #expect(throws: ReplicaError.self) {
            _ = try Replica.restore(
                backup, into: laptop.replica.directory, schema: testSchema,
                environment: testEnvironment())
        }
        try laptop.edit(one, "title", text("still works"))
        #expect(try laptop.record(one).text("title") == "still works")
    }
}

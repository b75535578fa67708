import Causality
import Foundation
import Records
import Replica
import Store
import Sync
import Testing
import Wire

/// What a crash throws; the folder is then opened again as a new process would.
private let crash = StoreError.access("crash")

/// Runs `body` with a crash before its `n`-th write step; false when it ended before that.
private func crashing(_ node: Node, at n: Int, _ body: () throws -> Void) throws -> Bool {
    var step = 0
    node.replica.store.interrupt = { _ throws(StoreError) in
        defer { step += 1 }
        if step == n { throw crash }
    }
    defer { node.replica.store.interrupt = nil }
    do {
        try body()
        return false
    } catch StoreError.access {
        return true
    }
}

@Suite struct `Crash at any instant` {
    @Test
    func `failure 25: an edit crashed before any write is whole or absent, and the next one works`()
        throws
    {
        let node = try Node("a")
        try node.add(one, [("title", text("base")), ("room", text("4"))])
        var n = 0
        var crashes = 0
        while true {
            let before = try node.record(one).content
            let crashed = try crashing(node, at: n) {
                try node.edit(one, "title", text("edit \(n)"))
            }
            let after = try node.record(one).content
            if !crashed {
                #expect(after["title"] == text("edit \(n)"))
                break
            }
            crashes += 1
            // The mark alone comes after the commit: what was said to be saved stays, what was not may be there too.
            #expect(after == before || after["title"] == text("edit \(n)"))
            #expect(try node.replica.verify().isEmpty)
            let again = try Node.reopened(node)
            #expect(again.replica.newIncarnation == nil)
            n += 1
        }
        #expect(crashes >= 4)
    }

    @Test func `failure 25: a merge crashed before any write goes on at the next sync`() throws {
        let hub = try Node("hub")
        for number in 0..<4 {
            try hub.add(RecordID(high: 5, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        for n in 0..<12 {
            let node = try Node("a")
            try node.know(hub)
            let crashed = try crashing(node, at: n) { try node.sync(hub) }
            #expect(crashed == (n < 10) || n >= 9)
            #expect(try node.replica.verify().isEmpty)
            #expect(try node.sync(hub).agreement == .level)
            #expect(try node.digest == hub.digest)
        }
    }

    @Test func `failure 21: a resolution crashed at any step leaves the conflict open or resolved`()
        throws
    {
        for n in 0..<10 {
            let (a, b) = (try Node("a"), try Node("b"))
            try a.add(one, [("title", text("base"))])
            try b.sync(a)
            try a.edit(one, "title", text("from a"))
            try b.edit(one, "title", text("from b"))
            try a.sync(b)
            let record = try a.record(one)
            var draft = Draft(record)
            draft.resolve(try #require(record["title"]), to: [.text("from a")])
            _ = try crashing(a, at: n) { try a.replica.commit([draft], message: "reason") }
            let again = try Node.reopened(a)
            let open = try again.conflicts()
            let sides = try again.record(one)["title"]?.live.count
            #expect(open.isEmpty ? sides == 1 : (open.count == 1 && sides == 2))
        }
    }

    @Test func `failure 29: a first sync cut at any exchange is not level, and goes on`() throws {
        struct Cut: Error {}
        let hub = try Node("hub")
        // Several frames: blocks that do not fit into one.
        for number in 0..<6 {
            try hub.add(
                RecordID(high: 5, low: UInt64(number)),
                [("title", text(String(repeating: "long \(number) ", count: 10_000)))])
        }
        for cut in 0..<6 {
            for answerLost in [false, true] {
                let node = try Node("a")
                try node.know(hub)
                let peer = try #require(try node.peer(hub))
                var exchanges = 0
                do {
                    _ = try node.replica.sync(with: peer) { message in
                        defer { exchanges += 1 }
                        if exchanges == cut, !answerLost { throw Cut() }
                        let answer = try hub.replica.answer(message, from: node.replica.device)
                        if exchanges == cut { throw Cut() }
                        return answer
                    }
                    #expect(try node.digest == hub.digest)
                } catch is Cut {
                    #expect(try node.peer(hub)?.lastSuccessMs == nil)
                    #expect(try node.replica.verify().isEmpty)
                }
                #expect(try node.sync(hub).agreement == .level)
                #expect(try node.digest == hub.digest)
            }
        }
    }

    @Test func `failure 27: fifty writers beside a big import are never refused`() async throws {
        let node = try Node("a")
        let hub = try Node("hub")
        for number in 0..<300 {
            try hub.add(RecordID(high: 6, low: UInt64(number)), [("title", text("t"))])
        }
        let path = node.path
        let introductions = try hub.introductions()
        let frame = Frame(try hub.changes()).encoded
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let importer = try Replica.open(
                    DataDirectory(path), schema: testSchema, environment: testEnvironment())
                _ = try importer.apply(
                    SyncMessage.Changes(
                        introductions: introductions, frame: frame, throughSeq: 0, hasMore: false),
                    from: nil)
            }
            for number in 0..<50 {
                group.addTask {
                    let writer = try Replica.open(
                        DataDirectory(path), schema: testSchema, environment: testEnvironment())
                    var draft = Draft(kind: "thing", id: RecordID(high: 77, low: UInt64(number)))
                    draft.set("title", to: text("w"), storedType: .register, shown: nil)
                    try writer.commit([draft])
                }
            }
            try await group.waitForAll()
        }
        let count = try node.replica.store.read { try node.replica.store.ids(kind: "thing").count }
        #expect(count == 350)
        #expect(try node.replica.verify().isEmpty)
        let chains = try node.replica.store.read { node.replica.store.chains }
        #expect(chains.chains(of: node.replica.replica).count == 1)
    }
}

@Suite struct `Files that are not ours` {
    private func folder() throws -> DataDirectory {
        let directory = DataDirectory(NSTemporaryDirectory() + "liaison-\(UUID().uuidString)")
        try directory.create()
        return directory
    }

    @Test func `failure 28: a database of a newer version is refused, and left as it is`() throws {
        let node = try Node("a")
        try node.replica.store.execute("PRAGMA user_version = 999")
        try node.replica.store.checkpoint()
        let bytes = FileManager.default.contents(atPath: node.replica.directory.database)
        #expect(throws: StoreError.newerSchema(found: 999, known: Store.schemaVersion)) {
            _ = try Replica.open(
                node.replica.directory, schema: testSchema, environment: testEnvironment())
        }
        #expect(FileManager.default.contents(atPath: node.replica.directory.database) == bytes)
    }

    @Test func `a database of another program is refused`() throws {
        let directory = try folder()
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        let other = try Node("other")
        try other.replica.store.execute("PRAGMA application_id = 1234")
        try other.replica.backUp(to: directory.database)
        #expect(throws: StoreError.notOurs(applicationID: 1234)) {
            _ = try Replica.open(directory, schema: testSchema, environment: testEnvironment())
        }
    }

    @Test func `a file that is no database is refused`() throws {
        let directory = try folder()
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: directory.database))
        #expect(throws: StoreError.self) {
            _ = try Replica.open(directory, schema: testSchema, environment: testEnvironment())
        }
    }

    @Test func `failure 28: a node whose making was interrupted is made again`() throws {
        let directory = try folder()
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        _ = try Store(path: directory.database, schema: testSchema, create: true)
        #expect(throws: ReplicaError.self) {
            _ = try Replica.open(directory, schema: testSchema, environment: testEnvironment())
        }
        let replica = try Replica.create(
            in: directory, deviceName: "a", author: "a", schema: testSchema,
            environment: testEnvironment())
        #expect(try replica.verify().isEmpty)
    }
}

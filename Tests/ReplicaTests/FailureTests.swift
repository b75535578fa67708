import Causality
import Foundation
import Records
import Replica
import Store
import Sync
import Testing
import Trust
import Wire

/// The failures of other systems that this one survives, by their number in the list that the project began with.
@Suite struct `Failures that others had` {
    @Test func `failure 5: an edit stamped 2099 is superseded by a later one`() throws {
        let (a, b) = (try Node("a", nowMs: 4_070_908_800_000), try Node("b"))
        try a.add(one, [("room", text("from 2099"))])
        try b.sync(a)
        try b.edit(one, "room", text("today"))
        try a.sync(b)
        #expect(try a.record(one).text("room") == "today")
        #expect(try a.conflicts().isEmpty)
    }

    @Test func `failure 6: a batch whose last item fails changes neither clock nor data`() throws {
        let a = try Node("a")
        try a.add(one, [("title", text("base"))])
        let heads = try a.replica.store.read { a.replica.store.frontier }
        let digest = try a.digest
        var good = Draft(kind: "thing", id: two)
        good.set("title", to: text("good"), storedType: .register, shown: nil)
        var bad = Draft(kind: "thing", id: RecordID(high: 3, low: 3))
        bad.set(
            "title", to: text(String(repeating: "x", count: 600 << 10)), storedType: .register,
            shown: nil)
        #expect(throws: ReplicaError.self) { try a.replica.commit([good, bad]) }
        #expect(try a.replica.store.read { a.replica.store.frontier } == heads)
        #expect(try a.digest == digest)
        #expect(try a.replica.store.read { try a.replica.store.record(two, kind: "thing") } == nil)
    }

    @Test(arguments: [0, 1_577_836_800_000, 4_102_444_800_000] as [UInt64])
    func `failure 7: a clock that is wrong by decades locks nobody out`(nowMs: UInt64) throws {
        let (a, b) = (try Node("a", nowMs: nowMs), try Node("b"))
        try b.add(one, [("title", text("base"))])
        try a.sync(b)
        try a.edit(one, "title", text("edited"))
        #expect(try a.sync(b).agreement == .level)
        #expect(try b.record(one).text("title") == "edited")
    }

    @Test func `failure 8: every relay order gives the same digest`() throws {
        let nodes = try (0..<3).map { try Node("n\($0)") }
        try nodes[0].add(one, [("title", text("base")), ("room", text("1"))])
        try nodes[1].sync(nodes[0])
        try nodes[2].sync(nodes[0])
        for (place, node) in nodes.enumerated() {
            try node.edit(one, "room", text("room \(place)"))
            try node.edit(one, "title", text("title \(place)"))
        }
        var digests: Set<StateDigest> = []
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let fresh = try Node("fresh")
            for place in order { try fresh.sync(push: false, nodes[place]) }
            digests.insert(try fresh.digest)
            #expect(try fresh.conflicts().map(\.sideCount) == [3])
        }
        #expect(digests.count == 1)
    }

    @Test func `failure 9: two nodes delete the same record, a third learns from either`() throws {
        let (a, b, c) = (try Node("a"), try Node("b"), try Node("c"))
        try a.add(one, [("title", text("base"))])
        try b.sync(a)
        try c.sync(a)
        for node in [a, b] {
            let record = try node.record(one)
            var draft = Draft(record)
            draft.withdraw(record)
            try node.replica.commit([draft])
        }
        try c.sync(push: false, b)
        #expect(try c.record(one).isHidden)
        try c.sync(a)
        try b.sync(c)
        for node in [a, b, c] {
            #expect(try node.record(one).isHidden)
            #expect(try node.conflicts().isEmpty)
        }
        #expect(try a.digest == c.digest)
    }

    @Test func `withdrawing loses to an edit that it had not seen`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("base")), ("room", text("4"))])
        try b.sync(a)
        let record = try a.record(one)
        var draft = Draft(record)
        draft.withdraw(record)
        try a.replica.commit([draft])
        #expect(try a.record(one).isHidden)
        try b.edit(one, "room", text("5"))
        try a.sync(b)
        for node in [a, b] {
            #expect(try node.record(one).isWithdrawnButEdited)
            #expect(try node.record(one).text("title") == "base")
            #expect(try node.conflicts().map(\.level) == [.structural])
        }
        let back = try b.record(one)
        var reinstating = Draft(back)
        reinstating.reinstate(back)
        try b.replica.commit([reinstating])
        try a.sync(b)
        #expect(try a.conflicts().isEmpty)
        #expect(try !a.record(one).isHidden)
        #expect(try a.digest == b.digest)
    }

    @Test func `failure 13: a change dropped from the file is found and fetched again`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        for number in 0..<5 {
            try a.add(RecordID(high: 7, low: UInt64(number)), [("title", text("t\(number)"))])
        }
        try b.sync(a)
        try b.replica.store.execute(
            "DROP TRIGGER change_is_kept; DELETE FROM change WHERE number IN (2, 3, 5)")
        try b.reload()
        #expect(
            try b.replica.verify().contains { if case .missingChange = $0 { true } else { false } })
        let outcome = try b.sync(a)
        #expect(outcome.agreement == .level)
        #expect(try b.replica.verify().isEmpty)
        #expect(try b.sync(a).exchanges == 1)
    }

    @Test func `failure 14: deleted, then made again under the same id, is present everywhere`()
        throws
    {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("first")), ("room", text("4"))])
        try b.sync(a)
        let record = try a.record(one)
        var draft = Draft(record)
        draft.withdraw(record)
        try a.replica.commit([draft])
        try b.sync(a)
        #expect(try b.record(one).isHidden)
        let hidden = try b.record(one)
        var again = Draft(hidden)
        again.set("title", to: text("second"), storedType: .register, shown: hidden["title"])
        again.set("room", to: nil, storedType: .register, shown: hidden["room"])
        again.reinstate(hidden)
        try b.replica.commit([again])
        try a.sync(b)
        for node in [a, b] {
            #expect(try !node.record(one).isHidden)
            #expect(try node.record(one).text("title") == "second")
            #expect(try node.record(one).text("room") == nil)
            #expect(try node.conflicts().isEmpty)
        }
    }

    @Test func `failure 15: who deletes from the log behind our back is refused`() throws {
        let a = try Node("a")
        try a.add(one, [("title", text("base"))])
        #expect(throws: (any Error).self) { try a.replica.store.execute("DELETE FROM change") }
        #expect(throws: (any Error).self) {
            try a.replica.store.execute("UPDATE change SET number = 9")
        }
        #expect(try a.replica.verify().isEmpty)
    }

    @Test func `failure 16: a change cut off at any byte of its frame is never partly visible`()
        throws
    {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("base")), ("room", text("4"))])
        let frame = Frame(try a.changes()).encoded
        let introductions = try a.introductions()
        for length in 0..<frame.count {
            let message = SyncMessage.Changes(
                introductions: introductions,
                frame: length == 0 ? [0] : Array(frame.prefix(length)),
                throughSeq: 1, hasMore: false)
            #expect(throws: WireError.self) { _ = try b.replica.apply(message, from: nil) }
        }
        #expect(try b.replica.store.read { b.replica.store.newestSeq } == 0)
        #expect(
            try b.replica.apply(
                SyncMessage.Changes(
                    introductions: introductions, frame: frame, throughSeq: 1, hasMore: false),
                from: nil
            ).applied == 1)
    }

    @Test
    func `failure 17: one poisoned change among a thousand is quarantined, the others arrive`()
        throws
    {
        let (a, b, evil) = (try Node("a"), try Node("b"), try Node("evil"))
        var changes: [SignedChange] = []
        for number in 0..<999 {
            try a.add(RecordID(high: 8, low: UInt64(number)), [("title", text("t"))])
        }
        try evil.add(two, [("title", text("forged"))])
        changes = try a.changes()
        let honest = try #require(try evil.changes().first)
        let forged = SignedChange(
            header: honest.header, headerBytes: honest.headerBytes, hash: honest.hash,
            block: honest.block, signature: Array(repeating: 7, count: 64))
        changes.insert(forged, at: 500)
        let introductions = try (a.introductions() + evil.introductions()).map {
            try Introduction(encoded: $0)
        }
        let applied = try b.replica.apply(changes, introductions, from: nil)
        #expect(applied.applied == 999)
        #expect(applied.refused.count == 1)
        #expect(
            try b.replica.store.read { try b.replica.store.quarantined() }.map(\.hash) == [
                honest.hash
            ])
        #expect(try b.replica.verify().isEmpty)
    }

    @Test func `a change by a replica that nobody introduced is refused`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("x"))])
        let applied = try b.replica.apply(try a.changes(), from: nil)
        #expect(applied.applied == 0)
        #expect(applied.refused.count == 1)
    }

    @Test func `what no signature in the log covers is not taken, and comes with its cover later`()
        throws
    {
        let (a, b, c) = (try Node("a"), try Node("b"), try Node("c"))
        try a.add(one, [("title", text("first"))])
        try c.add(two, [("title", text("by another"))])
        try a.sync(push: false, c)
        try a.edit(one, "title", text("second"))
        let own = try a.changes().filter { $0.header.replica == a.replica.replica }
        let introductions = try (a.introductions() + c.introductions()).map {
            try Introduction(encoded: $0)
        }
        // The signed change depends on one that does not come: the unsigned one before it must wait as well.
        let unsigned = SignedChange(
            header: own[0].header, headerBytes: own[0].headerBytes, hash: own[0].hash,
            block: own[0].block, signature: nil)
        let applied = try b.replica.apply([unsigned, own[1]], introductions, from: nil)
        #expect(applied.applied == 0)
        #expect(applied.waiting == 2)
        #expect(try b.sync(a).agreement == .level)
        let d = try Node("d")
        #expect(try d.sync(b).agreement == .level)
        #expect(try d.digest == a.digest)
    }

    @Test func `a change with a gap waits, and nothing of it is visible`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("x"))])
        try a.edit(one, "title", text("y"))
        let introductions = try a.introductions().map { try Introduction(encoded: $0) }
        let applied = try b.replica.apply(
            Array(try a.changes().dropFirst()), introductions, from: nil)
        #expect(applied.waiting == 1)
        #expect(applied.applied == 0)
        #expect(try b.sync(a).agreement == .level)
    }

    @Test
    func
        `failure 18: an older node keeps and relays what it does not know, and shows it after its upgrade`()
        throws
    {
        let new = try Node("new", schema: newerSchema)
        var old: Node? = try Node("old")
        let third = try Node("third", schema: newerSchema)
        let path = try #require(old?.path)
        var draft = Draft(kind: "thing", id: one)
        draft.set("title", to: text("base"), storedType: .register, shown: nil)
        draft.set("colour", to: text("orange"), storedType: .register, shown: nil)
        var gadget = Draft(kind: "gadget", id: two)
        gadget.set("title", to: text("unknown kind"), storedType: .register, shown: nil)
        try new.replica.commit([draft, gadget])
        try old?.sync(new)
        try old?.edit(one, "title", text("edited by the old"))
        try third.sync(try #require(old))
        #expect(try third.record(one).text("colour") == "orange")
        #expect(try third.record(one).text("title") == "edited by the old")
        #expect(try third.digest == old?.digest)
        let kept = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: path, toPath: kept)
        old = nil
        let upgraded = try Node("old", path: kept, schema: newerSchema)
        #expect(try upgraded.record(one).text("colour") == "orange")
        #expect(try upgraded.column("SELECT colour FROM thing") == ["orange"])
        #expect(try upgraded.column("SELECT title FROM gadget") == ["unknown kind"])
        #expect(try upgraded.digest == third.digest)
        #expect(try upgraded.replica.verify().isEmpty)
    }

    @Test func `failure 20: resolutions made apart settle in one exchange`() throws {
        let (a, b, c) = (try Node("a"), try Node("b"), try Node("c"))
        try a.add(one, [("title", text("base"))])
        try b.sync(a)
        try c.sync(a)
        try a.edit(one, "title", text("from a"))
        try b.edit(one, "title", text("from b"))
        for (x, y) in [(a, b), (b, c), (c, a)] { try x.sync(y) }
        for node in [a, b, c] {
            let record = try node.record(one)
            var draft = Draft(record)
            draft.resolve(try #require(record["title"]), to: [.text("from b")])
            try node.replica.commit([draft], message: "b is right")
        }
        for (x, y) in [(a, b), (b, c), (c, a), (a, b)] { try x.sync(y) }
        for node in [a, b, c] { #expect(try node.conflicts().isEmpty) }
        #expect(try a.digest == c.digest)
        #expect(try a.sync(c).exchanges == 1)
    }

    @Test func `failure 22: an open conflict is still listed after a clean sync and a restart`()
        throws
    {
        var a: Node? = try Node("a")
        let b = try Node("b")
        try a?.add(one, [("title", text("base"))])
        try b.sync(try #require(a))
        try a?.edit(one, "title", text("from a"))
        try b.edit(one, "title", text("from b"))
        try b.sync(try #require(a))
        try b.sync(try #require(a))
        let kept = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: try #require(a?.path), toPath: kept)
        a = nil
        let again = try Node("a", path: kept)
        #expect(try again.conflicts().map(\.sideCount) == [2])
    }

    /// Of ten thousand `bench` tells what showing and settling them takes.
    @Test
    func `failure 24: a thousand edits of one field made apart are read, exchanged and settled`()
        throws
    {
        let a = try Node("a")
        try a.add(one, [("title", text("base"))])
        let b = try Node("b", machine: "b")
        try b.sync(a)
        // All over the same form, as if each were somebody else's.
        let shown = try b.record(one)
        let drafts = (0..<1000).map { number in
            var draft = Draft(shown)
            draft.set(
                "title", to: text("as \(number) has it"), storedType: .register,
                shown: shown["title"])
            return draft
        }
        try b.replica.commit(drafts)
        try a.sync(b)
        let record = try a.record(one)
        #expect(record["title"]?.view.open.first?.sides.count == 1000)
        let row = try #require(try a.conflicts().first)
        let detail = try a.replica.detail(of: row)
        #expect(detail.sides.count == 1000)
        #expect(detail.base == [.text("base")])
        var draft = Draft(record)
        draft.resolve(try #require(record["title"]), to: [.text("settled")])
        try a.replica.commit([draft])
        let outcome = try b.sync(a)
        #expect(outcome.pulled == 1)
        for node in [a, b] {
            #expect(try node.conflicts().isEmpty)
            // Nothing of them stays in the record.
            #expect(try node.record(one)["title"]?.live.count == 1)
            #expect(try node.column("SELECT length(state) < 200 FROM thing") == ["1"])
            #expect(try node.replica.verify() == [])
        }
    }

    @Test func `failure 23: with nothing to say a sync is one exchange that carries nothing`()
        throws
    {
        let nodes = try (0..<3).map { try Node("n\($0)") }
        try nodes[0].add(one, [("title", text("base"))])
        for _ in 0..<2 { for (x, y) in [(0, 1), (1, 2), (2, 0)] { try nodes[x].sync(nodes[y]) } }
        for (x, y) in [(0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)] {
            let outcome = try nodes[x].sync(nodes[y])
            #expect(outcome.exchanges == 1)
            #expect(outcome.pulled == 0 && outcome.pushed == 0)
        }
    }
}

private let newerSchema = Schema(
    kinds: [
        Kind(
            "thing", en: "Thing", nl: "Ding", titleFields: ["title"],
            fields: (testSchema.kind("thing")?.fields ?? []) + [
                Field("colour", en: "Colour", nl: "Kleur")
            ]),
        Kind(
            "gadget", en: "Gadget", nl: "Apparaat", titleFields: ["title"],
            fields: [Field("title", en: "Title", nl: "Titel")]),
    ], vocabularies: Array(testSchema.vocabularies.values))

import Records
import Replica
import Store
import Sync
import Testing

@Suite struct `The main job` {
    @Test func `edits made apart meet, disagree, and are settled`() throws {
        let (hague, oslo) = (try Node("hague"), try Node("oslo"))
        try hague.add(one, [("title", text("Benesam")), ("end", text("2026-03-20"))])
        try oslo.sync(hague)
        #expect(try oslo.record(one).text("title") == "Benesam")

        try hague.edit(one, "end", text("2026-03-19"))
        try oslo.edit(one, "end", text("2026-03-22"))
        try oslo.edit(one, "title", text("Benesam II"))
        try oslo.sync(hague)
        for node in [hague, oslo] {
            let conflicts = try node.conflicts()
            #expect(conflicts.map(\.field) == ["end"])
            #expect(conflicts.first?.sideCount == 2)
            #expect(try node.record(one).text("title") == "Benesam II")
        }
        #expect(try hague.digest == oslo.digest)

        let shown = try hague.record(one)
        var draft = Draft(shown)
        draft.resolve(try #require(shown["end"]), to: [.text("2026-03-22")])
        try hague.replica.commit([draft], message: "host confirmed")
        try hague.sync(oslo)
        #expect(try hague.conflicts().isEmpty)
        #expect(try oslo.conflicts().isEmpty)
        #expect(try oslo.record(one).text("end") == "2026-03-22")
        #expect(try hague.digest == oslo.digest)
    }

    @Test func `nothing changed is one exchange`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("x"))])
        let first = try a.sync(b)
        #expect(first.agreement == .level)
        let second = try a.sync(b)
        #expect(second.agreement == .level)
        #expect(second.exchanges == 1)
    }

    @Test func `who is dialled knows when the peer was there`() throws {
        let (laptop, hub) = (try Node("laptop"), try Node("hub"))
        try laptop.sync(hub)
        #expect(try hub.peer(laptop) == nil)
        try hub.know(laptop)
        try laptop.sync(hub)
        #expect(try hub.peer(laptop)?.lastSuccessMs == 1_700_000_000_000)
    }

    @Test func `a third node gets everything from a relay`() throws {
        let (a, b, c) = (try Node("a"), try Node("b"), try Node("c"))
        try a.add(one, [("title", text("x")), ("count", .single(.int(7)))])
        try b.sync(a)
        try b.edit(one, "count", .single(.int(8)))
        try c.sync(b)
        #expect(try c.record(one).content["count"] == .single(.int(8)))
        try c.edit(one, "title", text("y"))
        try a.sync(c)
        #expect(try a.digest == c.digest)
        #expect(try a.record(one).text("title") == "y")
    }
}

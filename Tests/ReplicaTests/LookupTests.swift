import Records
import Testing

@testable import Replica
@testable import Store

/// What finds records by what they hold: handles and references.
struct LookupTests {
    private func ids(_ node: Node, called handle: String) throws -> [RecordID] {
        try node.replica.store.read { try node.replica.store.locations(handle: handle).map(\.id) }
    }

    private func fields(_ node: Node, naming target: RecordID) throws -> [String] {
        try node.replica.store.read {
            try node.replica.store.references(to: target).map { "\($0.source.id.low) \($0.field)" }
        }
    }

    @Test func `both handles find a record while people disagree, one once it is settled`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("handle", text("thing:x"))])
        try b.sync(a)
        try a.edit(one, "handle", text("thing:a"))
        try b.edit(one, "handle", text("thing:b"))
        try a.sync(b)
        #expect(try ids(a, called: "thing:a") == [one])
        #expect(try ids(a, called: "thing:b") == [one])
        #expect(try ids(a, called: "thing:x") == [])
        try a.edit(one, "handle", text("thing:c"))
        #expect(try ids(a, called: "thing:a") == [])
        #expect(try ids(a, called: "thing:c") == [one])
    }

    @Test func `a former handle goes on to find its record until another takes it`() throws {
        let node = try Node("a")
        try node.add(
            one, [("handle", text("thing:new")), ("former_ids", .set([.text("thing:old")]))])
        #expect(try ids(node, called: "thing:old") == [one])
        try node.add(two, [("handle", text("thing:old"))])
        #expect(try ids(node, called: "thing:old") == [two])
    }

    @Test func `a record is found by its elements and its keys, and no longer when they go`() throws
    {
        let node = try Node("a")
        let target = RecordID(high: 3, low: 3)
        try node.add(
            one,
            [
                ("partners", .set([.reference(target), .reference(two)])),
                ("roles", .map([.init(key: .reference(target), value: .text("host"))])),
            ])
        #expect(try fields(node, naming: target) == ["1 partners", "1 roles"])
        try node.edit(one, "partners", .set([.reference(two)]))
        #expect(try fields(node, naming: target) == ["1 roles"])
        #expect(try fields(node, naming: two) == ["1 partners"])
        try node.edit(one, "roles", nil)
        #expect(try fields(node, naming: target) == [])
        #expect(try node.replica.verify() == [])
    }

    @Test func `completion offers handles in order, without those that are withdrawn`() throws {
        let node = try Node("a")
        try node.add(one, [("handle", text("thing:b"))])
        try node.add(two, [("handle", text("thing:a"))])
        try node.add(RecordID(high: 3, low: 3), [("handle", text("thing:c"))])
        #expect(try node.replica.handles(prefix: "thing:", limit: 2) == ["thing:a", "thing:b"])
        var draft = Draft(try node.record(two))
        draft.withdraw(try node.record(two))
        try node.replica.commit([draft])
        #expect(try node.replica.handles(prefix: "thing:", limit: 9) == ["thing:b", "thing:c"])
    }

    @Test func `what came lately and what was merged is found alike, and taken away from both`()
        throws
    {
        let node = try Node("a")
        let lookups = node.replica.store.projections.lookups
        let target = RecordID(high: 3, low: 3)
        try node.add(one, [("handle", text("thing:a")), ("partners", .set([.reference(target)]))])
        try node.replica.store.write { try lookups.merge() }
        #expect(try node.column("SELECT count(*) FROM link_recent") == ["0"])
        try node.add(two, [("handle", text("thing:b")), ("partners", .set([.reference(target)]))])
        #expect(try node.column("SELECT count(*) FROM link_recent") == ["1"])
        #expect(try fields(node, naming: target) == ["1 partners", "2 partners"])
        #expect(try node.replica.handles(prefix: "thing:", limit: 9) == ["thing:a", "thing:b"])
        for id in [one, two] { try node.edit(id, "partners", nil) }
        #expect(try fields(node, naming: target) == [])
        try node.edit(one, "handle", text("thing:c"))
        #expect(try ids(node, called: "thing:a") == [])
        #expect(try node.replica.verify() == [])
        try node.replica.rebuild()
        #expect(try ids(node, called: "thing:c") == [one])
    }

    @Test func `a full small tree is merged by a bulk of changes, whoever filled it`() throws {
        let node = try Node("a")
        let store = node.replica.store
        try store.write {
            try Meta.set("recent_lookups", LookupWriter.recentMost, store.statements)
        }
        let other = try Node.reopened(node)
        try other.add(one, [("partners", .set([.reference(two)]))])
        // An officer's own edit does not wait for it.
        #expect(try other.column("SELECT count(*) FROM link_settled") == ["0"])
        let many = (0..<LookupWriter.bulkLeast).map {
            Value.reference(RecordID(high: 7, low: UInt64($0)))
        }
        try other.add(two, [("partners", .set(many))])
        #expect(
            try other.column("SELECT count(*) FROM link_settled")
                == ["\(LookupWriter.bulkLeast + 1)"])
        #expect(try node.column("SELECT value FROM meta WHERE name = 'recent_lookups'") == ["0"])
    }

    @Test
    func `a look-up that is not what the log says is found by verify and put right by rebuild`()
        throws
    {
        let node = try Node("a")
        try node.add(one, [("handle", text("thing:a")), ("partners", .set([.reference(two)]))])
        #expect(try node.replica.verify() == [])
        try node.replica.store.execute("DELETE FROM handle_recent")
        #expect(try node.replica.verify() == [.table("handle")])
        try node.replica.store.execute(
            "INSERT INTO link_settled SELECT source, source, slot FROM link_recent")
        #expect(try node.replica.verify() == [.table("reference"), .table("handle")])
        try node.replica.rebuild()
        #expect(try node.replica.verify() == [])
        #expect(try ids(node, called: "thing:a") == [one])
    }
}

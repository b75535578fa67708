import Records
import Store
import Testing

@testable import Replica

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
}

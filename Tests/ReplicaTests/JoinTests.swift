import Causality
import Records
import Testing

@testable import Replica
@testable import Store

/// Records of one thing that were made apart, shown as one.
struct JoinTests {
    private static let three = RecordID(high: 3, low: 3)
    private let three = Self.three

    private func raw(_ node: Node, _ id: RecordID) throws -> StoredRecord {
        try node.replica.store.read {
            try #require(try node.replica.store.member(id, kind: "thing"))
        }
    }

    private func join(_ node: Node, _ a: RecordID, _ b: RecordID) throws {
        try node.replica.commit(node.replica.joining(try raw(node, a), try raw(node, b)))
    }

    private func takeOut(_ node: Node, _ id: RecordID) throws {
        let store = node.replica.store
        let group = try store.read { store.group(of: .init(kind: "thing", id: id)) }
            .map { try raw(node, $0) }
        try node.replica.commit(node.replica.takingOut(id, of: group))
    }

    private func shown(_ node: Node) throws -> [RecordID] {
        try node.replica.store.read { try node.replica.store.ids(kind: "thing") }.sorted()
    }

    private func lines(_ node: Node) throws -> [String] {
        try node.replica.store.read { try node.replica.store.projectionLines() }
    }

    private func expectWhole(_ nodes: Node..., sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        for node in nodes {
            #expect(try node.replica.verify() == [], sourceLocation: sourceLocation)
            #expect(try lines(node) == lines(nodes[0]), sourceLocation: sourceLocation)
        }
    }

    private func pair() throws -> Node {
        let node = try Node("a")
        try node.add(
            one,
            [
                ("handle", text("thing:one")), ("title", text("One")),
                ("partners", .set([.text("x:a")])),
            ])
        try node.add(
            two,
            [
                ("handle", text("thing:two")), ("title", text("Two")), ("room", text("12")),
                ("partners", .set([.text("x:b")])), ("marking", text("DV")),
            ])
        return node
    }

    @Test func `two records show what both hold under the smaller id, and what differs is open`()
        throws
    {
        let node = try pair()
        try join(node, two, one)
        #expect(try shown(node) == [one])
        for id in [one, two] {
            let record = try node.record(id)
            #expect(record.id == one)
            #expect(record.handle == "thing:one")
            #expect(record.content["former_ids"] == .set([.text("thing:two")]))
            #expect(record.content["room"] == text("12"))
            #expect(record.content["marking"] == text("DV"))
            #expect(record.content["partners"] == .set([.text("x:a"), .text("x:b")]))
            #expect(record["title"]?.view.open.first?.sides.count == 2)
        }
        #expect(try node.conflicts().map { "\($0.record == one) \($0.field)" } == ["true title"])
        // What people read with SQL is what is shown.
        #expect(try node.column("SELECT room FROM thing WHERE hidden = 0") == ["12"])
        #expect(try node.replica.locate("thing:two").id == one)
        try expectWhole(node)
    }

    @Test func `an edit goes over what it replaces in each, and stays when they are taken apart`()
        throws
    {
        let node = try pair()
        try join(node, one, two)
        try node.edit(one, "title", text("Both"))
        #expect(try node.conflicts().isEmpty)
        #expect(try raw(node, one).content["title"] == text("Both"))
        #expect(try raw(node, two).content["title"] == text("Both"))
        try node.edit(two, "room", text("13"))
        #expect(try raw(node, one).content["room"] == nil)
        #expect(try raw(node, two).content["room"] == text("13"))
        try node.edit(one, "partners", .set([.text("x:c")]))
        #expect(try node.record(two).content["partners"] == .set([.text("x:c")]))
        try expectWhole(node)
        try takeOut(node, one)
        #expect(try shown(node) == [one, two])
        #expect(try node.record(two).content["room"] == text("13"))
        #expect(try node.record(one).content["partners"] == .set([.text("x:c")]))
        #expect(try node.record(two).content["partners"] == nil)
        #expect(try node.record(two).handle == "thing:two")
        try expectWhole(node)
    }

    @Test func `two nodes that join the same pair apart end at the same`() throws {
        let (a, b) = (try pair(), try Node("b"))
        try b.sync(a)
        try join(a, one, two)
        try join(b, two, one)
        try b.edit(one, "room", text("14"))
        try a.sync(b)
        try b.sync(a)
        #expect(try shown(a) == [one])
        #expect(try a.digest == b.digest)
        try expectWhole(a, b)
        // Taken apart by one who knew of both.
        try takeOut(a, two)
        try b.sync(a)
        #expect(try shown(b) == [one, two])
        try expectWhole(a, b)
    }

    @Test func `who does not know of a join edits one of them, and all see it`() throws {
        let (a, b) = (try pair(), try Node("b"))
        try b.sync(a)
        try join(a, one, two)
        try b.edit(two, "room", text("15"))
        try b.edit(two, "title", text("Two again"))
        try a.sync(b)
        #expect(try a.column("SELECT room FROM thing WHERE hidden = 0") == ["15"])
        #expect(try a.record(one)["title"]?.view.open.first?.sides.count == 2)
        try b.sync(a)
        try expectWhole(a, b)
    }

    @Test func `a join that one takes back while another makes it stays`() throws {
        let (a, b) = (try pair(), try Node("b"))
        try join(a, one, two)
        try b.sync(a)
        try takeOut(a, two)
        try join(a, one, two)
        try takeOut(b, two)
        try a.sync(b)
        #expect(try shown(a) == [one])
        #expect(try shown(b) == [one])
        try expectWhole(a, b)
    }

    @Test func `of three that are one each can be taken out, and the others stay together`() throws
    {
        for out in [one, two, Self.three] {
            let node = try pair()
            try node.add(three, [("handle", text("thing:three")), ("room", text("9"))])
            // The middle holds the other two together.
            try join(node, one, two)
            try join(node, two, three)
            #expect(try shown(node) == [one])
            try expectWhole(node)
            try takeOut(node, out)
            let rest = [one, two, three].filter { $0 != out }
            #expect(try shown(node) == [rest[0], out].sorted())
            #expect(try node.record(rest[1]).id == rest[0])
            #expect(try node.record(out).members.isEmpty)
            try expectWhole(node)
        }
    }

    @Test func `references to either find it, and each counts once`() throws {
        let node = try pair()
        try node.add(three, [("partners", .set([.reference(one), .reference(two)]))])
        try join(node, one, two)
        let store = node.replica.store
        for id in [one, two] {
            let references = try store.read { try store.references(to: id).map(\.source.id) }
            let referrers = try store.read { try store.referrers(of: id, kind: "thing") }
            #expect(references == [three])
            #expect(referrers == [three])
        }
        let kind = try #require(testSchema.kind("thing"))
        let field = try #require(kind.field("partners"))
        let filter = RecordFilter(field, .anyOf([.reference(one)]), isNegated: false)
        try takeOut(node, two)
        try node.edit(three, "partners", .set([.reference(two)]))
        try join(node, one, two)
        let rows = try store.read { try store.list(Listing(kind, filters: [filter])) }
        #expect(rows.map(\.id) == [three])
    }

    @Test func `a joined record that is withdrawn is hidden whole, and comes back whole`() throws {
        let node = try pair()
        try join(node, one, two)
        var draft = Draft(try node.record(two))
        draft.withdraw(try node.record(two))
        try node.replica.commit([draft])
        #expect(try shown(node) == [])
        #expect(try node.record(one).isHidden)
        #expect(try node.conflicts().allSatisfy { !$0.field.isEmpty })
        try expectWhole(node)
        var back = Draft(try node.record(one))
        back.reinstate(try node.record(one))
        try node.replica.commit([back])
        #expect(try shown(node) == [one])
        #expect(try node.record(two).isWithdrawnButEdited == false)
        try expectWhole(node)
    }

    @Test func `rebuilding and opening again show the same`() throws {
        let node = try pair()
        try join(node, one, two)
        let before = try lines(node)
        try node.replica.rebuild()
        #expect(try lines(node) == before)
        let again = try Node.reopened(node)
        #expect(try shown(again) == [one])
        try again.edit(one, "room", text("16"))
        #expect(try node.record(two).content["room"] == text("16"))
        try expectWhole(node)
    }

    @Test func `the history is that of all, a change that touched two of them once`() throws {
        let node = try pair()
        try join(node, one, two)
        let history = try node.replica.history(of: .init(kind: "thing", id: two))
        #expect(history.count == 3)
        #expect(history.first?.writes.map(\.field) == ["joined_with", "joined_with"])
    }

    @Test func `what is said of one of them is said of the one that both are shown under`() throws {
        let node = try pair()
        try node.add(
            three,
            [
                ("partners", .set([.reference(two), .reference(one), .text("x:z")])),
                ("roles", .map([.init(key: .reference(two), value: .text("host"))])),
            ])
        try join(node, one, two)
        #expect(
            try node.record(three).content["partners"] == .set([.text("x:z"), .reference(one)]))
        #expect(
            try node.record(three).content["roles"]
                == .map([.init(key: .reference(one), value: .text("host"))]))
        // An edit reaches it under the name by which it was written.
        try node.edit(three, "partners", .set([.text("x:z")]))
        #expect(try raw(node, three).content["partners"] == .set([.text("x:z")]))
        try node.edit(
            three, "roles", .map([.init(key: .reference(one), value: .text("guest"))]))
        #expect(
            try raw(node, three).content["roles"]
                == .map([.init(key: .reference(two), value: .text("guest"))]))
        try expectWhole(node)
    }

    @Test func `taken apart each keeps the marking that they had together`() throws {
        let node = try pair()
        try node.edit(one, "marking", text("PUB"))
        try join(node, one, two)
        #expect(try node.record(one).content["marking"] == text("DV"))
        try node.edit(one, "room", text("secret"))
        try takeOut(node, two)
        #expect(try node.record(one).content["marking"] == text("DV"))
        #expect(try node.record(two).content["marking"] == text("DV"))
    }

    @Test func `a marking that is set goes into each, whoever lacked one`() throws {
        let node = try pair()
        try join(node, one, two)
        #expect(try raw(node, one).content["marking"] == nil)
        try node.edit(one, "marking", text("DV"))
        #expect(try raw(node, one).content["marking"] == text("DV"))
        try node.edit(one, "marking", text("INT"))
        for id in [one, two] { #expect(try raw(node, id).content["marking"] == text("INT")) }
    }

    @Test func `what is new does not bring a withdrawn member back`() throws {
        let node = try pair()
        var draft = Draft(try raw(node, one))
        draft.withdraw(try raw(node, one))
        try node.replica.commit([draft])
        // Joined by one who had not seen that.
        let other = try Node("b")
        try other.sync(node)
        try join(node, one, two)
        draft = Draft(try raw(node, one))
        draft.withdraw(try raw(node, one))
        try node.replica.commit([draft])
        #expect(try node.record(one).content["title"] == text("Two"))
        try node.edit(one, "count", .single(.int(7)))
        #expect(try raw(node, one).isHidden)
        #expect(try raw(node, two).content["count"] == .single(.int(7)))
        try expectWhole(node)
    }

    @Test func `two are one only while each names the other`() throws {
        let node = try pair()
        try node.replica.commit([node.replica.joining(try raw(node, one), try raw(node, two))[0]])
        #expect(try shown(node) == [one, two])
        try join(node, one, two)
        #expect(try shown(node) == [one])
        let record = try raw(node, two)
        var draft = Draft(kind: "thing", id: two, shown: record.heads)
        draft.removeElement(.reference(one), of: "joined_with", shown: record["joined_with"])
        try node.replica.commit([draft])
        #expect(try shown(node) == [one, two])
        try expectWhole(node)
    }

    @Test func `taking one out brings no withdrawn one back`() throws {
        let node = try pair()
        try node.add(three, [("handle", text("thing:three"))])
        try join(node, one, two)
        try join(node, two, three)
        var draft = Draft(kind: "thing", id: three, shown: try raw(node, three).heads)
        draft.withdraw(try raw(node, three))
        try node.replica.commit([draft])
        // What held the two others together.
        try takeOut(node, two)
        #expect(try raw(node, three).isHidden)
        #expect(try shown(node) == [one, two])
        try expectWhole(node)
    }

    /// One change wrote the same field in several members; only some of them are shown.
    @Test func `an edit reaches no member that is not shown, whatever one change wrote in both`()
        throws
    {
        let node = try pair()
        try join(node, one, two)
        // One point in both from now on.
        try node.edit(one, "title", text("Both"))
        let before = try raw(node, two)
        var draft = Draft(kind: "thing", id: two, shown: before.heads)
        draft.withdraw(before)
        try node.replica.commit([draft])
        try node.edit(one, "title", text("One alone"))
        #expect(try raw(node, one).content["title"] == text("One alone"))
        #expect(try raw(node, two).isHidden)
        try expectWhole(node)
    }

    @Test func `of several handles the one that is shown is edited`() throws {
        let node = try pair()
        var drafts = try [one, two].map {
            Draft(kind: "thing", id: $0, shown: try raw(node, $0).heads)
        }
        for place in drafts.indices {
            let member = try raw(node, drafts[place].id)
            drafts[place].set(
                "handle", to: text("thing:new\(place)"), storedType: .register,
                shown: member["handle"])
        }
        try node.replica.commit(drafts)
        try join(node, one, two)
        try node.edit(one, "handle", text("thing:newer"))
        #expect(try node.record(two).handle == "thing:newer")
        #expect(try raw(node, two).content["handle"] == text("thing:new1"))
        try expectWhole(node)
    }

    @Test func `a set that names a joined record by its own id keeps it`() throws {
        let node = try pair()
        try node.add(three, [("partners", .set([.reference(two)]))])
        try join(node, one, two)
        #expect(try node.record(three).content["partners"] == .set([.reference(one)]))
        try node.edit(three, "partners", .set([.reference(two), .text("x:a")]))
        #expect(
            try node.record(three).content["partners"] == .set([.text("x:a"), .reference(one)]))
        try node.edit(three, "partners", .set([.text("x:a")]))
        #expect(try node.record(three).content["partners"] == .set([.text("x:a")]))
        try expectWhole(node)
    }
}

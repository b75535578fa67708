import Causality
import Records
import Store
import Testing

@testable import Replica

/// Taking back a change, and nothing that others wrote since or beside it; a record as it was.
struct UndoTests {
    private let place = Store.Location(kind: "thing", id: one)

    private func made() throws -> Node {
        let node = try Node("a")
        try node.add(
            one,
            [
                ("handle", text("thing:one")), ("title", text("One")), ("end", text("2026-03-20")),
                ("partners", .set([.text("x:a"), .text("x:b")])),
                ("shares", .map([.init(key: .text("nl"), value: .int(40))])),
            ])
        return node
    }

    private func twin(_ node: Node) throws -> Node {
        let other = try Node("b", machine: "other")
        try other.sync(node)
        return other
    }

    @discardableResult
    private func undo(_ node: Node, _ change: NodeChange? = nil) throws -> Undo {
        let undo = try Undo(
            of: try #require(try change ?? node.replica.lastOwnChange()), in: node.replica)
        if !undo.drafts.isEmpty { try node.replica.commit(undo.drafts) }
        return undo
    }

    private func last(_ node: Node) throws -> NodeChange {
        try #require(try node.replica.lastOwnChange())
    }

    @Test func `a value, an element, a key and what was cleared come back`() throws {
        let node = try made()
        let before = try node.record(one).content
        let shown = try node.record(one)
        var draft = Draft(shown)
        draft.set("title", to: text("Two"), storedType: .register, shown: shown["title"])
        draft.set("end", to: nil, storedType: .register, shown: shown["end"])
        draft.set("room", to: text("12"), storedType: .register, shown: nil)
        draft.addElement(.text("x:c"), of: "partners", shown: shown["partners"])
        draft.removeElement(.text("x:a"), of: "partners", shown: shown["partners"])
        draft.setKey(.text("nl"), of: "shares", to: .int(50), .map, shown: shown["shares"])
        draft.setKey(.text("be"), of: "shares", to: .int(10), .map, shown: shown["shares"])
        try node.replica.commit([draft])
        let after = try node.record(one).content
        #expect(try undo(node).left.isEmpty)
        #expect(try node.record(one).content == before)
        // And the undo itself is taken back.
        #expect(try undo(node).left.isEmpty)
        #expect(try node.record(one).content == after)
        #expect(try node.replica.verify() == [])
    }

    @Test func `what somebody wrote since stays, and it is said who`() throws {
        let node = try made()
        let other = try twin(node)
        try node.edit(one, "title", text("Mine"))
        let change = try last(node)
        try other.sync(node)
        try other.edit(one, "title", text("Theirs"))
        try node.sync(other)
        let undo = try undo(node, change)
        #expect(undo.drafts.isEmpty)
        #expect(undo.left.map(\.field) == ["title"])
        #expect(undo.left.first?.by?.author == "b")
        #expect(try node.record(one).content["title"] == text("Theirs"))
    }

    @Test func `what somebody wrote beside it is what stands`() throws {
        let node = try made()
        let other = try twin(node)
        try node.edit(one, "end", text("2026-03-22"))
        try other.edit(one, "end", text("2026-03-19"))
        try node.sync(other)
        #expect(try node.conflicts().count == 1)
        try undo(node)
        #expect(try node.conflicts().isEmpty)
        #expect(try node.record(one).content["end"] == text("2026-03-19"))
        try other.sync(node)
        #expect(try other.record(one).content["end"] == text("2026-03-19"))
    }

    @Test func `an element that others added or took out as well is left`() throws {
        let node = try made()
        let other = try twin(node)
        for side in [node, other] {
            let shown = try side.record(one)
            var draft = Draft(shown)
            draft.addElement(.text("x:c"), of: "partners", shown: shown["partners"])
            draft.removeElement(.text("x:a"), of: "partners", shown: shown["partners"])
            try side.replica.commit([draft])
        }
        try node.sync(other)
        let undo = try undo(node)
        // Only one of two additions is taken back, so the element stays.
        #expect(
            try node.record(one).content["partners"] == .set([.text("x:b"), .text("x:c")]))
        #expect(undo.left.map(\.key) == [.text("x:a")])
    }

    @Test func `a new record is withdrawn, unless somebody has edited it`() throws {
        let node = try made()
        try undo(node)
        #expect(try node.record(one).isHidden)
        try undo(node)
        #expect(!(try node.record(one).isHidden))
        let made = try #require(try node.replica.history(of: place).last)
        try node.edit(one, "room", text("13"))
        let change = try node.replica.change(named: made.hash.description)
        #expect(try undo(node, change).left.count == 1)
        #expect(!(try node.record(one).isHidden))
    }

    @Test func `a record that was withdrawn since does not come back by it`() throws {
        let node = try made()
        let other = try twin(node)
        try node.edit(one, "title", text("Mine"))
        let change = try last(node)
        try other.sync(node)
        var draft = Draft(try other.record(one))
        draft.withdraw(try other.record(one))
        try other.replica.commit([draft])
        try node.sync(other)
        let undo = try undo(node, change)
        #expect(undo.drafts.isEmpty)
        #expect(undo.left.first?.by?.author == "b")
        #expect(try node.record(one).isHidden)
    }

    @Test func `a change that wrote what was there already leaves nothing to take back`() throws {
        let node = try made()
        let shown = try node.record(one)
        var draft = Draft(shown)
        draft.resolve(try #require(shown["title"]), to: [.text("One")])
        try node.replica.commit([draft])
        #expect(try undo(node).drafts.isEmpty)
    }

    @Test func `a conflict put back has its sides from those who wrote them`() throws {
        let node = try made()
        let other = try twin(node)
        try node.edit(one, "end", text("2026-03-22"))
        try other.edit(one, "end", text("2026-03-19"))
        try node.sync(other)
        let shown = try node.record(one)
        var draft = Draft(shown)
        draft.resolve(try #require(shown["end"]), to: [.text("2026-03-30")])
        try node.replica.commit([draft])
        try undo(node)
        let detail = try node.replica.detail(of: try #require(try node.conflicts().first))
        #expect(
            Set(detail.sides.map { "\($0.entry.author) \($0.values)" }) == [
                "a \([Value.text("2026-03-22")])", "b \([Value.text("2026-03-19")])",
            ])
        #expect(detail.base == [.text("2026-03-20")])
    }

    @Test func `what all sides started from is known however often each wrote`() throws {
        let node = try made()
        let other = try twin(node)
        for end in ["2026-03-21", "2026-03-22"] { try node.edit(one, "end", text(end)) }
        for end in ["2026-03-18", "2026-03-19", "2026-03-17"] {
            try other.edit(one, "end", text(end))
        }
        try node.sync(other)
        let detail = try node.replica.detail(of: try #require(try node.conflicts().first))
        #expect(detail.base == [.text("2026-03-20")])
    }

    @Test func `a withdrawal is taken back, and so is that`() throws {
        let node = try made()
        var draft = Draft(try node.record(one))
        draft.withdraw(try node.record(one))
        try node.replica.commit([draft])
        #expect(try node.record(one).isHidden)
        try undo(node)
        #expect(!(try node.record(one).isHidden))
        try undo(node)
        #expect(try node.record(one).isHidden)
        #expect(try node.replica.verify() == [])
    }

    @Test func `of several records all are taken back`() throws {
        let node = try made()
        try node.add(two, [("title", text("Two"))])
        try node.replica.commit(
            node.replica.joining(try node.record(one), try node.record(two)))
        #expect(try node.record(two).id == one)
        #expect(try undo(node).drafts.count == 2)
        #expect(try node.record(two).id == two)
        #expect(try node.replica.verify() == [])
    }

    // MARK: As it was

    @Test func `a record after all its changes is the record`() throws {
        let node = try made()
        let other = try twin(node)
        try node.edit(one, "end", text("2026-03-22"))
        try other.edit(one, "end", text("2026-03-19"))
        try other.edit(one, "shares", .map([]))
        try node.sync(other)
        var draft = Draft(try node.record(one))
        draft.withdraw(try node.record(one))
        try other.edit(one, "room", text("14"))
        try node.replica.commit([draft])
        try node.sync(other)
        let history = CausalHistory(try node.replica.history(of: place))
        let now = try node.record(one)
        let past = try #require(
            StoredRecord(of: place, after: history.entries, schema: testSchema))
        #expect(past.content == now.content)
        #expect(past.fields.map(\.view) == now.fields.map(\.view))
        #expect(past.isWithdrawnButEdited && now.isWithdrawnButEdited)
        #expect(past.heads == now.heads)
        // What its first author saw.
        let first = try #require(
            StoredRecord(of: place, after: [history.entries[0]], schema: testSchema))
        #expect(first.content["end"] == text("2026-03-20"))
        #expect(StoredRecord(of: place, after: [], schema: testSchema) == nil)
    }

    @Test func `a change is found by the beginning of its hash`() throws {
        let node = try made()
        let hash = try #require(try last(node).head?.hash)
        let prefix = String(hash.description.prefix(6))
        #expect(try node.replica.change(named: prefix.uppercased()).head?.hash == hash)
        #expect(throws: ChangeLookupError.notAHash("12", least: 4)) {
            try node.replica.change(named: "12")
        }
        #expect(throws: ChangeLookupError.notAHash("xyzv", least: 4)) {
            try node.replica.change(named: "xyzv")
        }
        let missing = prefix == "000000" ? "111111" : "000000"
        #expect(throws: ChangeLookupError.notFound(missing)) {
            try node.replica.change(named: missing)
        }
    }

    // MARK: Why

    @Test func `an explanation names what is in force, made apart and replaced`() throws {
        let node = try made()
        let other = try twin(node)
        try node.edit(one, "end", text("2026-03-22"))
        try other.edit(one, "end", text("2026-03-19"))
        try node.sync(other)
        let history = CausalHistory(try node.replica.history(of: place))
        let all = Explanation.all(of: "end", in: try node.record(one), history)
        #expect(all.count == 1)
        #expect(all[0].live.count == 2)
        for standing in all[0].live {
            #expect(
                standing.apart.map(\.hash)
                    == all[0].live.map(\.entry.hash).filter {
                        $0 != standing.entry.hash
                    })
        }
        #expect(all[0].gone.map(\.values) == [[.text("2026-03-20")]])
        #expect(Set(all[0].gone[0].by.map(\.hash)) == Set(all[0].live.map(\.entry.hash)))
    }

    @Test func `a clock that is behind what its author saw is doubted`() throws {
        let node = try made()
        let late = try Node("c", machine: "c", nowMs: 1_600_000_000_000)
        try late.sync(node)
        try late.edit(one, "title", text("Late"))
        try node.sync(late)
        let history = CausalHistory(try node.replica.history(of: place))
        let entry = try #require(history.entries.last)
        guard case .before(let seen) = history.clockDoubt(of: entry, nowMs: 1_700_000_000_000)
        else {
            Issue.record("no doubt")
            return
        }
        #expect(seen.hash == history.entries[0].hash)
        // Seen from before that, it is the other clock that is off.
        #expect(history.clockDoubt(of: entry, nowMs: 1_600_000_000_000) == nil)
        guard case .ahead = history.clockDoubt(of: history.entries[0], nowMs: 1_600_000_000_000)
        else {
            Issue.record("no doubt")
            return
        }
        #expect(history.clockDoubt(of: history.entries[0], nowMs: 1_700_000_000_000) == nil)
    }
}

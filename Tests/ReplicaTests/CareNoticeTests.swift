import Records
import Replica
import Store
import Testing

/// Fields that belong together, changed by people who had not seen each other's change.
struct CareNoticeTests {
    private struct Pair {
        let a: Node
        let b: Node
        let place: Store.Location

        init(_ line: String) throws {
            let (a, b) = (
                try Node("a", machine: "a", schema: .liaison),
                try Node("b", machine: "b", schema: .liaison)
            )
            try a.importLines(line)
            try a.sync(b)
            let found = try a.replica.store.read {
                try a.replica.store.locations(handle: "activity:x")
            }
            (self.a, self.b) = (a, b)
            place = try #require(found.first)
        }

        func record(_ node: Node) throws -> StoredRecord {
            try #require(
                try node.replica.store.read {
                    try node.replica.store.record(place.id, kind: place.kind)
                })
        }

        func edit(_ node: Node, _ field: String, _ content: FieldContent?) throws {
            let shown = try record(node)
            var draft = Draft(shown)
            draft.set(
                field, to: content,
                storedType: Schema.liaison.kind(place.kind)?.field(field)?.storedType ?? .register,
                shown: shown[field])
            try node.replica.commit([draft])
        }

        /// The notices of both, which are the same once they have met.
        func notices() throws -> [String] {
            try a.sync(b)
            let both = try [a, b].map { node in
                try node.checkFindings()
                return try node.conflicts().filter { $0.level == .notice }.map(\.field)
            }
            #expect(both[0] == both[1])
            return both[0]
        }
    }

    private func pair(_ more: String = "") throws -> Pair {
        try Pair(
            #"{"type":"activity","id":"activity:x","start":"2026-03-01","place":"Oslo","status":"planned","participants":["partner:A","partner:B"]\#(more)}"#
        )
    }

    @Test func `two fields of one group changed apart ask to look again`() throws {
        let pair = try pair()
        try pair.edit(pair.a, "start", text("2026-03-02"))
        try pair.edit(pair.b, "place", text("Bergen"))
        #expect(try pair.notices() == ["when"])
    }

    /// Names of fields that no version declares are anybody's, those of groups too.
    @Test func `a field that is called like a group stands in no notice's way`() throws {
        let pair = try pair()
        try pair.edit(pair.a, "start", text("2026-03-02"))
        try pair.edit(pair.a, "when", text("one"))
        try pair.edit(pair.b, "place", text("Bergen"))
        try pair.edit(pair.b, "when", text("other"))
        try pair.a.sync(pair.b)
        for node in [pair.a, pair.b] {
            try node.checkFindings()
            #expect(try node.replica.store.read { try node.replica.store.setAside() }.isEmpty)
            let open = try node.conflicts().filter { $0.field == "when" }
            #expect(open.map(\.level) == [.conflict])
        }
    }

    @Test func `one field, fields of different groups and edits that saw each other do not`() throws
    {
        let pair = try pair()
        try pair.edit(pair.a, "start", text("2026-03-02"))
        try pair.edit(pair.b, "participants", .set([.text("partner:A")]))
        #expect(try pair.notices() == [])
        try pair.edit(pair.a, "place", text("Bergen"))
        #expect(try pair.notices() == [])
        try pair.edit(pair.a, "place", text("Bodø"))
        try pair.edit(pair.b, "place", text("Narvik"))
        #expect(try pair.notices() == [])
    }

    @Test func `a change that only one side saw hides nothing`() throws {
        let pair = try pair()
        try pair.edit(pair.a, "start", text("2026-03-02"))
        // This head has the change of the start in its past, and not that of the place.
        try pair.edit(pair.a, "personnel", .single(.int(5)))
        try pair.edit(pair.b, "place", text("Bergen"))
        #expect(try pair.notices() == ["when"])
    }

    @Test func `who takes somebody out while another changes the host is told`() throws {
        let pair = try pair()
        try pair.edit(pair.a, "participants", .set([.text("partner:A")]))
        try pair.edit(pair.b, "host", text("partner:B"))
        #expect(try pair.notices() == ["who"])
    }

    @Test func `an end beside a new date asks to look again, a step does not`() throws {
        let pair = try pair()
        try pair.edit(pair.a, "status", text("confirmed"))
        try pair.edit(pair.b, "start", text("2026-03-02"))
        #expect(try pair.notices() == [])
        try pair.edit(pair.a, "status", text("cancelled"))
        try pair.edit(pair.b, "start", text("2026-03-03"))
        #expect(try pair.notices() == ["state"])
    }

    @Test func `an edit by somebody who was shown both takes it away`() throws {
        let pair = try pair()
        try pair.edit(pair.a, "start", text("2026-03-02"))
        try pair.edit(pair.b, "place", text("Bergen"))
        #expect(try pair.notices() == ["when"])
        try pair.edit(pair.b, "tags", .set([.text("seen")]))
        #expect(try pair.notices() == [])
    }

    @Test func `fields of two records that are shown as one are changed apart too`() throws {
        let pair = try pair()
        // What the other says goes into the other.
        try pair.a.importLines(
            #"{"type":"activity","id":"activity:y","goals":["interoperability"],"place":"Oslo","status":"planned"}"#
        )
        try pair.edit(pair.a, "place", nil)
        let store = pair.a.replica.store
        let members = try store.read {
            try ["activity:x", "activity:y"].compactMap { handle in
                try store.locations(handle: handle).first.flatMap {
                    try store.member($0.id, kind: $0.kind)
                }
            }
        }
        try pair.a.replica.commit(pair.a.replica.joining(members[0], members[1]))
        #expect(try pair.notices() == [])
        try pair.edit(pair.a, "start", text("2026-03-02"))
        try pair.edit(pair.b, "place", text("Bergen"))
        #expect(try pair.notices() == ["when"])
        try pair.edit(pair.b, "tags", .set([.text("seen")]))
        #expect(try pair.notices() == [])
    }

    @Test func `what both have seen by different ways is apart from nothing`() throws {
        let pair = try pair()
        // B edits on the first state, A on a later one; then both see it all but for one change each.
        try pair.edit(pair.b, "tags", .set([.text("b")]))
        try pair.edit(pair.a, "start", text("2026-03-02"))
        try pair.b.sync(pair.a)
        try pair.edit(pair.a, "personnel", .single(.int(5)))
        let stale = try pair.record(pair.a)
        try pair.edit(pair.b, "own_personnel", .single(.int(2)))
        var draft = Draft(stale)
        draft.set("place", to: text("Bergen"), storedType: .register, shown: stale["place"])
        try pair.a.replica.commit([draft])
        #expect(try pair.notices() == [])
    }
}

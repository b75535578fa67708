import Records
import Store
import Testing

@testable import Replica

/// Two sources disagree: listed beside conflicts, told apart from them.
struct DisputeTests {
    private func dispute(_ values: String...) -> Value {
        let sides = values.map { #"{"source":"s","value":"\#($0)"}"# }.joined(separator: ",")
        return .json(#"{"values":[\#(sides)]}"#)
    }

    private func rows(_ node: Node) throws -> [String] {
        try node.conflicts().map { "\($0.field) \($0.key) \($0.level.rawValue) \($0.sideCount)" }
    }

    private func disputed(_ entries: [(String, Value)]) -> FieldContent {
        .map(entries.map { .init(key: .text($0.0), value: $0.1) })
    }

    @Test func `a dispute is listed while it is recorded, and follows what is recorded`() throws {
        let node = try Node("a")
        try node.add(
            one,
            [("disputed", disputed([("end", dispute("2015", "2016")), ("count", dispute("1"))]))])
        #expect(
            try rows(node) == [
                #"disputed text("end") dispute 2"#, #"disputed text("count") dispute 1"#,
            ])
        try node.edit(one, "disputed", disputed([("end", dispute("2015", "2016", "2017"))]))
        #expect(try rows(node) == [#"disputed text("end") dispute 3"#])
        #expect(try node.replica.store.read { try node.replica.store.conflictCount() } == 0)
        #expect(try node.replica.verify() == [])
        try node.edit(one, "disputed", nil)
        #expect(try rows(node) == [])
    }

    @Test func `people who record it differently have a conflict until it is settled`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("title", text("x"))])
        try b.sync(a)
        try a.edit(one, "disputed", disputed([("end", dispute("2015", "2016"))]))
        try b.edit(one, "disputed", disputed([("end", dispute("2015", "2017"))]))
        try a.sync(b)
        for node in [a, b] {
            #expect(try rows(node) == [#"disputed text("end") conflict 2"#])
            #expect(try node.replica.verify() == [])
        }
        let field = try #require(try a.record(one)["disputed"])
        var draft = Draft(try a.record(one))
        draft.resolve(field, key: .text("end"), to: [dispute("2015", "2016")])
        try a.replica.commit([draft])
        #expect(try rows(a) == [#"disputed text("end") dispute 2"#])
    }
}

import CRDT
import Foundation
import Records
import Replica
import Store
import Testing

/// Values that no form lets in and a peer may sign all the same: what reads them goes on.
struct OddValueTests {
    private func node(headcount: Value, seats: Value = .int(1)) throws -> Node {
        let node = try Node("a", schema: .liaison)
        var draft = Draft(kind: "posting", id: one)
        for (field, value) in [("headcount", headcount), ("seats", seats)] {
            draft.append(field: field, .write(.register, [value]))
        }
        try node.replica.commit([draft])
        try node.checkFindings()
        return node
    }

    @Test(
        arguments: [
            (.int(.max), "9223372036854775807"), (.decimal("1e300"), "1e300"), (.int(2), "2"),
        ] as [(Value, String)])
    func `more people than posts are told as they were written, however many`(
        headcount: Value, told: String
    ) throws {
        let found = try node(headcount: headcount).findings(rule: "X14")
        #expect(found.count == 1)
        #expect(found.first?.finding.particulars["count"] == .text(told))
    }

    @Test(arguments: ["inf", "-inf", "nan", "0x1p3", "1e400", "--", "", "1_000", "１２"])
    func `what is no number counts nowhere`(text: String) throws {
        #expect(Value.decimal(text).number == nil)
        #expect(try node(headcount: .decimal(text)).findings(rule: "X14").isEmpty)
        #expect(try node(headcount: .int(5), seats: .decimal(text)).findings(rule: "X14").isEmpty)
    }

    @Test func `shares that cannot be added are not told as a sum`() throws {
        let node = try Node("a", schema: .liaison)
        var draft = Draft(kind: "project", id: one)
        for share in 1...3 as ClosedRange<UInt64> {
            draft.append(
                field: "shares", key: .reference(RecordID(high: 0, low: share)),
                .write(.map, [.decimal("1e308")]))
        }
        try node.replica.commit([draft])
        try node.checkFindings()
        #expect(try node.findings(rule: "V11").isEmpty)
    }

    @Test func `what is no number has its place in a sorted list`() throws {
        let node = try Node("a", schema: .liaison)
        let odd: [Value] = [
            .decimal("nan"), .int(3), .decimal("inf"), .decimal("-0"), .int(.min), .decimal("1e5"),
        ]
        for (place, value) in odd.enumerated() {
            var draft = Draft(kind: "posting", id: RecordID(high: 7, low: UInt64(place)))
            draft.append(field: "headcount", .write(.register, [value]))
            try node.replica.commit([draft])
        }
        let kind = try #require(Schema.liaison.kind("posting"))
        let field = try #require(kind.field("headcount"))
        let rows = try node.replica.store.read {
            try node.replica.store.list(
                Listing(kind, sort: Listing.Sort(field, isReversed: false)))
        }
        // Numbers by size, then words.
        #expect(rows.map(\.id.low) == [4, 3, 1, 5, 2, 0])
    }
}

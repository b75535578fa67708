import CRDT
import Records
import Replica
import Store
import Testing

/// What the simulator found, each as the smallest course of events that shows it.
@Suite struct `Found by simulation` {
    @Test func `a conflict put back by one write closes when it is settled`() throws {
        let node = try Node("a")
        try node.add(one, [("title", text("x"))])
        var putBack = Draft(try node.record(one))
        putBack.resolve(try #require(try node.record(one)["title"]), to: [.text("x"), .text("y")])
        try node.replica.commit([putBack])
        #expect(try node.conflicts().map(\.sideCount) == [2])

        try node.edit(one, "title", text("y"))
        #expect(try node.conflicts().isEmpty)
    }
}

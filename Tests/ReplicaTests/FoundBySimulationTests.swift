import CRDT
import Records
import Replica
import Store
import Sync
import Testing
import Wire

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

    @Test func `an edit made at the peer during a first session arrives with the next`() throws {
        let (asker, peer) = (try Node("a"), try Node("b"))
        try asker.add(one, [("title", text("x"))])
        try asker.know(peer)
        let row = try #require(try asker.peer(peer))
        _ = try asker.replica.sync(with: row) { message in
            if case .push = message { try peer.add(two, [("title", text("y"))]) }
            return try SyncMessage(
                encoded: try peer.replica.answer(message.encoded, from: asker.replica.device))
        }
        #expect(try asker.sync(peer).agreement == .level)
        #expect(try asker.record(two).text("title") == "y")
    }
}

import Causality
import Foundation
import Replica
import Store
import Sync
import Testing

/// Copies and rollbacks, as every side gets to know of them.
struct DoublesTests {
    private func forked(_ node: Node) throws -> [String] {
        try node.replica.store.read { try node.replica.forkedDevices().map(\.name) }
    }

    @Test func `a clone is named by the hub, by the clone and by the original`() throws {
        let (hub, original) = (try Node("hub"), try Node("laptop"))
        try original.add(one, [("title", text("base"))])
        try original.sync(hub)
        try original.replica.store.checkpoint()
        let copy = original.path + "-copy"
        try FileManager.default.copyItem(atPath: original.path, toPath: copy)
        let clone = try Node("clone", path: copy)
        try original.edit(one, "title", text("by the original"))
        try clone.edit(one, "title", text("by the clone"))
        try original.sync(hub)
        #expect(try forked(hub) == [])
        try clone.sync(hub)
        #expect(try forked(hub) == ["laptop"])
        try original.sync(hub)
        for node in [hub, original, clone] { #expect(try forked(node) == ["laptop"]) }
    }

    @Test
    func `a hub without changes of its own says that it was rolled back, and so does who syncs`()
        throws
    {
        var hub: Node? = try Node("hub")
        let path = try #require(hub?.path)
        let laptop = try Node("laptop")
        try laptop.add(one, [("title", text("base"))])
        try laptop.sync(try #require(hub))
        try hub?.replica.store.checkpoint()
        let kept = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: path, toPath: kept)
        try laptop.edit(one, "title", text("lost at the hub"))
        #expect(try laptop.sync(try #require(hub)).peerWentBack == false)
        hub = nil
        try FileManager.default.moveItem(atPath: kept, toPath: path)
        let back = try Node("hub", path: path)
        #expect(back.replica.newIncarnation == nil)
        try back.know(laptop)
        let outcome = try laptop.sync(back)
        #expect(outcome.peerWentBack)
        #expect(outcome.agreement == .level)
        let setback = try back.replica.store.read { try back.replica.setback() }
        #expect(setback?.peer == laptop.replica.device)
        #expect(try back.record(one).text("title") == "lost at the hub")
        // Told once; the next session is as any other.
        #expect(try laptop.sync(back).peerWentBack == false)
    }
}

import Causality
import Foundation
import Records
import Replica
import Store
import Testing

/// Clocks that are off, and what tells it.
struct ClockWarningTests {
    /// In 2027.
    private static let now: UInt64 = 1_800_000_000_000
    private static let hour: UInt64 = 3_600_000

    private func warning(_ node: Node, nowMs: UInt64 = now) throws -> ClockWarning? {
        let replica = try Replica.open(
            DataDirectory(node.path), schema: testSchema,
            environment: testEnvironment(nowMs: nowMs))
        return try replica.store.read { try replica.clockWarning() }
    }

    @Test func `a clock that shows what has been is told, one that is a little off is not`() throws
    {
        let node = try Node("a", nowMs: Self.now)
        #expect(try warning(node) == nil)
        try node.add(one, [("title", text("x"))])
        #expect(try warning(node) == nil)
        #expect(try warning(node, nowMs: Self.now + 1_000 * Self.hour) == nil)
        #expect(try warning(node, nowMs: Self.now - 60_000) == nil)
        #expect(try warning(node, nowMs: Self.now - Self.hour) == .behind(thanMs: Self.now))
        // 1970 and 2016: before there was this program, whatever the node has done.
        for nowMs in [0, 1_460_000_000_000] as [UInt64] {
            guard case .behind(let ms) = try warning(try Node("b", nowMs: nowMs), nowMs: nowMs)
            else {
                Issue.record("\(nowMs) is not told")
                continue
            }
            #expect(ms > 1_760_000_000_000)
        }
    }

    @Test func `a change of 2099 is told by who gets it, and no more once its time has come`()
        throws
    {
        let (a, b) = (try Node("a", nowMs: Self.now), try Node("b", nowMs: 4_070_908_800_000))
        try b.add(one, [("title", text("x"))])
        #expect(try warning(a) == nil)
        try a.sync(b)
        #expect(try warning(a) == .changeAhead(device: "b", wallMs: 4_070_908_800_000))
        #expect(try warning(a, nowMs: 4_070_908_800_000) == nil)
        // A day ahead may be a time zone.
        let (c, d) = (
            try Node("c", nowMs: Self.now), try Node("d", nowMs: Self.now + 23 * Self.hour)
        )
        try d.add(two, [("title", text("x"))])
        try c.sync(d)
        #expect(try warning(c) == nil)
    }

    @Test func `a peer whose clock differs is told until it agrees`() throws {
        let (a, b) = (try Node("a", nowMs: Self.now), try Node("b"))
        try a.know(b)
        let name = try #require(try a.peer(b)?.name)
        let device = b.replica.device
        try a.replica.noteClock(of: device, aheadMs: 60_000)
        #expect(try warning(a) == nil)
        try a.replica.noteClock(of: device, aheadMs: -Int64(Self.hour))
        #expect(try warning(a) == .differs(peer: name, ms: -Int64(Self.hour)))
        try a.replica.noteClock(of: device, aheadMs: .min)
        #expect(try warning(a) == .differs(peer: name, ms: .min))
        try a.replica.noteClock(of: device, aheadMs: 0)
        #expect(try warning(a) == nil)
    }
}

import Testing

@testable import Daemon

/// What the log tells a person, and how often.
struct NodeNoticeTests {
    @Test func `each notice is told once a day, whatever its figures`() {
        var told = ToldNotices()
        let start = ContinuousClock.now
        let notices: [NodeNotice] = [
            .clock("an hour"), .forked(device: "a", name: "laptop"), .setBack(peer: "hq"),
        ]
        #expect(told.fresh(notices, at: start) == notices)
        #expect(told.fresh([.clock("two hours")] + notices, at: start + .seconds(3600)) == [])
        let another = NodeNotice.forked(device: "b", name: "laptop")
        #expect(told.fresh(notices + [another], at: start + .seconds(3600)) == [another])
        #expect(told.fresh(notices, at: start + .seconds(86_400)) == notices)
    }
}

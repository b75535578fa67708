import SyncHTTP
import Testing

struct SparingTests {
    @Test func `a thing is said once in a while, with how often it happened since`() {
        var sparing = Sparing<String>(every: .seconds(60))
        #expect(sparing.say("a", at: .seconds(100)) == 1)
        #expect(sparing.say("a", at: .seconds(101)) == nil)
        #expect(sparing.say("a", at: .seconds(159)) == nil)
        #expect(sparing.say("b", at: .seconds(159)) == 1)
        #expect(sparing.say("a", at: .seconds(160)) == 3)
        #expect(sparing.say("a", at: .seconds(161)) == nil)
    }

    @Test func `of more keys than are kept nothing is said until others have been quiet`() {
        var sparing = Sparing<Int>(every: .seconds(60), keysMax: 3)
        #expect((0..<100).compactMap { sparing.say($0, at: .seconds(1)) } == [1, 1, 1])
        #expect(sparing.say(77, at: .seconds(60)) == nil)
        #expect(sparing.say(77, at: .seconds(61)) == 1)
    }
}

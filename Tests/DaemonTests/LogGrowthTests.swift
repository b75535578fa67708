import Testing

@testable import Daemon

/// Whose changes the log has grown by.
struct LogGrowthTests {
    private var growth = LogGrowth<String>(seq: 10)

    @Test mutating func `a write that adds no change is none`() {
        #expect(growth.look(seq: 10) == nil)
    }

    @Test mutating func `what was written here is news to everybody`() {
        #expect(growth.look(seq: 11) == [])
        #expect(growth.look(seq: 11) == nil)
    }

    @Test mutating func `what one peer sent is no news to it`() {
        growth.receive(3, from: "hq")
        growth.receive(2, from: "hq")
        #expect(growth.look(seq: 15) == ["hq"])
    }

    @Test mutating func `an edit among what a peer sent is news to it`() {
        growth.receive(3, from: "hq")
        #expect(growth.look(seq: 14) == [])
    }

    @Test mutating func `what two peers sent is news to both`() {
        growth.receive(3, from: "hq")
        growth.receive(3, from: "post")
        #expect(growth.look(seq: 16) == [])
    }

    @Test mutating func `what is told too late hides no later edit`() {
        #expect(growth.look(seq: 13) == [])
        growth.receive(3, from: "hq")
        #expect(growth.look(seq: 14) == [])
    }

    @Test mutating func `a database that went back is news`() {
        #expect(growth.look(seq: 4) == [])
    }

    @Test mutating func `nothing received is nothing known`() {
        growth.receive(0, from: "hq")
        #expect(growth.look(seq: 11) == [])
    }
}

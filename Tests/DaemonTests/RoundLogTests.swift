import Logging
import Replica
import Store
import Testing

@testable import Daemon

/// What the journal says of rounds.
struct RoundLogTests {
    private var log = RoundLog<String>()

    private mutating func levels(_ result: RoundResult<String>, of peer: String = "hq") -> [Logger
        .Level]
    {
        log.lines(result, of: peer).map(\.level)
    }

    @Test mutating func `a failure is said once and again only when it is another`() {
        #expect(levels(RoundResult(.failed)) == [.warning])
        #expect(levels(RoundResult(.failed)) == [.debug])
        #expect(levels(RoundResult(.failed), of: "post") == [.warning])
        #expect(levels(RoundResult(.unreachable)) == [.info])
        #expect(levels(RoundResult(.success)) == [.debug])
        #expect(levels(RoundResult(.failed)) == [.warning])
        #expect(levels(RoundResult(.refused)) == [.error])
    }

    @Test mutating func `a full disk is the disk's and nobody's connection`() {
        let lines = log.lines(RoundResult(.diskFull, hasAsked: true), of: "hq")
        #expect(lines.map(\.level) == [.error])
        #expect(
            lines.map { "\($0.message)" } == [
                "this disk is full: nothing is fetched until there is room"
            ])
        #expect(lines[0].metadata["peer"] == nil)
        #expect(levels(RoundResult(.diskFull, hasAsked: false), of: "post") == [.debug])
        #expect(log.fault == .diskFull)
        #expect(levels(RoundResult(.unreachable)) == [.info])
        #expect(log.fault == .diskFull)
        #expect(levels(RoundResult(.success)) == [.notice, .debug])
        #expect(log.fault == nil)
    }

    @Test func `whose fault an error is`() {
        #expect(OwnFault(StoreError.full) == .diskFull)
        #expect(OwnFault(ReplicaError.store(.full)) == .diskFull)
        #expect(OwnFault(StoreError.sqlite(code: 778, message: "x")) == .disk("x"))
        #expect(OwnFault(StoreError.damaged("x")) == .disk("x"))
        #expect(OwnFault(StoreError.access("x")) == .access("x"))
        // Of what one peer sent: the others are served.
        #expect(OwnFault(StoreError.inconsistent("x")) == nil)
        #expect(OwnFault(StoreError.sqlite(code: 19, message: "x")) == nil)
        #expect(OwnFault(CancellationError()) == nil)
    }
}

import Causality
import Testing
import Wire

@testable import SyncHTTP

/// What a session may cost, as a question of numbers alone.
struct SessionBudgetTests {
    private func hello(_ seq: UInt64) -> SyncMessage {
        .hello(SyncMessage.Hello(standing: standing(seq), cursor: nil))
    }

    private func welcome(_ seq: UInt64) -> SyncMessage {
        .welcome(
            SyncMessage.Welcome(standing: standing(seq), cursorFits: false, heads: [], buckets: []))
    }

    private func standing(_ seq: UInt64) -> SyncMessage.Standing {
        SyncMessage.Standing(
            dossier: .zero, token: ReplicaID(high: 1, low: 1), newestSeq: seq, logDigest: .zero,
            stateDigest: 0, foldVersion: 1, rosterDigest: 0)
    }

    private let pull = SyncMessage.pull(
        SyncMessage.Pull(afterSeq: 0, have: [], equalBuckets: 0, wantsRoster: false, isFull: true))
    private let rest = SyncMessage.heads([])

    /// Requests until the budget says stop.
    private func requests(_ budget: SessionBudget, most: Int = 50_000) -> Int {
        var budget = budget
        for count in 0..<most {
            if budget.excess(at: .zero) != nil { return count }
            budget.sent(pull, bytes: 10)
        }
        return most
    }

    @Test func `with more to exchange a session gets more requests, up to the limit`() {
        var budget = SessionBudget()
        #expect(requests(budget) == 256)
        budget.sent(hello(0), bytes: 100)
        budget.received(welcome(4000), bytes: 100)
        #expect(requests(budget) == 256 + 1000 - 1)
        budget.received(welcome(.max), bytes: 100)
        #expect(requests(budget) == 20_000 - 1)
    }

    @Test func `bytes grow with what was welcomed, and never beyond the limit`() {
        var budget = SessionBudget(.init(bytes: 64 << 20))
        budget.received(rest, bytes: (32 << 20) - 1)
        #expect(budget.excess(at: .zero) == nil)
        budget.received(rest, bytes: 1)
        #expect(budget.excess(at: .zero) == .bytes(32 << 20))
        budget.received(welcome(64), bytes: 0)
        #expect(budget.excess(at: .zero) == nil)
        budget.received(welcome(.max), bytes: 32 << 20)
        #expect(budget.excess(at: .zero) == .bytes(64 << 20))
        budget.received(rest, bytes: .max)
        #expect(budget.excess(at: .zero) == .bytes(64 << 20))
    }

    @Test func `time grows with the bytes that pass`() {
        var budget = SessionBudget(.init(time: .seconds(2000)))
        #expect(budget.timeLeft(at: .seconds(100)) == .seconds(800))
        #expect(budget.excess(at: .seconds(900)) == .time(.seconds(900)))
        budget.received(rest, bytes: 512 * 100)
        #expect(budget.excess(at: .seconds(900)) == nil)
        #expect(budget.excess(at: .seconds(1000)) == .time(.seconds(1000)))
        budget.received(rest, bytes: 20 << 20)
        #expect(budget.excess(at: .seconds(2000)) == .time(.seconds(2000)))
        #expect(budget.timeLeft(at: .seconds(3000)) > .zero)
    }

    @Test func `a first sync of a hundred thousand records on the slowest link fits`() {
        var budget = SessionBudget()
        budget.sent(hello(1), bytes: 200)
        budget.received(welcome(100_000), bytes: 200)
        var now = Duration.zero
        // 80 MB in frames of 256 KiB at 3,000 bytes a second.
        for _ in 0..<320 {
            #expect(budget.excess(at: now) == nil)
            #expect(budget.timeLeft(at: now) > .seconds(88))
            budget.sent(pull, bytes: 300)
            budget.received(rest, bytes: 256 << 10)
            now += .seconds(88)
        }
        #expect(budget.excess(at: now) == nil)
    }
}

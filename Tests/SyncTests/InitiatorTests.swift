import Causality
import Sync
import Testing
import Wire

/// The asking side of a session, driven by hand: what it asks for, and when it is content.
struct InitiatorTests {
    private static let token = ReplicaID(high: 1, low: 1)

    private func standing(
        log: UInt64, state: UInt128 = 0, fold: UInt64 = 1, seq: UInt64 = 5,
        dossier: DossierID = .zero
    ) -> SyncMessage.Standing {
        SyncMessage.Standing(
            dossier: dossier, token: Self.token, newestSeq: seq,
            logDigest: Digest256((log, 0, 0, 0)), stateDigest: state, foldVersion: fold,
            rosterDigest: 0)
    }

    private func welcome(
        _ standing: SyncMessage.Standing, cursorFits: Bool = true, buckets: [UInt64] = []
    ) -> Initiator.Event {
        .answer(
            .welcome(
                SyncMessage.Welcome(
                    standing: standing, cursorFits: cursorFits, heads: [], buckets: buckets)))
    }

    private func remembering() -> Initiator.Memory {
        Initiator.Memory(cursor: .init(token: Self.token, seq: 3), pushedSeq: 2)
    }

    private let nothing = SyncMessage.Changes(
        introductions: [], frame: [], throughSeq: 5, hasMore: false)

    private func agreement(_ action: Initiator.Action) throws -> Initiator.Agreement {
        guard case .finish(let outcome, _) = action else {
            Issue.record("the session goes on: \(action)")
            throw CancellationError()
        }
        return outcome.agreement
    }

    @Test func `two that are level need one exchange, and remember where both stand`() throws {
        var initiator = Initiator(standing: standing(log: 7, seq: 9), memory: remembering())
        guard case .exchange(.hello(let hello)) = initiator.next(.start) else {
            Issue.record("no hello")
            return
        }
        #expect(hello.cursor == .init(token: Self.token, seq: 3))
        guard
            case .finish(let outcome, let memory) = initiator.next(
                welcome(standing(log: 7, seq: 4)))
        else {
            Issue.record("not finished")
            return
        }
        #expect(outcome.agreement == .level)
        #expect(outcome.exchanges == 1)
        #expect(memory.cursor == .init(token: Self.token, seq: 4))
        #expect(memory.pushedSeq == 9)
    }

    @Test func `the same changes that fold to another state are an alarm, between equal versions`()
        throws
    {
        var same = Initiator(standing: standing(log: 7, state: 1), memory: remembering())
        _ = same.next(.start)
        #expect(try agreement(same.next(welcome(standing(log: 7, state: 2)))) == .stateDiffers)
        var newer = Initiator(standing: standing(log: 7, state: 1, fold: 2), memory: remembering())
        _ = newer.next(.start)
        #expect(try agreement(newer.next(welcome(standing(log: 7, state: 2)))) == .level)
    }

    @Test func `what differs is pulled from the cursor on, then pushed, each frame in its turn`()
        throws
    {
        var initiator = Initiator(standing: standing(log: 7), memory: remembering())
        _ = initiator.next(.start)
        guard case .headsAfter(2) = initiator.next(welcome(standing(log: 8))) else {
            Issue.record("asks for other heads than those since the last push")
            return
        }
        guard case .exchange(.pull(let pull)) = initiator.next(.heads([])) else {
            Issue.record("does not pull")
            return
        }
        #expect(pull.afterSeq == 3)
        let part = SyncMessage.Changes(
            introductions: [], frame: [1], throughSeq: 4, hasMore: true)
        guard case .apply(_, let reached) = initiator.next(.answer(.changes(part))) else {
            Issue.record("does not apply")
            return
        }
        #expect(reached.cursor?.seq == 4, "what was taken is remembered with it")
        guard
            case .exchange(.pull(let rest)) = initiator.next(
                .applied(1, refused: 0, standing: standing(log: 7)))
        else {
            Issue.record("does not go on")
            return
        }
        #expect(rest.afterSeq == 4)
        _ = initiator.next(.answer(.changes(nothing)))
        guard
            case .read(let request) = initiator.next(
                .applied(1, refused: 1, standing: standing(log: 8)))
        else {
            Issue.record("does not push")
            return
        }
        #expect(request.afterSeq == 2)
        guard case .finish(let outcome, _) = initiator.next(.read(nothing)) else {
            Issue.record("not finished")
            return
        }
        #expect(outcome.agreement == .level)
        #expect(outcome.pulled == 2)
        #expect(outcome.refusedHere == 1)
    }

    @Test
    func `without a cursor all heads are compared by bucket, and only those that differ sent`()
        throws
    {
        var initiator = Initiator(
            standing: standing(log: 7), memory: .init(cursor: nil, pushedSeq: 0))
        _ = initiator.next(.start)
        let theirs = Array(repeating: UInt64(1), count: 16)
        guard case .buckets = initiator.next(welcome(standing(log: 8), buckets: theirs)) else {
            Issue.record("does not hash its own")
            return
        }
        var own = theirs
        own[4] = 2
        guard case .exchange(.askHeads(let asked)) = initiator.next(.buckets(own)) else {
            Issue.record("does not ask for heads")
            return
        }
        #expect(asked == 1 << 4)
    }

    @Test func `logs that still differ after a session by cursor are compared in full once`() throws
    {
        var initiator = Initiator(standing: standing(log: 7), memory: remembering())
        _ = initiator.next(.start)
        _ = initiator.next(welcome(standing(log: 8)))
        _ = initiator.next(.heads([]))
        _ = initiator.next(.answer(.changes(nothing)))
        _ = initiator.next(.applied(0, refused: 0, standing: standing(log: 7)))
        guard case .exchange(.hello(let again)) = initiator.next(.read(nothing)) else {
            Issue.record("gives up")
            return
        }
        #expect(again.cursor == nil)
    }

    @Test func `an answer that does not fit, a refusal and another dossier end the session`() throws
    {
        var astray = Initiator(standing: standing(log: 7), memory: remembering())
        _ = astray.next(.start)
        guard case .refused = try agreement(astray.next(.answer(.heads([])))) else {
            Issue.record("took what it did not ask for")
            return
        }
        var refused = Initiator(standing: standing(log: 7), memory: remembering())
        _ = refused.next(.start)
        #expect(try agreement(refused.next(.answer(.refused("no")))) == .refused("no"))
        var other = Initiator(standing: standing(log: 7), memory: remembering())
        _ = other.next(.start)
        let elsewhere = standing(log: 8, dossier: Digest256((9, 9, 9, 9)))
        guard case .refused = try agreement(other.next(welcome(elsewhere))) else {
            Issue.record("mixes dossiers")
            return
        }
    }
}

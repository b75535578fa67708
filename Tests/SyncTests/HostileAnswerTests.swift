import Causality
import Sync
import Testing
import Wire

/// A server that lies, repeats itself, goes back or never ends: for each message of the protocol, what the asking side
/// makes of it. Every session here ends, within a number of steps that the test states.
struct HostileAnswerTests {
    private static let token = ReplicaID(high: 1, low: 1)
    private static let most = UInt64.max

    private static func standing(
        log: UInt64, seq: UInt64, dossier: DossierID = .zero, token: ReplicaID = token
    ) -> SyncMessage.Standing {
        SyncMessage.Standing(
            dossier: dossier, token: token, newestSeq: seq, logDigest: Digest256((log, 0, 0, 0)),
            stateDigest: 0, foldVersion: 1, rosterDigest: 0)
    }

    private static func welcome(
        seq: UInt64, fits: Bool = true, heads: [SyncMessage.HeadDot] = [], buckets: [UInt64] = []
    ) -> SyncMessage {
        .welcome(
            SyncMessage.Welcome(
                standing: standing(log: 8, seq: seq), cursorFits: fits, heads: heads,
                buckets: buckets))
    }

    private static func changes(
        _ seq: UInt64, hasMore: Bool, frame: [UInt8] = [1], introductions: [[UInt8]] = []
    ) -> SyncMessage {
        .changes(
            SyncMessage.Changes(
                introductions: introductions, frame: frame, throughSeq: seq, hasMore: hasMore))
    }

    private static func pushed(_ applied: UInt64, _ refused: UInt64, seq: UInt64) -> SyncMessage {
        .pushed(
            SyncMessage.Pushed(
                applied: applied, refused: refused, standing: standing(log: 8, seq: seq)))
    }

    private static func head(_ number: UInt64) -> SyncMessage.HeadDot {
        SyncMessage.HeadDot(
            dot: Dot(ReplicaID(high: most, low: most), number), hash: Digest256((9, 9, 9, 9)))
    }

    /// What a session came to.
    private struct Run {
        var agreement = Initiator.Agreement.level
        var pushed = 0
        /// Questions put to the server.
        var questions = 0
        /// Places from which it was asked to go on.
        var pulls: [UInt64] = []

        var isRefused: Bool { if case .refused = agreement { true } else { false } }
    }

    /// Drives a session as a node would whose own log has `own` frames to push, until it ends. `cursor` is how far it
    /// holds the server's log, nil at first contact; `applied` of each answer's changes are new; after `most` questions
    /// the session counts as endless. `answer` is the server: how many questions came before, and what is asked.
    private func run(
        cursor: UInt64? = 3, own: UInt64 = 1, applied: Int = 0, most: Int = 5000,
        answer: (Int, SyncMessage) -> SyncMessage
    ) throws -> Run {
        let standing = Self.standing(log: 7, seq: 5)
        var session = Initiator(
            standing: standing,
            memory: Initiator.Memory(
                cursor: cursor.map { .init(token: Self.token, seq: $0) }, pushedSeq: 0))
        var run = Run()
        var event = Initiator.Event.start
        while true {
            switch session.next(event) {
            case .exchange(let message):
                guard run.questions < most else { throw Endless() }
                if case .pull(let pull) = message { run.pulls.append(pull.afterSeq) }
                event = .answer(answer(run.questions, message))
                run.questions += 1
            case .headsAfter, .headsIn: event = .heads([])
            case .buckets: event = .buckets(Array(repeating: 0, count: 16))
            case .apply: event = .applied(applied, refused: 0, standing: standing)
            case .read(let request):
                let through = min(request.afterSeq + 1, own)
                event = .read(
                    SyncMessage.Changes(
                        introductions: [], frame: [1], throughSeq: through, hasMore: through < own))
            case .finish(let outcome, _):
                run.agreement = outcome.agreement
                run.pushed = outcome.pushed
                return run
            }
        }
    }

    private struct Endless: Error {}

    // MARK: Changes

    @Test func `changes that promise more and stay where they are end the session`() throws {
        let run = try run { asked, _ in
            asked == 0 ? Self.welcome(seq: 100) : Self.changes(3, hasMore: true)
        }
        #expect(run.isRefused)
        #expect(run.questions == 2)
    }

    @Test func `changes that go back end the session, with more to come or without`() throws {
        for hasMore in [true, false] {
            let run = try run { asked, _ in
                switch asked {
                case 0: Self.welcome(seq: 100)
                case 1: Self.changes(50, hasMore: true)
                default: Self.changes(49, hasMore: hasMore)
                }
            }
            #expect(run.isRefused)
            #expect(run.pulls == [3, 50])
        }
    }

    @Test func `a log that grows as it is read is read up to where it was welcomed`() throws {
        let run = try run(applied: 1) { asked, message in
            switch message {
            case .hello: Self.welcome(seq: 20)
            case .pull(let pull): Self.changes(pull.afterSeq + 1, hasMore: true)
            default: Self.pushed(1, 0, seq: 20 + UInt64(asked))
            }
        }
        #expect(run.pulls.max() == 19)
    }

    @Test(arguments: [[1], []] as [[UInt8]])
    func `answers that move on by one and bring nothing come to an end`(frame: [UInt8]) throws {
        let run = try run { _, message in
            switch message {
            case .pull(let pull):
                Self.changes(pull.afterSeq + 1, hasMore: true, frame: frame)
            default: Self.welcome(seq: UInt64(Int64.max))
            }
        }
        #expect(run.isRefused)
        #expect(run.questions == Initiator.fruitlessMax + 1)
    }

    @Test func `a place beyond all logs is refused, in a welcome and in changes`() throws {
        #expect(try run { _, _ in Self.welcome(seq: Self.most) }.isRefused)
        for hasMore in [true, false] {
            let run = try run { asked, _ in
                asked == 0 ? Self.welcome(seq: 100) : Self.changes(Self.most, hasMore: hasMore)
            }
            #expect(run.isRefused)
        }
    }

    // MARK: Pushed

    @Test func `counts that nobody can have applied end the session and trap nothing`() throws {
        for (applied, refused) in [(Self.most, 0), (0, Self.most), (Self.most, Self.most)]
            as [(UInt64, UInt64)]
        {
            let run = try run(own: 3) { _, message in
                switch message {
                case .hello: Self.welcome(seq: 100)
                case .pull: Self.changes(100, hasMore: false)
                default: Self.pushed(applied, refused, seq: 100)
                }
            }
            #expect(run.isRefused)
            #expect(run.pushed == 0)
        }
    }

    @Test func `a log that is shorter after a push, or another dossier, ends the session`() throws {
        let elsewhere = Self.standing(log: 8, seq: 200, dossier: Digest256((9, 9, 9, 9)))
        let answers: [SyncMessage] = [
            Self.pushed(1, 0, seq: 99), Self.pushed(1, 0, seq: Self.most),
            .pushed(SyncMessage.Pushed(applied: 1, refused: 0, standing: elsewhere)),
        ]
        for answer in answers {
            let run = try run { _, message in
                switch message {
                case .hello: Self.welcome(seq: 100)
                case .pull: Self.changes(100, hasMore: false)
                default: answer
                }
            }
            #expect(run.isRefused)
        }
    }

    @Test func `a peer that what was pushed gave a new incarnation is not accused`() throws {
        let renewed = Self.standing(log: 7, seq: 2, token: ReplicaID(high: 2, low: 2))
        let run = try run { _, message in
            switch message {
            case .hello: Self.welcome(seq: 100)
            case .pull: Self.changes(100, hasMore: false)
            default: .pushed(SyncMessage.Pushed(applied: 1, refused: 0, standing: renewed))
            }
        }
        #expect(run.agreement == .level)
    }

    // MARK: Welcome and heads

    @Test(arguments: [0, 1, 15, 17])
    func `buckets of another number are refused`(count: Int) throws {
        let buckets = Array(repeating: UInt64(1), count: count)
        let run = try run(cursor: nil) { _, _ in
            Self.welcome(seq: 9, fits: false, buckets: buckets)
        }
        #expect(run.isRefused)
    }

    @Test func `a welcome that says a cursor fits that nobody gave is asked for buckets`() throws {
        #expect(try run(cursor: nil) { _, _ in Self.welcome(seq: 9, fits: true) }.isRefused)
    }

    @Test func `heads that lie, repeat or were not asked for change only what is sent`() throws {
        let heads = Array(repeating: Self.head(Self.most), count: 1000) + [Self.head(0)]
        let buckets = Array(repeating: UInt64(0), count: 15) + [1]
        let run = try run(cursor: nil) { _, message in
            switch message {
            case .hello: Self.welcome(seq: 9, fits: false, heads: heads, buckets: buckets)
            case .askHeads: .heads(heads)
            case .pull: Self.changes(9, hasMore: false)
            default: Self.pushed(0, 0, seq: 9)
            }
        }
        #expect(run.agreement == .differs)
        #expect(run.questions == 4)
    }

    @Test func `a welcome that never comes level is compared in full once`() throws {
        let run = try run { _, message in
            switch message {
            case .hello(let hello):
                Self.welcome(
                    seq: 9, fits: hello.cursor != nil,
                    buckets: hello.cursor == nil ? Array(repeating: 5, count: 16) : [])
            case .askHeads: .heads([])
            case .pull: Self.changes(9, hasMore: false)
            default: Self.pushed(0, 0, seq: 9)
            }
        }
        #expect(run.agreement == .differs)
        #expect(run.questions <= 8)
    }

    // MARK: Every message in every place

    /// One of each kind, as bad as its form allows.
    private static var all: [SyncMessage] {
        let worst = standing(log: 8, seq: most)
        return [
            .hello(SyncMessage.Hello(standing: worst, cursor: nil)),
            welcome(seq: most, heads: [head(most)], buckets: [1]),
            welcome(seq: 100, fits: false, buckets: Array(repeating: 1, count: 16)),
            .askHeads(buckets: .max), .heads([head(most)]),
            .pull(
                SyncMessage.Pull(
                    afterSeq: most, have: [head(most)], equalBuckets: .max, wantsRoster: true,
                    isFull: true)),
            changes(most, hasMore: true, introductions: [[]]), changes(0, hasMore: true, frame: []),
            changes(100, hasMore: true), pushed(most, most, seq: most), pushed(1, 0, seq: 100),
            .push(
                SyncMessage.Changes(
                    introductions: [], frame: [], throughSeq: most, hasMore: true)),
            .refused(""),
        ]
    }

    /// The right answer, so that a session gets as far as it can.
    private static func honest(_ message: SyncMessage) -> SyncMessage {
        switch message {
        case .hello(let hello):
            welcome(
                seq: 100, fits: hello.cursor != nil,
                buckets: hello.cursor == nil ? Array(repeating: 5, count: 16) : [])
        case .askHeads: .heads([])
        case .pull(let pull): changes(min(pull.afterSeq + 30, 100), hasMore: pull.afterSeq < 70)
        default: pushed(1, 0, seq: 100)
        }
    }

    @Test(arguments: [nil, 3] as [UInt64?])
    func `every message in place of every answer, once or from then on, ends the session`(
        cursor: UInt64?
    ) throws {
        let whole = try run(cursor: cursor, own: 3) { _, message in Self.honest(message) }
        #expect(whole.agreement == .differs)
        #expect(whole.questions > 8)
        for place in 0..<whole.questions {
            for bad in Self.all {
                for isForEver in [true, false] {
                    _ = try run(cursor: cursor, own: 3) { asked, message in
                        asked == place || (isForEver && asked > place) ? bad : Self.honest(message)
                    }
                }
            }
        }
    }
}

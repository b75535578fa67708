import Causality
import CurlClient
import NIOConcurrencyHelpers
import Replica
import Store
import Sync
import SyncHTTP
import SyncServer
import Testing
import Wire

/// A listed peer turned hostile, over TLS: as the server that a real node dials, and as the client of a real node.
@Suite(.timeLimit(.minutes(3))) struct HostileNodesTests {
    /// Answers as it likes, by what it is asked and how often it was asked before.
    private final class Liar: SyncResponder {
        private let count = NIOLockedValueBox(0)
        private let answer: @Sendable (Int, SyncMessage) -> [UInt8]

        init(_ answer: @escaping @Sendable (Int, SyncMessage) -> [UInt8]) { self.answer = answer }

        var asked: Int { count.withLockedValue { $0 } }

        func answer(_ body: [UInt8], from peer: DeviceID) async throws -> [UInt8] {
            let asked = count.withLockedValue { count in
                defer { count += 1 }
                return count
            }
            return answer(asked, try SyncMessage(encoded: body))
        }
    }

    private static func welcome(_ hello: SyncMessage.Hello, seq: UInt64) -> SyncMessage {
        .welcome(
            SyncMessage.Welcome(
                standing: standing(like: hello.standing, seq: seq), cursorFits: false, heads: [],
                buckets: Array(repeating: 0, count: 16)))
    }

    private static func standing(
        like other: SyncMessage.Standing, seq: UInt64
    ) -> SyncMessage.Standing {
        SyncMessage.Standing(
            dossier: other.dossier, token: ReplicaID(high: 9, low: 9), newestSeq: seq,
            logDigest: Digest256((9, 9, 9, 9)), stateDigest: 9, foldVersion: 1, rosterDigest: 9)
    }

    /// What a real node with something to push makes of a session with a server that answers so.
    private func session(
        with answer: @escaping @Sendable (Int, SyncMessage) -> [UInt8]
    ) async throws -> (result: Result<Initiator.Outcome, any Error>, asked: Int) {
        let hub = try await Node("hub")
        let laptop = try await Node("laptop")
        try await laptop.add(["one", "two"])
        let liar = Liar(answer)
        let device = laptop.device
        let result = NIOLockedValueBox<Result<Initiator.Outcome, any Error>?>(nil)
        try await withServer(
            hub.identity, authorize: { $0 == device }, responder: liar,
            bodyBytesMax: SyncEndpoint.messageBytesMax
        ) { port in
            try await laptop.know(hub, port: port)
            let found: Result<Initiator.Outcome, any Error>
            do { found = .success(try await laptop.sync(hub)) } catch { found = .failure(error) }
            result.withLockedValue { $0 = found }
        }
        #expect(try await laptop.peer(hub)?.lastFailure != nil, "status says so")
        // The node goes on.
        try await laptop.add(["three"])
        return (try #require(result.withLockedValue { $0 }), liar.asked)
    }

    private static func endless(_ asked: Int, _ message: SyncMessage) -> SyncMessage {
        switch message {
        case .hello(let hello): welcome(hello, seq: 1 << 62)
        case .pull(let pull):
            .changes(
                SyncMessage.Changes(
                    introductions: [], frame: [], throughSeq: pull.afterSeq + 1, hasMore: true))
        default: .heads([])
        }
    }

    @Test func `a server that always has more is left after a bounded number of requests`()
        async throws
    {
        let (result, asked) = try await session { Self.endless($0, $1).encoded }
        #expect(
            try result.get().agreement
                == .refused("the peer goes on without giving anything new"))
        #expect(asked <= Initiator.fruitlessMax + 3)
    }

    @Test func `a server that stays where it is is left at once`() async throws {
        let (result, asked) = try await session { asked, message in
            if case .pull = message {
                return SyncMessage.changes(
                    SyncMessage.Changes(
                        introductions: [], frame: [], throughSeq: 0, hasMore: true)
                ).encoded
            }
            return Self.endless(asked, message).encoded
        }
        #expect(
            try result.get().agreement
                == .refused("the peer's answers do not move on in its log"))
        #expect(asked == 3)
    }

    @Test func `counts at the end of all numbers trap nothing`() async throws {
        let standing = NIOLockedValueBox<SyncMessage.Standing?>(nil)
        let (result, _) = try await session { asked, message in
            switch message {
            case .hello(let hello):
                standing.withLockedValue { $0 = Self.standing(like: hello.standing, seq: 9) }
                return Self.welcome(hello, seq: 9).encoded
            case .pull:
                return SyncMessage.changes(
                    SyncMessage.Changes(
                        introductions: [], frame: [], throughSeq: 9, hasMore: false)
                ).encoded
            case .push:
                guard let now = standing.withLockedValue({ $0 }) else { return [] }
                return SyncMessage.pushed(
                    SyncMessage.Pushed(applied: .max, refused: .max, standing: now)
                ).encoded
            default: return SyncMessage.heads([]).encoded
            }
        }
        let outcome = try result.get()
        #expect(outcome.agreement == .refused("the peer counts more changes than were sent"))
        #expect(outcome.pushed == 0)
    }

    @Test(arguments: [[], [60, 104], [1], [1, 99], [2, 1], Array(repeating: 0xFF, count: 1000)])
    func `bytes that are no message end the session with their reason`(bytes: [UInt8]) async throws
    {
        let (result, asked) = try await session { _, _ in bytes }
        #expect(throws: (any Error).self) { try result.get() }
        #expect(asked == 1)
    }

    // MARK: A hostile client

    /// Each message, as bad as its form allows.
    private static func requests(_ honest: SyncMessage.Standing) -> [SyncMessage] {
        let worst = SyncMessage.Standing(
            dossier: honest.dossier, token: honest.token, newestSeq: .max, logDigest: .zero,
            stateDigest: .max, foldVersion: .max, rosterDigest: .max)
        let head = SyncMessage.HeadDot(
            dot: Dot(ReplicaID(high: .max, low: .max), .max), hash: Digest256((9, 9, 9, 9)))
        let heads = Array(repeating: head, count: SyncMessage.headsMax)
        func changes(_ frame: [UInt8], _ introductions: [[UInt8]] = []) -> SyncMessage.Changes {
            SyncMessage.Changes(
                introductions: introductions, frame: frame, throughSeq: .max, hasMore: true)
        }
        return [
            .hello(SyncMessage.Hello(standing: worst, cursor: nil)),
            .hello(
                SyncMessage.Hello(
                    standing: worst, cursor: SyncMessage.Cursor(token: honest.token, seq: .max))),
            .hello(
                SyncMessage.Hello(
                    standing: worst, cursor: SyncMessage.Cursor(token: honest.token, seq: 0))),
            .askHeads(buckets: 0), .askHeads(buckets: .max),
            .pull(
                SyncMessage.Pull(
                    afterSeq: .max, have: [], equalBuckets: 0, wantsRoster: true, isFull: true)),
            .pull(
                SyncMessage.Pull(
                    afterSeq: 0, have: heads, equalBuckets: .max, wantsRoster: false,
                    isFull: false)),
            .pull(
                SyncMessage.Pull(
                    afterSeq: 0, have: heads, equalBuckets: 0, wantsRoster: true, isFull: true)),
            .push(changes([])), .push(changes([1])), .push(changes([1, 2, 3], [[], [0]])),
            .push(changes(Array(repeating: 0xFF, count: 100_000))),
            .welcome(
                SyncMessage.Welcome(standing: worst, cursorFits: true, heads: heads, buckets: [])),
            .heads(heads), .changes(changes([])),
            .pushed(SyncMessage.Pushed(applied: .max, refused: .max, standing: worst)),
            .refused(String(repeating: "x", count: 4000)),
        ]
    }

    @Test func `whatever a listed client asks is answered, and the node goes on`() async throws {
        let hub = try await Node("hub")
        let laptop = try await Node("laptop")
        try await hub.know(laptop)
        try await hub.add((0..<20).map { "record \($0)" })
        let before = try await hub.standing()
        try await hub.serve { port in
            let link = try HTTPPeer(
                url: "https://127.0.0.1:\(port)", expected: hub.device, identity: laptop.identity,
                client: .init(), pin: nil)
            let hello = SyncMessage.hello(
                SyncMessage.Hello(
                    standing: SyncMessage.Standing(
                        dossier: .zero, token: ReplicaID(high: 1, low: 1), newestSeq: 0,
                        logDigest: .zero, stateDigest: 0, foldVersion: 1, rosterDigest: 0),
                    cursor: nil))
            guard
                case .welcome(let welcome) = try SyncMessage(
                    encoded: await link.exchange(hello.encoded))
            else {
                Issue.record("no welcome")
                return
            }
            for request in Self.requests(welcome.standing) {
                for encoded in [request.encoded, Array(request.encoded.dropLast())] {
                    _ = try SyncMessage(encoded: await link.exchange(encoded))
                }
            }
            #expect(try await hub.standing() == before)
            try await laptop.know(hub, port: port)
            #expect(try await laptop.sync(hub).agreement == .level)
        }
    }
}

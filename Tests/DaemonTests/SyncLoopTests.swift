import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle
import Testing

@testable import Daemon

/// The loop around the schedule, on the real clock with short waits.
struct SyncLoopTests {
    private static let settings = Schedule<String>.Settings(
        interval: .seconds(3600), jitter: 0, settle: .milliseconds(10),
        retryMin: .milliseconds(10), retryMax: .milliseconds(40))

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Rounds as they begin.
    private typealias Rounds = AsyncStream<String>

    @Test(.timeLimit(.minutes(1)))
    func `each peer is synced at the start and again after a change`() async {
        let (rounds, continuation) = Rounds.makeStream()
        let loop = SyncLoop(settings: Self.settings, logger: Self.quiet) { round in
            continuation.yield(round.peer)
            return .success
        }
        let running = Task { await loop.run() }
        defer { running.cancel() }
        var next = rounds.makeAsyncIterator()
        loop.notify(.peers(["hq", "post"]))
        let first = [await next.next(), await next.next()].compactMap(\.self)
        #expect(Set(first) == ["hq", "post"])
        // Both rounds are over once a change finds them waiting; until then it makes them run once more.
        loop.notify(.changed(knownTo: ["post"]))
        #expect(await next.next() == "hq")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a peer that does not answer is asked again`() async {
        let (rounds, continuation) = Rounds.makeStream()
        let loop = SyncLoop(settings: Self.settings, logger: Self.quiet) { round in
            continuation.yield(round.peer)
            return .unreachable
        }
        let running = Task { await loop.run() }
        defer { running.cancel() }
        loop.notify(.peers(["hq"]))
        var next = rounds.makeAsyncIterator()
        for _ in 0..<5 { #expect(await next.next() == "hq") }
    }

    @Test(.timeLimit(.minutes(1)))
    func `draining waits for the round under way and begins no other`() async throws {
        let (begun, continuation) = Rounds.makeStream()
        let (release, releasing) = Rounds.makeStream()
        let ended = NIOLockedValueBox(false)
        let loop = SyncLoop(settings: Self.settings, logger: Self.quiet) { round in
            continuation.yield(round.peer)
            for await _ in release { break }
            ended.withLockedValue { $0 = true }
            return .success
        }
        loop.notify(.peers(["hq"]))
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: loop, successTerminationBehavior: .ignore)],
                logger: Self.quiet))
        let running = Task { try await group.run() }
        var next = begun.makeAsyncIterator()
        #expect(await next.next() == "hq")
        loop.notify(.changed(knownTo: []))
        await group.triggerGracefulShutdown()
        #expect(!ended.withLockedValue { $0 })
        releasing.yield("go on")
        try await running.value
        #expect(ended.withLockedValue { $0 })
        continuation.finish()
        #expect(await next.next() == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a first attempt is one, and a round that hears nothing keeps no place`() async {
        let (rounds, continuation) = AsyncStream<(peer: String, isFirst: Bool)>.makeStream()
        var settings = Self.settings
        settings.roundsMax = 1
        settings.patience = .milliseconds(20)
        let isLater = NIOLockedValueBox<Set<String>>([])
        let loop = SyncLoop(settings: settings, logger: Self.quiet) { round in
            continuation.yield((round.peer, round.isFirstAttempt))
            guard isLater.withLockedValue({ $0.insert(round.peer).inserted }) else {
                // Until it is cancelled.
                try? await Task.sleep(for: .seconds(3600))
                return .unreachable
            }
            round.didHear()
            return .success
        }
        let running = Task { await loop.run() }
        defer { running.cancel() }
        var next = rounds.makeAsyncIterator()
        loop.notify(.peers(["hq", "post"]))
        for _ in 0..<2 { #expect(await next.next()?.isFirst == true) }
        // Both hang from now on; there is one place, and both rounds begin.
        loop.notify(.changed(knownTo: []))
        let hanging = [await next.next(), await next.next()].compactMap(\.self)
        #expect(Set(hanging.map(\.peer)) == ["hq", "post"])
        #expect(hanging.allSatisfy { !$0.isFirst })
    }
}

import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle
import Store
import Testing

@testable import Daemon

struct ProjectionCatchUpTests {
    private struct SlowNode: DaemonNode {
        /// Slices to go, and those that fail at first.
        let state: NIOLockedValueBox<(left: Int, failures: Int, asked: Int)>

        func dialledPeers() async throws -> [String] { [] }
        func newestSeq() async throws -> Int64 { 0 }
        func sync(
            with peer: String, network: Configuration.Network,
            didHear: @escaping @Sendable () -> Void
        ) async -> RoundResult<String> {
            RoundResult(.success)
        }
        func answers() async -> Bool { true }
        func notices() async throws -> [NodeNotice] { [] }
        func openConflicts() async throws -> [OpenConflict] { [] }

        func catchUp() async throws -> Bool {
            try state.withLockedValue { state in
                state.asked += 1
                if state.failures > 0 {
                    state.failures -= 1
                    throw StoreError.busy
                }
                state.left = max(0, state.left - 1)
                return state.left == 0
            }
        }
    }

    private func run(_ node: SlowNode, looks: Int) async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        for _ in 0..<looks { continuation.yield() }
        continuation.finish()
        await ProjectionCatchUp(node: node, looks: stream, logger: Logger(label: "t")).run()
    }

    @Test func `one look brings everything up, slice by slice`() async {
        let node = SlowNode(state: .init((left: 5, failures: 0, asked: 0)))
        await run(node, looks: 1)
        #expect(node.state.withLockedValue { $0.left } == 0)
        #expect(node.state.withLockedValue { $0.asked } == 5)
    }

    @Test func `what fails is tried again after the next look`() async {
        let node = SlowNode(state: .init((left: 2, failures: 1, asked: 0)))
        await run(node, looks: 2)
        #expect(node.state.withLockedValue { $0.left } == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what fails is tried again after a while, though nobody writes`() async {
        let node = SlowNode(state: .init((left: 2, failures: 3, asked: 0)))
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        continuation.yield()
        var catchUp = ProjectionCatchUp(node: node, looks: stream, logger: Logger(label: "t"))
        catchUp.patience = (.milliseconds(1), .milliseconds(2))
        catchUp.askAgain = { continuation.yield() }
        catchUp.rest = { continuation.finish() }
        await catchUp.run()
        #expect(node.state.withLockedValue { $0.left } == 0)
    }

    /// However much there is left: with the daemon it ends, at the next slice.
    @Test(.timeLimit(.minutes(1)))
    func `what never comes to an end is stopped with the daemon, without a word`() async throws {
        let node = SlowNode(state: .init((left: .max, failures: 0, asked: 0)))
        let (looks, look) = AsyncStream<Void>.makeStream()
        let lines = LineCounter()
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(
                        service: ProjectionCatchUp(
                            node: node, looks: looks, logger: Logger(label: "t") { _ in lines }),
                        successTerminationBehavior: .ignore)
                ], logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }))
        look.yield()
        let running = Task { try await group.run() }
        while node.state.withLockedValue({ $0.asked }) < 3 { await Task.yield() }
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(lines.count == 0)
    }

    /// Counts what is logged.
    private final class LineCounter: LogHandler, Sendable {
        private let lines = NIOLockedValueBox(0)

        var count: Int { lines.withLockedValue { $0 } }
        var logLevel: Logger.Level {
            get { .trace }
            set {}
        }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) { lines.withLockedValue { $0 += 1 } }
    }
}

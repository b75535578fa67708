import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle
import Testing

@testable import Daemon

struct ProjectionCatchUpTests {
    private struct SlowNode: DaemonNode {
        /// Slices to go, and those that fail at first.
        let state: NIOLockedValueBox<(left: Int, failures: Int, asked: Int)>

        func dialledPeers() async throws -> [String] { [] }
        func newestSeq() async throws -> Int64 { 0 }
        func sync(with peer: String, network: Configuration.Network) async -> RoundResult<String> {
            RoundResult(.success)
        }
        func answers() async -> Bool { true }
        func openConflicts() async throws -> [OpenConflict] { [] }

        func catchUp() async throws -> Bool {
            try state.withLockedValue { state in
                state.asked += 1
                if state.failures > 0 {
                    state.failures -= 1
                    throw CancellationError()
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
}

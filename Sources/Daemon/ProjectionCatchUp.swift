import Logging
import ServiceLifecycle

/// Brings what may lag behind the log up to it, in the background, whenever somebody wrote.
///
/// Slice by slice, so that whoever else needs the node waits for one slice at most. What fails is tried again after the
/// next write, and after a while without one.
struct ProjectionCatchUp<Node: DaemonNode>: Service {
    let node: Node
    /// One element for each look at the node that may have found something new.
    let looks: AsyncStream<Void>
    let logger: Logger
    /// Told what people disagree on, whenever all is brought up.
    var hook: ConflictHook?
    /// Called when all is brought up, at most once in ``restSeconds``.
    var rest: @Sendable () -> Void = RestingMemory.giveBack

    private static var restSeconds: Int { 60 }

    /// Asks for another look.
    var askAgain: @Sendable () -> Void = {}
    /// How long it waits after a failure; longer after each that follows.
    var patience = (min: Duration.seconds(2), max: Duration.seconds(300))

    func run() async {
        await cancelWhenGracefulShutdown {
            var rested: ContinuousClock.Instant?
            var pause = patience.min
            var later: Task<Void, any Error>?
            defer { later?.cancel() }
            for await _ in looks {
                later?.cancel()
                do {
                    if try await bringUp() {
                        pause = patience.min
                    } else {
                        later = askAgain(after: pause)
                        pause = min(pause * 2, patience.max)
                    }
                    if rested.map({ $0.duration(to: .now) > .seconds(Self.restSeconds) }) ?? true {
                        rest()
                        rested = .now
                    }
                } catch is CancellationError {
                    // The next look, or the next start, goes on where this one was stopped.
                } catch {
                    logger.info("projections not brought up", metadata: ["cause": "\(error)"])
                    later = askAgain(after: pause)
                    pause = min(pause * 2, patience.max)
                }
            }
        }
    }

    /// - Returns: whether whoever is to be told was.
    private func bringUp() async throws -> Bool {
        while try await !node.catchUp() { try Task.checkCancellation() }
        guard let hook, hook.isSet else { return true }
        return await hook.look(try await node.openConflicts())
    }

    private func askAgain(after pause: Duration) -> Task<Void, any Error> {
        Task {
            try await Task.sleep(for: pause)
            askAgain()
        }
    }
}

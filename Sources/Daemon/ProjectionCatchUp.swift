import Logging
import ServiceLifecycle

/// Brings what may lag behind the log up to it, in the background, whenever somebody wrote.
///
/// Slice by slice, so that whoever else needs the node waits for one slice at most. What fails is tried again after the
/// next write: nothing depends on it but how soon a search answers.
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

    func run() async {
        await cancelWhenGracefulShutdown {
            var rested: ContinuousClock.Instant?
            for await _ in looks {
                do {
                    while try await !node.catchUp() { try Task.checkCancellation() }
                    if let hook, hook.isSet { await hook.look(try await node.openConflicts()) }
                    if rested.map({ $0.duration(to: .now) > .seconds(Self.restSeconds) }) ?? true {
                        rest()
                        rested = .now
                    }
                } catch is CancellationError {
                    // The next look, or the next start, goes on where this one was stopped.
                } catch {
                    logger.info("projections not brought up", metadata: ["cause": "\(error)"])
                }
            }
        }
    }
}

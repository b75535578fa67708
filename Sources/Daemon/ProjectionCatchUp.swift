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

    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in looks {
                do {
                    while try await !node.catchUp(), !Task.isCancelled {}
                } catch {
                    logger.info("search index not brought up", metadata: ["cause": "\(error)"])
                }
            }
        }
    }
}

import Logging
import ServiceLifecycle

/// Looks at the log and the records while nothing else is to be done, a slice at a time: all of 100,000 records within
/// minutes, several times a day. What is wrong in a record is put right, and said.
struct IdleCheck<Node: DaemonNode>: Service {
    let node: Node
    let logger: Logger
    /// After the start, when there is enough else to do.
    var settle: Duration = .seconds(60)
    var pause: Duration = .milliseconds(100)
    var rest: Duration = .seconds(6 * 3600)

    func run() async {
        await cancelWhenGracefulShutdown {
            var wait = settle
            while (try? await Task.sleep(for: wait)) != nil { wait = await look() }
        }
    }

    /// - Returns: how long to wait for the next look.
    private func look() async -> Duration {
        do {
            switch try await node.checkSlice() {
            case .more: return pause
            case .good: break
            case .mended(let count):
                logger.warning(
                    "records were not what the log says and were made anew",
                    metadata: ["records": "\(count)"])
            case .damaged(let count):
                logger.error(
                    "changes in the log are damaged or missing: run liaison doctor",
                    metadata: ["changes": "\(count)"])
            }
        } catch { logger.warning("check not done", metadata: ["cause": "\(error)"]) }
        return rest
    }
}

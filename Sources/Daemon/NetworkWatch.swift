import Logging
import ServiceLifecycle

/// Tells the loop when the network changed.
struct NetworkWatch<Peer: Hashable & Comparable & Sendable>: Service {
    let loop: SyncLoop<Peer>
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do throws(NetworkWatcher.Failure) {
                for await _ in try NetworkWatcher().changes() {
                    logger.debug("network changed")
                    loop.notify(.networkChanged)
                }
            } catch {
                // Without it a laptop that comes back waits its back-off out, no more.
                logger.notice("network is not watched", metadata: ["errno": "\(error.code)"])
                try await gracefulShutdown()
            }
        }
    }
}

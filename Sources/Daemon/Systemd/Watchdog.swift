package import Logging
import ServiceLifecycle

/// Tells the service manager twice in every watchdog interval that the service still does its work.
///
/// It asks before it tells: `isAlive` takes the way that the work takes (the replica's own executor), so that a daemon
/// whose loop turns and whose database hangs is restarted too.
package struct Watchdog: Service {
    private let notifier: ServiceNotifier
    private let interval: Duration
    private let isAlive: @Sendable () async -> Bool
    private let logger: Logger

    package init(
        notifier: ServiceNotifier, interval: Duration, logger: Logger,
        isAlive: @escaping @Sendable () async -> Bool
    ) {
        self.notifier = notifier
        self.interval = interval
        self.logger = logger
        self.isAlive = isAlive
    }

    /// The manager's interval, from `WATCHDOG_USEC`; nil where it asks for no watchdog, or asks another process.
    ///
    /// Source: sd_watchdog_enabled(3).
    package static func interval(environment: [String: String], processID: Int32) -> Duration? {
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text),
            microseconds > 0
        else { return nil }
        if let owner = environment["WATCHDOG_PID"], owner != "\(processID)" { return nil }
        return .microseconds(microseconds)
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await isAlive() {
                    notifier.send(.watchdog)
                } else {
                    logger.error("watchdog not fed: the replica does not answer")
                }
                // Cancelled means draining: the manager has its own time-out for that.
                try? await Task.sleep(for: interval / 2)
            }
        }
    }
}

import Dispatch
package import Logging
package import Records
import ServiceLifecycle
package import UnixSignals

/// Reads the configuration again on SIGHUP. A file with mistakes is reported and changes nothing.
package struct Reloader: Service {
    private let file: String?
    private let hangUps: UnixSignalsSequence
    private let notifier: ServiceNotifier
    private let language: Language
    private let logger: Logger
    private let started: Configuration
    private let apply: @Sendable (Configuration) async -> Void

    /// `file` and `started` are what the daemon was started with; what needs a restart stays as it is there. `hangUps`
    /// are trapped before the daemon calls itself ready, for an untrapped SIGHUP ends the process. `apply` takes over
    /// the new settings.
    package init(
        file: String?, hangUps: UnixSignalsSequence, started: Configuration,
        notifier: ServiceNotifier, language: Language, logger: Logger,
        apply: @escaping @Sendable (Configuration) async -> Void
    ) {
        self.file = file
        self.hangUps = hangUps
        self.started = started
        self.notifier = notifier
        self.language = language
        self.logger = logger
        self.apply = apply
    }

    package func run() async {
        for await _ in hangUps.cancelOnGracefulShutdown() {
            notifier.send(.reloading(monotonicMicroseconds: Self.monotonicMicroseconds()))
            await reload()
            notifier.send(.ready)
        }
    }

    /// - Returns: whether the new settings were taken over.
    @discardableResult
    package func reload() async -> Bool {
        guard let file else {
            logger.notice("no configuration file: nothing to reload")
            return false
        }
        do throws(ConfigurationError) {
            let next = try Configuration.load(from: file)
            await apply(next)
            logger.notice("configuration reloaded", metadata: ["file": "\(file)"])
            for path in next.restartNeeded(from: started) {
                logger.warning(
                    "a changed setting takes effect after a restart",
                    metadata: ["setting": "\(path)"])
            }
            return true
        } catch {
            for problem in error.problems {
                logger.error(
                    "configuration not reloaded",
                    metadata: ["problem": "\(error.line(for: problem, in: language))"])
            }
            return false
        }
    }

    // Dispatch counts its time from CLOCK_MONOTONIC, the clock that the manager compares with.
    private static func monotonicMicroseconds() -> UInt64 {
        DispatchTime.now().uptimeNanoseconds / 1000
    }
}

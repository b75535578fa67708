import Logging
import NIOConcurrencyHelpers
package import Records
package import ServiceLifecycle
package import UnixSignals

/// The daemon: its services in one group, from the first look at the database to the last drained request.
package struct LiaisonDaemon<Node: DaemonNode>: Sendable {
    package let node: Node
    /// Folder and name of the database file that is watched.
    package let folder: String
    package let database: String
    package let configuration: Configuration
    /// The file that a reload reads; nil where the defaults hold.
    package let file: String?
    package let language: Language
    /// Variables of the process: the service manager's socket and watchdog.
    package let environment: [String: String]
    package let log: LogOutput

    /// Longer than any request should take, shorter than the unit's TimeoutStopSec.
    package static var drainMax: Duration { .seconds(20) }

    /// How long a first attempt waits for a connection: whoever hangs then is tried again with the whole patience.
    private static var firstConnectMax: Duration { .seconds(5) }

    package init(
        node: Node, folder: String, database: String, configuration: Configuration, file: String?,
        language: Language, environment: [String: String], log: LogOutput
    ) {
        self.node = node
        self.folder = folder
        self.database = database
        self.configuration = configuration
        self.file = file
        self.language = language
        self.environment = environment
        self.log = log
    }

    /// What the server needs of the daemon, and the daemon of the server.
    package struct Serving: Sendable {
        /// To be called once the port is listening.
        package let didStart: @Sendable () -> Void
        /// To be called with what a peer that dialled us has added to the log.
        package let didReceive: @Sendable (Int64, Node.Peer) -> Void
    }

    /// Runs until a signal asks it to stop, and drains.
    ///
    /// - Parameters:
    ///   - processID: of this process, to which the watchdog must be addressed.
    ///   - stopSignals: what drains the daemon.
    ///   - beside: services of the node's own, which run and drain with the others.
    ///   - makeServer: makes the service that answers peers; nil where nobody listens.
    /// - Throws: ``DaemonError``, or what the database, its folder or the server throw.
    package func run(
        processID: Int32, stopSignals: [UnixSignal] = [.sigterm, .sigint],
        beside: [any Service] = [],
        makeServer: ((Serving) async throws -> any Service)? = nil
    ) async throws {
        let logger = log.logger(label: "liaisond")
        let notifier = try ServiceNotifier(environment: environment)
        // Before anything can be missed: writes, and signals that would end an unprepared process.
        let writes = try DatabaseWatcher(folder: folder, database: database).changes()
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        let network = NIOLockedValueBox(configuration.network)

        let (node, language) = (node, language)
        let growth = NIOLockedValueBox(LogGrowth<Node.Peer>(seq: try await node.newestSeq()))
        let status = NIOLockedValueBox("")
        let rounds = NIOLockedValueBox(RoundLog<Node.Peer>())
        let loop = SyncLoop<Node.Peer>(
            settings: .init(configuration.sync), logger: logger,
            report: { schedule in
                let fault = schedule.isHurt ? rounds.withLockedValue { $0.fault } : nil
                let text = StatusLine(schedule.entries, fault: fault).text[language]
                let isNew = status.withLockedValue { last in
                    defer { last = text }
                    return last != text
                }
                if isNew { notifier.send(.status(text)) }
            }
        ) { round in
            var settings = network.withLockedValue { $0 }
            if round.isFirstAttempt {
                settings.connectTimeout = min(settings.connectTimeout, Self.firstConnectMax)
            }
            let result = await node.sync(
                with: round.peer, network: settings, didHear: round.didHear)
            growth.withLockedValue { $0.receive(result.received, from: round.peer) }
            // A round that was cancelled says nothing of the peer.
            if !Task.isCancelled {
                for line in rounds.withLockedValue({ $0.lines(result, of: round.peer) }) {
                    logger.log(level: line.level, line.message, metadata: line.metadata)
                }
            }
            return result.outcome
        }
        // One look that waits stands for all that follow it.
        let (looks, looked) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let watch = NodeWatch(
            node: node, writes: writes, growth: growth, loop: loop, looks: looked, logger: logger)

        let hook = ConflictHook(
            configuration.hooks, folder: folder, environment: environment, logger: logger)
        hook.begin(try await node.openConflicts())
        let log = log
        let reloader = Reloader(
            file: file, hangUps: hangUps, started: configuration, notifier: notifier,
            language: language, logger: logger
        ) { next in
            log.reload(next.log)
            network.withLockedValue { $0 = next.network }
            hook.reload(next.hooks)
            loop.notify(.reload(.init(next.sync)))
        }
        let didStart: @Sendable () -> Void = {
            notifier.send(.ready)
            logger.notice("started")
        }

        var services: [any Service] =
            [
                StopNotice(notifier: notifier), loop, watch,
                ProjectionCatchUp(
                    node: node, looks: looks, logger: logger, hook: hook,
                    askAgain: { looked.yield() }),
                NetworkWatch(loop: loop, logger: logger), reloader,
                IdleCheck(node: node, logger: logger),
            ] + beside
        if let interval = Watchdog.interval(environment: environment, processID: processID) {
            services.append(
                Watchdog(notifier: notifier, interval: interval, logger: logger) {
                    await node.answers()
                })
        }
        if let makeServer {
            let serving = Serving(didStart: didStart) { count, peer in
                growth.withLockedValue { $0.receive(count, from: peer) }
            }
            services.append(try await makeServer(serving))
        } else {
            services.append(StartNotice(didStart: didStart))
        }
        do {
            try await Self.group(services, stopSignals: stopSignals, logger: logger).run()
        } catch {
            await notifier.flush()
            throw error
        }
        await notifier.flush()
        logger.notice("stopped")
    }

    private static func group(
        _ services: [any Service], stopSignals: [UnixSignal], logger: Logger
    ) -> ServiceGroup {
        // What the library tells at lower levels is how our services look inside, which is nobody's business.
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(service: $0, successTerminationBehavior: .ignore)
            },
            gracefulShutdownSignals: stopSignals, logger: logger)
        configuration.maximumGracefulShutdownDuration = drainMax
        return ServiceGroup(configuration: configuration)
    }
}

/// Runs where nothing has to start before the daemon is ready.
private struct StartNotice: Service {
    let didStart: @Sendable () -> Void

    func run() async { didStart() }
}

extension Schedule.Settings {
    init(_ sync: Configuration.Sync) {
        self.init(
            interval: sync.interval, jitter: sync.jitter, settle: sync.settle,
            retryMin: sync.retryMin, retryMax: sync.retryMax)
    }
}

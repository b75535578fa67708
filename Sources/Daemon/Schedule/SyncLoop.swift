package import Logging
import ServiceLifecycle

/// Begins rounds when the ``Schedule`` says so: the thin part that waits.
///
/// Draining begins no round and waits for those under way; a cancellation cancels them.
package struct SyncLoop<Peer: Hashable & Comparable & Sendable>: Service {
    /// What the rest of the daemon tells the loop, without waiting.
    package enum Event: Sendable {
        case peers([Peer])
        case changed(knownTo: Set<Peer>)
        case networkChanged
        case reload(Schedule<Peer>.Settings)
    }

    private enum Input: Sendable {
        case event(Event)
        case heard(Peer)
        case finished(Peer, Schedule<Peer>.Outcome)
        case deadline
    }

    /// One sync with one peer, as it begins.
    package struct Round: Sendable {
        package let peer: Peer
        /// It may be given up sooner: see ``Schedule/Entry/isFirstAttempt``.
        package let isFirstAttempt: Bool
        /// To be called whenever something comes from the peer.
        package let didHear: @Sendable () -> Void
    }

    private let settings: Schedule<Peer>.Settings
    private let logger: Logger
    private let report: @Sendable (Schedule<Peer>) -> Void
    private let round: @Sendable (Round) async -> Schedule<Peer>.Outcome
    private let inputs: AsyncStream<Input>
    private let input: AsyncStream<Input>.Continuation

    /// `round` does one sync; it tells its own failures to whoever reads the log. `report` hears how the peers stand after
    /// everything that changes it.
    package init(
        settings: Schedule<Peer>.Settings, logger: Logger,
        report: @escaping @Sendable (Schedule<Peer>) -> Void = { _ in },
        round: @escaping @Sendable (Round) async -> Schedule<Peer>.Outcome
    ) {
        self.settings = settings
        self.logger = logger
        self.report = report
        self.round = round
        (inputs, input) = AsyncStream.makeStream()
    }

    package func notify(_ event: Event) { input.yield(.event(event)) }

    package func run() async {
        await withGracefulShutdownHandler {
            await loop()
        } onGracefulShutdown: {
            input.finish()
        }
    }

    private func loop() async {
        var schedule = Schedule<Peer>(settings: settings)
        var generator = SystemRandomNumberGenerator()
        let clock = ContinuousClock()
        let start = clock.now
        var timer: Task<Void, Never>?
        await withTaskGroup(of: Void.self) { rounds in
            for await next in inputs {
                let now = start.duration(to: clock.now)
                Self.take(next, into: &schedule, at: now, using: &generator)
                let isFirst = Set(schedule.entries.filter(\.isFirstAttempt).map(\.peer))
                for peer in schedule.begin(at: now) {
                    logger.debug("sync begins", metadata: ["peer": "\(peer)"])
                    let begun = Round(peer: peer, isFirstAttempt: isFirst.contains(peer)) {
                        input.yield(.heard(peer))
                    }
                    rounds.addTask {
                        let outcome = await round(begun)
                        input.yield(.finished(peer, outcome))
                    }
                }
                report(schedule)
                timer?.cancel()
                timer = schedule.nextDeadline.map { deadline in
                    Task {
                        // Cancelled means that an event came first.
                        guard (try? await clock.sleep(until: start + deadline)) != nil else {
                            return
                        }
                        input.yield(.deadline)
                    }
                }
            }
            timer?.cancel()
        }
    }

    private static func take(
        _ next: Input, into schedule: inout Schedule<Peer>, at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) {
        switch next {
        case .event(.peers(let peers)): schedule.setPeers(peers, at: now, using: &generator)
        case .event(.changed(let known)): schedule.changed(at: now, knownTo: known)
        case .event(.networkChanged): schedule.networkChanged(at: now, using: &generator)
        case .event(.reload(let settings)): schedule.reload(settings, at: now)
        case .heard(let peer): schedule.heard(peer, at: now)
        case .finished(let peer, let outcome):
            schedule.finished(peer, outcome, at: now, using: &generator)
        case .deadline: break
        }
    }
}

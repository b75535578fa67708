/// When to sync with which peer next. A value without a clock: it takes the time and the generator as arguments.
///
/// Shape: one entry per peer, ordered by peer. Times are durations since any fixed moment of the caller's.
/// Cost: every verb is O(peers).
package struct Schedule<Peer: Hashable & Comparable & Sendable>: Sendable {
    /// Ordered by peer, so that the same events give the same order of rounds.
    package private(set) var entries: [Entry] = []
    package private(set) var settings: Settings

    /// What the schedule needs of the configuration.
    package struct Settings: Hashable, Sendable {
        package var interval: Duration
        /// Share of the interval, from 0 to 1, added or taken away at random.
        package var jitter: Double
        /// How long after a change to wait for more.
        package var settle: Duration
        package var retryMin: Duration
        package var retryMax: Duration
        /// Rounds under way at the same time.
        package var roundsMax: Int

        package init(
            interval: Duration, jitter: Double, settle: Duration, retryMin: Duration,
            retryMax: Duration, roundsMax: Int = 4
        ) {
            self.interval = interval
            self.jitter = jitter
            self.settle = settle
            self.retryMin = retryMin
            self.retryMax = retryMax
            self.roundsMax = roundsMax
        }
    }

    /// One peer's place in the schedule.
    package struct Entry: Sendable {
        package let peer: Peer
        /// When its next round may begin; of no meaning while one is under way.
        package fileprivate(set) var due: Duration
        package fileprivate(set) var isRunning = false
        /// Something changed here that the round under way may have missed.
        fileprivate var hasNews = false
        fileprivate var backOff: BackOff

        package var isBackingOff: Bool { backOff.failures > 0 }
    }

    /// How a round ended.
    package enum Outcome: Hashable, Sendable {
        case success
        /// Nobody answered, or not in time.
        case unreachable
        /// The connection broke after something had come through: the peer is there, the link is poor.
        case interrupted
        /// The peer will not have us, or is not who it should be: asking often does not help, a person must act.
        case refused
    }

    package init(settings: Settings) { self.settings = settings }
}

// MARK: - What happened

extension Schedule {
    /// The peers as they now are. New ones are due within the first retry bound; those that are gone are forgotten.
    package mutating func setPeers(
        _ peers: some Sequence<Peer>, at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) {
        let known = Dictionary(uniqueKeysWithValues: entries.map { ($0.peer, $0) })
        entries = Set(peers).sorted().map { peer in
            known[peer] ?? newEntry(peer, at: now, using: &generator)
        }
    }

    /// The data here changed. Peers in `known` have it already: it came from them.
    ///
    /// A peer that cannot be reached stays in its wait: an edit must not cost an attempt each time.
    package mutating func changed(at now: Duration, knownTo known: Set<Peer> = []) {
        for index in entries.indices where !known.contains(entries[index].peer) {
            if entries[index].isRunning {
                entries[index].hasNews = true
            } else if !entries[index].isBackingOff {
                entries[index].due = min(entries[index].due, now + settings.settle)
            }
        }
    }

    /// The machine's addresses or routes changed: whoever could not be reached may be now.
    package mutating func networkChanged(
        at now: Duration, using generator: inout some RandomNumberGenerator
    ) {
        for index in entries.indices where entries[index].isBackingOff && !entries[index].isRunning
        {
            entries[index].backOff.succeed()
            let wait = Duration.random(upTo: settings.retryMin, using: &generator)
            entries[index].due = min(entries[index].due, now + wait)
        }
    }

    /// The round with `peer` is over. Without effect for a peer that is gone.
    package mutating func finished(
        _ peer: Peer, _ outcome: Outcome, at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) {
        guard let index = entries.firstIndex(where: { $0.peer == peer }) else { return }
        entries[index].isRunning = false
        let hasNews = entries[index].hasNews
        entries[index].hasNews = false
        switch outcome {
        case .success:
            entries[index].backOff.succeed()
            let wait = hasNews ? settings.settle : jittered(settings.interval, using: &generator)
            entries[index].due = now + wait
        case .unreachable:
            entries[index].due = now + entries[index].backOff.fail(using: &generator)
        case .interrupted:
            entries[index].backOff.succeed()
            entries[index].due = now + entries[index].backOff.fail(using: &generator)
        case .refused:
            _ = entries[index].backOff.fail(using: &generator)
            entries[index].due = now + jittered(settings.retryMax, using: &generator)
        }
    }

    /// New settings. A shorter interval counts at once, a longer one from the next round on.
    package mutating func reload(_ settings: Settings, at now: Duration) {
        self.settings = settings
        for index in entries.indices {
            entries[index].backOff = entries[index].backOff.bounded(
                min: settings.retryMin, max: settings.retryMax)
            let latest = entries[index].isBackingOff ? settings.retryMax : settings.interval
            entries[index].due = min(entries[index].due, now + latest * (1 + settings.jitter))
        }
    }
}

// MARK: - What to do

extension Schedule {
    /// The peers whose round begins now, those that waited longest first. They count as running until ``finished``.
    package mutating func begin(at now: Duration) -> [Peer] {
        let running = entries.count { $0.isRunning }
        let waiting = entries.indices
            .filter { !entries[$0].isRunning && entries[$0].due <= now }
            .sorted { (entries[$0].due, $0) < (entries[$1].due, $1) }
        let beginning = waiting.prefix(max(0, settings.roundsMax - running))
        for index in beginning { entries[index].isRunning = true }
        return beginning.map { entries[$0].peer }
    }

    /// When ``begin(at:)`` may have something to do again; nil while only the end of a round or an event can bring it.
    package var nextDeadline: Duration? {
        guard entries.count(where: \.isRunning) < settings.roundsMax else { return nil }
        return entries.filter { !$0.isRunning }.map(\.due).min()
    }
}

// MARK: - Helpers

extension Schedule {
    private func newEntry(
        _ peer: Peer, at now: Duration, using generator: inout some RandomNumberGenerator
    ) -> Entry {
        Entry(
            peer: peer, due: now + .random(upTo: settings.retryMin, using: &generator),
            backOff: BackOff(min: settings.retryMin, max: settings.retryMax))
    }

    /// `wait`, less or more by up to the share that the settings name.
    private func jittered(
        _ wait: Duration, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let spread = wait * settings.jitter
        return wait - spread + .random(upTo: spread * 2, using: &generator)
    }
}

/// When to sync with which peer next. A value without a clock: it takes the time and the generator as arguments.
///
/// Peers that answered last time have places of their own (``Settings/roundsMax``). All others, new ones among them, try in
/// other places (``Settings/trialsMax``), so a peer that hangs keeps nobody waiting who is there.
///
/// Shape: one entry per peer, ordered by peer. Times are durations since any fixed moment of the caller's.
/// Cost: every verb is O(peers · log peers).
package struct Schedule<Peer: Hashable & Comparable & Sendable>: Sendable {
    /// Ordered by peer, so that the same events give the same order of rounds.
    package private(set) var entries: [Entry] = []
    package private(set) var settings: Settings
    private var own: OwnFault

    /// What the schedule needs of the configuration.
    package struct Settings: Hashable, Sendable {
        package var interval: Duration
        /// Share of the interval, from 0 to 1, added or taken away at random.
        package var jitter: Double
        /// How long after a change to wait for more.
        package var settle: Duration
        package var retryMin: Duration
        package var retryMax: Duration
        /// Rounds under way at the same time with peers that answered last time.
        package var roundsMax: Int
        /// Rounds under way at the same time with peers that did not, or were never met.
        package var trialsMax: Int
        /// A round of which nothing was heard for so long no longer keeps a place from another.
        package var patience: Duration

        package init(
            interval: Duration, jitter: Double, settle: Duration, retryMin: Duration,
            retryMax: Duration, roundsMax: Int = 4, trialsMax: Int = 16,
            patience: Duration = .seconds(3)
        ) {
            self.interval = interval
            self.jitter = jitter
            self.settle = settle
            self.retryMin = retryMin
            self.retryMax = retryMax
            self.roundsMax = roundsMax
            self.trialsMax = trialsMax
            self.patience = patience
        }
    }

    /// One peer's place in the schedule.
    package struct Entry: Sendable {
        package let peer: Peer
        /// When its next round may begin; of no meaning while one is under way.
        package fileprivate(set) var due: Duration
        package fileprivate(set) var isRunning = false
        /// Whether the last round found the peer there.
        package fileprivate(set) var answeredLast = false
        /// When it was last heard of; while a round is under way, when that began or last heard of it.
        fileprivate var heard: Duration?
        /// Whether the round under way has a place among the trials.
        fileprivate var isTrial = false
        /// Something changed here that the round under way may have missed.
        fileprivate var hasNews = false
        fileprivate var backOff: BackOff

        package var isBackingOff: Bool { backOff.failures > 0 }

        /// Whether the next round is the first attempt since the network changed or the peer was listed: it may be given up
        /// sooner, for it is tried again.
        package var isFirstAttempt: Bool { !answeredLast && !isBackingOff }
    }

    /// How a round ended.
    package enum Outcome: Hashable, Sendable {
        /// The session came to its end.
        case success
        /// Nobody answered, or not in time.
        case unreachable
        /// Somebody is there, and it came to nothing: an error, a connection closed or broken before anything was kept.
        case failed
        /// The session broke after something was kept, here or there: the peer is there, the link is poor.
        case interrupted
        /// The peer will not have us, or is not who it should be: asking often does not help, a person must act.
        case refused
        /// This node cannot keep what it is sent, whoever sends it. `hasAsked` says whether bytes were paid for.
        case hurt(hasAsked: Bool)
    }

    /// What this node itself cannot do, such as write to a full disk: a wait that is everybody's.
    private struct OwnFault: Sendable {
        var backOff: BackOff
        /// Nothing begins before; then one round at a time, until one has ended well.
        var heldUntil: Duration?
    }

    package init(settings: Settings) {
        self.settings = settings
        own = OwnFault(backOff: BackOff(min: settings.retryMin, max: settings.retryMax))
    }

    /// Whether this node itself cannot go on; see ``Outcome/hurt(hasAsked:)``.
    package var isHurt: Bool { own.heldUntil != nil }
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
        // Whoever wrote it, it could be written.
        mend()
        for index in entries.indices where !known.contains(entries[index].peer) {
            if entries[index].isRunning {
                entries[index].hasNews = true
            } else if !entries[index].isBackingOff {
                entries[index].due = min(entries[index].due, now + settings.settle)
            }
        }
    }

    /// The machine's addresses or routes changed: whoever could not be reached may be now, first of all who once was.
    package mutating func networkChanged(
        at now: Duration, using generator: inout some RandomNumberGenerator
    ) {
        for index in entries.indices where entries[index].isBackingOff && !entries[index].isRunning
        {
            entries[index].backOff.succeed()
            let wait = Duration.random(upTo: settings.retryMin, using: &generator)
            let isKnown = entries[index].heard != nil
            let due = now + (isKnown ? min(wait, settings.settle) : wait)
            entries[index].due = min(entries[index].due, due)
        }
    }

    /// Something came from the peer in the round under way.
    package mutating func heard(_ peer: Peer, at now: Duration) {
        guard let index = running(peer) else { return }
        entries[index].heard = now
    }

    /// The round with `peer` is over. Without effect for a peer that is gone.
    package mutating func finished(
        _ peer: Peer, _ outcome: Outcome, at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) {
        guard let index = entries.firstIndex(where: { $0.peer == peer }) else { return }
        let wasGood = entries[index].answeredLast
        entries[index].isRunning = false
        entries[index].isTrial = false
        let hasNews = entries[index].hasNews
        entries[index].hasNews = false
        entries[index].answeredLast = outcome == .success || outcome == .interrupted
        if entries[index].answeredLast {
            // A session that ends, and whatever it kept, is written down: this node can write.
            mend()
            entries[index].heard = now
            entries[index].backOff.succeed()
        }
        switch outcome {
        case .success:
            let wait = hasNews ? settings.settle : jittered(settings.interval, using: &generator)
            entries[index].due = now + wait
        case .unreachable, .failed, .interrupted:
            entries[index].due = now + entries[index].backOff.fail(using: &generator)
        case .refused:
            _ = entries[index].backOff.fail(using: &generator)
            entries[index].due = now + jittered(settings.retryMax, using: &generator)
        case .hurt(let hasAsked):
            // It says nothing of the peer.
            entries[index].answeredLast = wasGood
            entries[index].due = now
            if hasAsked { entries[index].due += entries[index].backOff.fail(using: &generator) }
            hold(at: now, hasAsked: hasAsked, using: &generator)
        }
    }

    /// New settings. A shorter interval counts at once, a longer one from the next round on.
    package mutating func reload(_ settings: Settings, at now: Duration) {
        self.settings = settings
        own.backOff = own.backOff.bounded(min: settings.retryMin, max: settings.retryMax)
        for index in entries.indices {
            entries[index].backOff = entries[index].backOff.bounded(
                min: settings.retryMin, max: settings.retryMax)
            let latest = entries[index].isBackingOff ? settings.retryMax : settings.interval
            entries[index].due = min(entries[index].due, now + latest * (1 + settings.jitter))
        }
    }

    /// A look at the own disk costs nobody a byte: it is taken again within a minute. What failed after bytes were paid for is
    /// waited out longer and longer; rounds that were under way together fail together, and count once.
    private mutating func hold(
        at now: Duration, hasAsked: Bool, using generator: inout some RandomNumberGenerator
    ) {
        if let heldUntil = own.heldUntil, now < heldUntil { return }
        let look = min(settings.retryMax, max(settings.retryMin, .seconds(30)))
        own.heldUntil = now + (hasAsked ? own.backOff.fail(using: &generator) : look)
    }

    private mutating func mend() {
        own.heldUntil = nil
        own.backOff.succeed()
    }
}

// MARK: - What to do

extension Schedule {
    /// The peers whose round begins now. They count as running until ``finished``.
    ///
    /// Of those that answered last time the longest waiting begins first; of the others those that failed least often, and
    /// of these those that were met last.
    package mutating func begin(at now: Duration) -> [Peer] {
        if let heldUntil = own.heldUntil, now < heldUntil || entries.contains(where: \.isRunning) {
            return []
        }
        let waiting = entries.indices.filter { !entries[$0].isRunning && entries[$0].due <= now }
        let good = waiting.filter { entries[$0].answeredLast }
            .sorted { (entries[$0].due, $0) < (entries[$1].due, $1) }
        let trials = waiting.filter { !entries[$0].answeredLast }
            .sorted { entries[$0].isTried(before: entries[$1]) }
        var beginning =
            Array(good.prefix(max(0, freePlaces(at: now))))
            + trials.prefix(max(0, settings.trialsMax - runningTrials))
        if isHurt { beginning = Array(beginning.prefix(1)) }
        for index in beginning {
            entries[index].isRunning = true
            entries[index].isTrial = !entries[index].answeredLast
            if !entries[index].isTrial { entries[index].heard = now }
        }
        return beginning.map { entries[$0].peer }
    }

    /// When ``begin(at:)`` may have something to do again; nil while only the end of a round or an event can bring it.
    package var nextDeadline: Duration? {
        let waiting = entries.filter { !$0.isRunning }
        if let heldUntil = own.heldUntil {
            guard waiting.count == entries.count else { return nil }
            return waiting.map(\.due).min().map { max($0, heldUntil) }
        }
        var deadlines: [Duration] = []
        if let due = waiting.filter(\.answeredLast).map(\.due).min(), let free = nextFreePlace {
            deadlines.append(max(due, free))
        }
        if runningTrials < settings.trialsMax,
            let due = waiting.filter({ !$0.answeredLast }).map(\.due).min()
        {
            deadlines.append(due)
        }
        return deadlines.min()
    }

    private var runningTrials: Int { entries.count { $0.isRunning && $0.isTrial } }

    /// When those rounds that are under way with peers that answered last time begin to be silent too long, ascending.
    private var silences: [Duration] {
        entries.filter { $0.isRunning && !$0.isTrial }
            .map { ($0.heard ?? .zero) + settings.patience }.sorted()
    }

    /// How many rounds with peers that answered last time may begin. Silent ones keep no place, up to a bound.
    private func freePlaces(at now: Duration) -> Int {
        let silences = silences
        let free = max(1, settings.roundsMax) - silences.count { $0 > now }
        return min(free, settings.roundsMax + settings.trialsMax - silences.count)
    }

    /// From when on there is a free place, unless something is heard; nil where there will be none.
    private var nextFreePlace: Duration? {
        let silences = silences
        guard silences.count < settings.roundsMax + settings.trialsMax else { return nil }
        let surplus = silences.count - max(1, settings.roundsMax)
        return surplus < 0 ? .zero : silences[surplus]
    }
}

// MARK: - Helpers

extension Schedule.Entry {
    fileprivate func isTried(before other: Self) -> Bool {
        if backOff.failures != other.backOff.failures {
            return backOff.failures < other.backOff.failures
        }
        if heard != other.heard { return (heard ?? .zero) > (other.heard ?? .zero) }
        return (due, peer) < (other.due, other.peer)
    }
}

extension Schedule {
    private func running(_ peer: Peer) -> Int? {
        entries.firstIndex { $0.peer == peer && $0.isRunning }
    }

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

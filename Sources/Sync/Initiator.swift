package import Causality
package import Wire

/// The side of a session that asks: events in, one action out. No I/O, no clock, no randomness.
///
/// The course of a session: say hello; if the logs are level, done in one exchange. Else pull what is missing here,
/// then push what is missing there, each a frame at a time in the sender's order of arrival, which is causal, so that a
/// session cut anywhere leaves both sides with a whole history. If the logs still differ (a change that got lost, a
/// database that went back), say hello once more without a cursor and compare all heads by bucket.
///
/// The driver carries out each action and hands its result back as the next event; the simulator, the HTTP transport
/// and the bundle reader drive the same machine.
///
/// Whatever a peer answers, the session moves on or ends: pulled answers go forward in the peer's log, up to the place
/// that it gave when it welcomed us, and no more than ``fruitlessMax`` of them in a row bring nothing; its logs are
/// compared in full once. What arrives at the peer meanwhile is for the next session.
package struct Initiator: Sendable {
    /// What the asker remembers of a peer between sessions.
    package struct Memory: Hashable, Sendable {
        /// The peer's database and how far this node holds its log.
        package var cursor: SyncMessage.Cursor?
        /// How far in this node's own log the peer holds everything.
        package var pushedSeq: UInt64
        /// The two log digests that differed last time although everything was exchanged; see ``Outcome/differs``.
        package var knownDifference: [Digest256]

        package init(
            cursor: SyncMessage.Cursor?, pushedSeq: UInt64, knownDifference: [Digest256] = []
        ) {
            self.cursor = cursor
            self.pushedSeq = pushedSeq
            self.knownDifference = knownDifference
        }
    }

    /// Which changes of the node's own log to read for the other side.
    package struct ReadRequest: Sendable {
        package let afterSeq: UInt64
        package let have: [SyncMessage.HeadDot]
        package let equalBuckets: UInt16
        package let wantsRoster: Bool
        /// All heads were compared: a head that is not known here covers nothing (the replica may have forked).
        package let isFull: Bool

        package init(
            afterSeq: UInt64, have: [SyncMessage.HeadDot], equalBuckets: UInt16, wantsRoster: Bool,
            isFull: Bool
        ) {
            self.afterSeq = afterSeq
            self.have = have
            self.equalBuckets = equalBuckets
            self.wantsRoster = wantsRoster
            self.isFull = isFull
        }
    }

    package enum Action: Sendable {
        /// Send, and hand the answer back as ``Event/answer(_:)``.
        case exchange(SyncMessage)
        /// Find the heads that changed after a place in the own log; ``Event/heads(_:)``.
        case headsAfter(UInt64)
        /// Hash all own heads by bucket; ``Event/buckets(_:)``.
        case buckets
        /// Find the own heads in these buckets; ``Event/heads(_:)``.
        case headsIn(UInt16)
        /// Apply and keep the memory in one transaction; ``Event/applied(_:refused:standing:)``.
        case apply(SyncMessage.Changes, Memory)
        /// Read a frame of the own log; ``Event/read(_:)``.
        case read(ReadRequest)
        /// The session is over: keep the memory.
        case finish(Outcome, Memory)
    }

    package enum Event: Sendable {
        case start
        case answer(SyncMessage)
        case heads([SyncMessage.HeadDot])
        case buckets([UInt64])
        case applied(Int, refused: Int, standing: SyncMessage.Standing)
        case read(SyncMessage.Changes)
    }

    package struct Outcome: Sendable {
        package var pulled = 0
        package var pushed = 0
        package var refusedHere = 0
        package var refusedThere = 0
        package var exchanges = 0
        /// Whether the peer's database is older than it was last time: a backup was put back there.
        package var peerWentBack = false
        package var agreement: Agreement = .level
    }

    /// How the two logs stand at the end.
    package enum Agreement: Hashable, Sendable {
        /// Same changes, same state.
        case level
        /// Same changes, same fold version, another state: an alarm.
        case stateDiffers
        /// Everything was exchanged and the logs differ: something was refused, or one side changed meanwhile.
        case differs
        /// The answerer said why it cannot go on, or answered what makes no sense.
        case refused(String)
    }

    private enum Phase: Sendable {
        case idle, hello, ownHeads, ownBuckets, askedHeads, ownHeadsFull, pulling, applying,
            reading, pushing
        case done
    }

    /// Answers in a row that bring nothing new. The greatest honest run is a log that comes again whole because one
    /// change of it was lost here: 512 changes an answer, half a million in all.
    package static let fruitlessMax = 1024

    private var phase = Phase.idle
    private var standing: SyncMessage.Standing
    private var memory: Memory
    private var peer: SyncMessage.Standing?
    private var peerHeads: [SyncMessage.HeadDot] = []
    private var ownHeads: [SyncMessage.HeadDot] = []
    private var peerBuckets: [UInt64] = []
    private var equalBuckets: UInt16 = 0
    private var isFull: Bool
    private var triedFull: Bool
    /// Both log digests when the full comparison began.
    private var fullFrom: [Digest256] = []
    private var pending: SyncMessage.Changes?
    /// How far the peer's log has been pulled in this comparison.
    private var pulledThrough: UInt64 = 0
    private var fruitless = 0
    private var pushedThrough: UInt64 = 0
    private var takenThrough: UInt64 = 0
    private var outcome = Outcome()

    /// What came of the session so far.
    package var gain: Gain { Gain(pulled: outcome.pulled, takenThrough: takenThrough) }

    /// What a session has moved: the one as this node counted it, the other as the peer says, who may say anything.
    package struct Gain: Hashable, Sendable {
        /// Changes that were added here.
        package var pulled = 0
        /// The place in this node's log through which the peer says to have taken it.
        package var takenThrough: UInt64 = 0

        package init() {}

        init(pulled: Int, takenThrough: UInt64) {
            self.pulled = pulled
            self.takenThrough = takenThrough
        }
    }

    package init(standing: SyncMessage.Standing, memory: Memory) {
        self.standing = standing
        self.memory = memory
        isFull = memory.cursor == nil
        triedFull = isFull
    }

    package mutating func next(_ event: Event) -> Action {
        switch (phase, event) {
        case (.idle, .start): return hello()
        case (.hello, .answer(.welcome(let welcome))): return welcomed(welcome)
        case (.ownHeads, .heads(let heads)):
            ownHeads = heads
            return pull(after: memory.cursor?.seq ?? 0)
        case (.ownBuckets, .buckets(let own)): return compare(own)
        case (.askedHeads, .answer(.heads(let heads))):
            peerHeads = heads
            phase = .ownHeadsFull
            return .headsIn(~equalBuckets)
        case (.ownHeadsFull, .heads(let heads)):
            ownHeads = heads
            return pull(after: 0)
        case (.pulling, .answer(.changes(let changes))): return received(changes)
        case (.applying, .applied(let applied, let refused, let now)):
            return appliedHere(applied, refused, now)
        case (.reading, .read(let changes)): return push(changes)
        case (.pushing, .answer(.pushed(let pushed))): return pushedThere(pushed)
        case (_, .answer(.refused(let reason))): return finish(.refused(reason))
        case (_, .answer): return finish(.refused("an answer that does not fit the question"))
        // safe: the events are our own driver's; answers of a peer are taken above.
        default: preconditionFailure("the driver gave an event out of turn")
        }
    }

    // MARK: Finding out what differs

    private mutating func hello() -> Action {
        phase = .hello
        return exchange(
            .hello(
                SyncMessage.Hello(standing: standing, cursor: isFull ? nil : memory.cursor)))
    }

    private mutating func welcomed(_ welcome: SyncMessage.Welcome) -> Action {
        peer = welcome.standing
        guard welcome.standing.newestSeq <= UInt64(Int64.max) else {
            return finish(.refused("the peer gives a place that no log reaches"))
        }
        guard welcome.standing.dossier == standing.dossier else {
            return finish(.refused("the peer keeps another dossier"))
        }
        if let cursor = memory.cursor, cursor.token == welcome.standing.token,
            cursor.seq > welcome.standing.newestSeq
        {
            outcome.peerWentBack = true
        }
        if standing.isLevel(with: welcome.standing) { return level(with: welcome.standing) }
        let now = [standing.logDigest, welcome.standing.logDigest]
        if memory.knownDifference == now + now {
            return finish(.differs)
        }
        if welcome.cursorFits, !isFull {
            peerHeads = welcome.heads
            equalBuckets = 0
            phase = .ownHeads
            return .headsAfter(memory.pushedSeq)
        }
        isFull = true
        triedFull = true
        fullFrom = [standing.logDigest, welcome.standing.logDigest]
        guard welcome.buckets.count == 16 else { return finish(.refused("no buckets of heads")) }
        peerBuckets = welcome.buckets
        phase = .ownBuckets
        return .buckets
    }

    private mutating func compare(_ own: [UInt64]) -> Action {
        equalBuckets = 0
        for (place, bucket) in peerBuckets.enumerated() where own[place] == bucket {
            equalBuckets |= 1 << UInt16(place)
        }
        phase = .askedHeads
        return exchange(.askHeads(buckets: ~equalBuckets))
    }

    // MARK: Pulling

    private mutating func pull(after seq: UInt64) -> Action {
        phase = .pulling
        pulledThrough = seq
        return exchange(
            .pull(
                SyncMessage.Pull(
                    afterSeq: seq, have: ownHeads, equalBuckets: isFull ? equalBuckets : 0,
                    wantsRoster: standing.rosterDigest != peer?.rosterDigest, isFull: isFull)))
    }

    private mutating func received(_ changes: SyncMessage.Changes) -> Action {
        guard let peer else { return finish(.refused("no standing")) }
        guard changes.throughSeq <= UInt64(Int64.max) else {
            return finish(.refused("the peer gives a place that no log reaches"))
        }
        guard
            changes.hasMore
                ? changes.throughSeq > pulledThrough : changes.throughSeq >= pulledThrough
        else { return finish(.refused("the peer's answers do not move on in its log")) }
        phase = .applying
        pending = changes
        var reached = memory
        reached.cursor = SyncMessage.Cursor(token: peer.token, seq: changes.throughSeq)
        // In a full comparison the log before this place may still have holes: keep the cursor for the end.
        return .apply(changes, isFull && Self.isToGoOn(after: changes, of: peer) ? memory : reached)
    }

    /// Whether the peer has more that it had when it last said where it stands. A log that grows while it is read would
    /// never end.
    private static func isToGoOn(
        after changes: SyncMessage.Changes, of peer: SyncMessage.Standing
    ) -> Bool {
        changes.hasMore && changes.throughSeq < peer.newestSeq
    }

    private mutating func appliedHere(
        _ applied: Int, _ refused: Int, _ now: SyncMessage.Standing
    ) -> Action {
        outcome.pulled = outcome.pulled.addingSaturating(applied)
        outcome.refusedHere = outcome.refusedHere.addingSaturating(refused)
        standing = now
        fruitless = applied > 0 ? 0 : fruitless + 1
        if let pending, let peer {
            memory.cursor = SyncMessage.Cursor(token: peer.token, seq: pending.throughSeq)
            if Self.isToGoOn(after: pending, of: peer) {
                guard fruitless < Self.fruitlessMax else {
                    return finish(.refused("the peer goes on without giving anything new"))
                }
                return pull(after: pending.throughSeq)
            }
        }
        return read(after: isFull ? 0 : memory.pushedSeq)
    }

    // MARK: Pushing

    private mutating func read(after seq: UInt64) -> Action {
        phase = .reading
        return .read(
            ReadRequest(
                afterSeq: seq, have: peerHeads, equalBuckets: isFull ? equalBuckets : 0,
                wantsRoster: standing.rosterDigest != peer?.rosterDigest, isFull: isFull))
    }

    private mutating func push(_ changes: SyncMessage.Changes) -> Action {
        pushedThrough = changes.throughSeq
        pending = changes
        if changes.frame.isEmpty, changes.introductions.isEmpty {
            if changes.hasMore { return read(after: changes.throughSeq) }
            return settle()
        }
        phase = .pushing
        return exchange(.push(changes))
    }

    private mutating func pushedThere(_ pushed: SyncMessage.Pushed) -> Action {
        let now = pushed.standing
        guard let peer, now.dossier == peer.dossier else {
            return finish(.refused("the peer keeps another dossier now"))
        }
        // What was pushed may make the peer begin a new incarnation, under another token.
        guard now.newestSeq <= UInt64(Int64.max),
            now.token != peer.token || now.newestSeq >= peer.newestSeq
        else { return finish(.refused("the peer gives a place that its log cannot have")) }
        guard max(pushed.applied, pushed.refused) <= UInt64(Frame.bytesMax) else {
            return finish(.refused("the peer counts more changes than were sent"))
        }
        outcome.pushed = outcome.pushed.addingSaturating(Int(clamping: pushed.applied))
        outcome.refusedThere = outcome.refusedThere.addingSaturating(Int(clamping: pushed.refused))
        self.peer = now
        if pushed.applied > 0 { takenThrough = max(takenThrough, pushedThrough) }
        if pending?.hasMore == true { return read(after: pushedThrough) }
        return settle()
    }

    // MARK: Ending

    /// Both sides have what the other could give: are they level?
    private mutating func settle() -> Action {
        memory.pushedSeq = pushedThrough
        guard let peer else { return finish(.refused("no standing")) }
        if standing.isLevel(with: peer) { return level(with: peer) }
        if !triedFull {
            isFull = true
            triedFull = true
            return hello()
        }
        // Two full exchanges in a row that moved nothing and ended at the same digests: the rest is what somebody refuses.
        // One alone may have been damaged on its way, or somebody edited meanwhile.
        let now = [standing.logDigest, peer.logDigest]
        memory.knownDifference =
            now == fullFrom ? Array((memory.knownDifference + now).suffix(4)) : []
        return finish(.differs)
    }

    private mutating func level(with peer: SyncMessage.Standing) -> Action {
        memory = Memory(
            cursor: SyncMessage.Cursor(token: peer.token, seq: peer.newestSeq),
            pushedSeq: standing.newestSeq)
        let comparable = peer.foldVersion == standing.foldVersion
        return finish(
            comparable && peer.stateDigest != standing.stateDigest ? .stateDiffers : .level)
    }

    private mutating func finish(_ agreement: Agreement) -> Action {
        phase = .done
        outcome.agreement = agreement
        return .finish(outcome, memory)
    }

    private mutating func exchange(_ message: SyncMessage) -> Action {
        outcome.exchanges += 1
        return .exchange(message)
    }
}

extension Int {
    /// The sum of counts; the greatest number where it would pass it.
    fileprivate func addingSaturating(_ other: Int) -> Int {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        return isTooMuch ? .max : sum
    }
}

import Causality
import Store
import Sync
import Trust
import Wire

/// What the other side of a session holds of the chains here: how far along each, by the heads that it named.
struct Coverage {
    /// The greatest number held of each chain; absent: nothing known of it.
    private var through: [Int: UInt64] = [:]
    /// Replicas of which the other side is ahead of us.
    private var ahead: Set<ReplicaID> = []
    private let equalBuckets: UInt16
    private let chains: Chains

    init(_ request: Initiator.ReadRequest, store: Store) throws {
        chains = store.chains
        equalBuckets = request.equalBuckets
        for head in request.have {
            guard let point = try store.point(of: head.hash) else {
                // It is ahead of us, or on a branch that we do not know. Only a full comparison can tell that nothing
                // may be left out; else it is taken to be ahead, and the digests at the end find a fork.
                if !request.isFull { ahead.insert(head.dot.replica) }
                continue
            }
            cover(point)
        }
    }

    /// The change at `point` is held there, so everything before it on its branch is. Heads that repeat, or many of a
    /// branch that forked often, cost no more than the branch: below a chain that was seen there is nothing new.
    private mutating func cover(_ point: Point) {
        var point: Point? = point
        while let here = point {
            let seen = through[here.chain]
            through[here.chain] = max(seen ?? 0, here.number)
            if seen != nil { return }
            point = chains[here.chain].branchedFrom
        }
    }

    func holds(_ point: Point) -> Bool {
        let replica = chains[point.chain].replica
        if equalBuckets & (1 << UInt16(replica.high >> 60)) != 0 { return true }
        if let number = through[point.chain], point.number <= number { return true }
        return ahead.contains(replica)
    }
}

/// Reads frames from the log for a peer: bounded, causal, and ended only where every author's run is covered.
///
/// A change that is not what was signed never leaves, nor does what names it: what is sent is causally closed.
struct FrameReader {
    private let store: Store
    private let coverage: Coverage
    /// Names of changes that are not sent for what they name is not; see ``isWithheld(_:)``.
    private var withheld: Set<ChangeHash> = []
    private var isWounded: Bool
    private let roster: Roster
    /// Whether the other side lacks introductions of authors whose changes it has.
    private let namesAllAuthors: Bool
    /// What the receiver of the frame must know before it can check who signed: of each author whose first change is in
    /// it, of every author where it asked.
    private(set) var introductions: [Introduction] = []
    private var introduced: Set<ReplicaID> = []
    /// The place in our order of arrival that has been read.
    private(set) var seq: Int64
    private(set) var hasMore = true

    private static let placesAtOnce = 4096
    /// So many changes may be passed over before an empty frame is sent, so that an answer is never long in coming.
    private static let placesAtMost = 400_000

    /// Introductions in a message: a frame that needs more ends where it can.
    private static let introductionsAimed = 4096

    init(
        store: Store, coverage: Coverage, afterSeq: UInt64, roster: Roster, namesAllAuthors: Bool
    ) throws {
        self.store = store
        self.coverage = coverage
        self.roster = roster
        self.namesAllAuthors = namesAllAuthors
        isWounded = try store.hasGaps()
        seq = isWounded ? 0 : Int64(clamping: afterSeq)
        // What was withheld before this place is withheld after it.
        while isWounded, seq < Int64(clamping: afterSeq) {
            let places = try store.places(after: seq, limit: Self.placesAtOnce)
            for place in places where place.seq <= Int64(clamping: afterSeq) {
                _ = try next(at: place.point)
            }
            seq = min(places.last?.seq ?? .max, Int64(clamping: afterSeq))
        }
    }

    /// The change at a place, if the other side lacks it and it may be sent.
    private mutating func next(at point: Point) throws -> SignedChange? {
        guard !coverage.holds(point) else { return nil }
        guard let change = try store.soundChange(at: point) else {
            isWounded = true
            if let name = try store.hash(of: point) { withheld.insert(name) }
            return nil
        }
        guard isWounded, try isWithheld(change) else { return change }
        withheld.insert(change.hash)
        return nil
    }

    /// Whether a change names one that the other side lacks and cannot get here.
    private func isWithheld(_ change: SignedChange) throws -> Bool {
        for name in [change.header.previous].compactMap({ $0 }) + change.header.dependencies {
            if withheld.contains(name) { return true }
            guard let point = try store.point(of: name) else { return true }
            if try !coverage.holds(point) && store.isHole(point) { return true }
        }
        return false
    }

    mutating func next() throws -> Frame {
        var frame = Frame([])
        var bytes = 0
        /// Authors whose newest change in the frame no signature covers yet.
        var uncovered: Set<ReplicaID> = []
        /// Where the frame may end. Such places lie no further apart in a log than the frame that brought what is between.
        var end: (seq: Int64, changes: Int)?
        var passed = 0
        while true {
            let places = try store.places(after: seq, limit: Self.placesAtOnce)
            for place in places {
                guard let change = try next(at: place.point) else {
                    // What would cover its author's changes before it does not come.
                    uncovered.remove(store.chains[place.point.chain].replica)
                    seq = place.seq
                    continue
                }
                let size = change.headerBytes.count + change.block.count
                // More than a reader takes; what came in one frame goes into one.
                if !frame.changes.isEmpty,
                    bytes + size > Frame.bytesMax - (end == nil ? 0 : Limits.blockBytes)
                        || frame.changes.count == Frame.changesMax
                        || introductions.count >= Limits.chainPoints - Roster.depthMax - 1
                {
                    if let end {
                        frame.changes.removeLast(frame.changes.count - end.changes)
                        seq = end.seq
                    }
                    return finish(frame)
                }
                seq = place.seq
                bytes += size
                frame.changes.append(change)
                introduce(change)
                if change.signature == nil {
                    uncovered.insert(change.header.replica)
                } else {
                    uncovered.remove(change.header.replica)
                }
                guard uncovered.isEmpty else { continue }
                if bytes >= Frame.bytesAimed || frame.changes.count >= Frame.changesAimed
                    || introductions.count >= Self.introductionsAimed
                {
                    return finish(frame)
                }
                end = (place.seq, frame.changes.count)
            }
            passed += places.count
            // The newest changes may have been lost: nothing is there to wait for.
            if places.count < Self.placesAtOnce { seq = max(seq, store.newestSeq) }
            if places.count < Self.placesAtOnce || passed >= Self.placesAtMost {
                return finish(frame)
            }
        }
    }

    private mutating func introduce(_ change: SignedChange) {
        let replica = change.header.replica
        guard namesAllAuthors || change.header.number == 1,
            introduced.insert(replica).inserted
        else { return }
        introductions += roster.vouching(for: replica)
            .filter { $0.replica == replica || introduced.insert($0.replica).inserted }
    }

    private mutating func finish(_ frame: Frame) -> Frame {
        hasMore = seq < store.newestSeq
        return frame
    }
}

import Causality
import Store
import Trust
import Wire

/// What is to become of a peer's changes, decided before anything is written or locked.
struct Plan {
    /// Everyone known here, and those whom the peer introduces.
    let roster: Roster
    let admission: Admission
    /// Changes that a good signature covers, in the order of the frame.
    let covered: [SignedChange]
    let refused: [Refused]
    /// Comes again: see ``Replica/Applied/waiting``.
    let waiting: Int
    private var next = 0
    private var hasBegun = false

    struct Refused {
        let change: SignedChange
        let reason: String
        /// Whether a signer whom this node knows signed it.
        let isSigned: Bool
    }

    /// Inside a reading transaction.
    ///
    /// Cost: one check of a signature for each signed change and each new introduction, at most ``Frame/changesMax`` and
    /// ``Limits/chainPoints``.
    init(
        _ changes: [SignedChange], _ introductions: [Introduction], store: Store,
        isRosterWhole: Bool
    ) throws {
        var roster = try store.introductions()
        for introduction in introductions { _ = try? roster.admit(introduction) }
        self.roster = roster
        let verification = Verification(changes, roster: roster)
        admission = try store.admission(of: changes, covered: verification.covered)
        covered = changes.indices.filter { verification.covered[$0] }.map { changes[$0] }
        var refused: [Refused] = []
        var unknown = 0
        for (place, error) in verification.refused {
            if case .neverIntroduced = error, !isRosterWhole {
                unknown += 1
                continue
            }
            refused.append(
                Refused(change: changes[place], reason: "\(error)", isSigned: false))
        }
        refused += admission.refused.map { place, reason in
            Refused(change: changes[place], reason: reason, isSigned: true)
        }
        self.refused = refused
        let uncovered = changes.count - covered.count - verification.refused.count
        waiting = admission.waiting + uncovered + unknown
    }

    // MARK: Batches

    /// Changes that are written in one transaction.
    struct Batch {
        let changes: ArraySlice<Admission.Change>
        let isFirst: Bool
        let isLast: Bool
    }

    /// Work that one transaction takes on, in units of about a microsecond of an optimised build: a batch ends at the first
    /// covered place beyond it. One change is never split, so the largest one is the most that a batch can cost.
    private static let batchWork = 40_000

    /// What a batch takes on. The estimate knows changes and not the records that they find: where a batch took longer than
    /// it should, the next one takes on less.
    private var budget = batchWork

    /// The longest that a batch should take, ms: half of what whoever edits beside it may have to wait.
    private static let batchMs = 50

    /// Notes how long the last batch took.
    mutating func took(_ ms: UInt64) {
        budget = min(Self.batchWork, max(1, budget * Self.batchMs / max(1, Int(clamping: ms))))
    }

    var isDone: Bool { hasBegun && next == admission.accepted.count }

    /// The next changes to write: at least one, where any are left.
    mutating func nextBatch() -> Batch {
        let start = next
        let accepted = admission.accepted
        var work = 0
        /// Authors whose newest change so far no signature covers.
        var uncovered: Set<ReplicaID> = []
        while next < accepted.count {
            let one = accepted[next]
            work += one.work
            next += 1
            if one.change.signature == nil {
                uncovered.insert(one.change.header.replica)
            } else {
                uncovered.remove(one.change.header.replica)
            }
            if work >= budget, uncovered.isEmpty { break }
        }
        defer { hasBegun = true }
        return Batch(
            changes: accepted[start..<next], isFirst: !hasBegun, isLast: next == accepted.count)
    }
}

extension Admission.Change {
    /// What adding and folding it costs, estimated; see ``Plan/batchWork``.
    fileprivate var work: Int {
        views.reduce(60 + change.block.count / 50) {
            $0 + 60 * $1.sections.count + 5 * $1.operations.count + $1.ranges.count / 4
        }
    }
}

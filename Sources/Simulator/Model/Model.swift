import CRDT
import Causality
import Records
import Replica
import Store
import Wire

/// The naive model that the replicas are held to: every change ever made, with what its author had been shown.
///
/// It keeps whole sets where the replicas keep heads and ranges, asks every pair of writes of one key the same question,
/// and shares no code with the fold: **a write is gone if another write or removal under its key was made by somebody
/// who had been shown it**.
///
/// Shape: a few hundred changes. Cost: the square of the deeds on a record, each time that it is asked.
final class Model {
    /// Where a record lies.
    struct Place: Hashable, Comparable {
        let kind: String
        let id: RecordID

        static func < (a: Place, b: Place) -> Bool { (a.kind, a.id) < (b.kind, b.id) }
    }

    /// What an author meant to do to one record, and every change that their machine held when the form opened.
    struct Intent {
        let place: Place
        let seen: ChangeSet
        var operations: [Draft.Operation]
    }

    struct Change {
        let hash: ChangeHash
        let author: ReplicaID
        let lamport: UInt64
        /// Everything in its causal past, by the hashes that its header names; itself not included.
        let ancestors: ChangeSet
        var isAcknowledged: Bool
        /// Held by nobody when the one database that held it was put back.
        var isDestroyed = false
    }

    struct Deed {
        let change: Int
        let field: String
        /// Canonical bytes; empty for a register.
        let key: [UInt8]
        let deed: Draft.Deed
        /// How many live writes it went over.
        let goesOver: Int
        /// Of a text: what was contested is to stay so.
        let stance: TextStance
        let seen: ChangeSet
    }

    private(set) var changes: [Change] = []
    private(set) var deeds: [Place: [Deed]] = [:]
    /// The records that ever named others as the same.
    private(set) var joiners: Set<Place> = []
    /// Who was joined with whom when it was last asked.
    var lastGroups: (held: ChangeSet, groups: [Place: [Place]])?
    private var numbers: [ChangeHash: Int] = [:]
    /// Wrong on purpose, to show that the comparison would see it: removals are taken to remove nothing.
    private let forgetsRemovals: Bool

    init(forgetsRemovals: Bool = false) { self.forgetsRemovals = forgetsRemovals }

    /// All records that anybody ever made, by kind and id.
    var places: [Place] { deeds.keys.sorted() }

    func number(of hash: ChangeHash) -> Int? { numbers[hash] }

    func acknowledge(_ change: Int) { changes[change].isAcknowledged = true }

    func setDestroyed(_ change: Int, _ isDestroyed: Bool) {
        changes[change].isDestroyed = isDestroyed
    }

    // MARK: Taking in what was made

    /// A change that was made now, by somebody whose machine held exactly `held`.
    func add(
        _ change: SignedChange, intents: [Intent], held: ChangeSet
    ) throws(Finding) -> Int {
        let header = change.header
        var ancestors = ChangeSet()
        var greatest: UInt64 = 0
        for hash in (header.previous.map { [$0] } ?? []) + header.dependencies {
            guard let parent = numbers[hash] else {
                throw Finding(
                    .dependencies, "\(change.hash.short) names \(hash.short), which nobody made")
            }
            ancestors.formUnion(changes[parent].ancestors)
            ancestors.insert(parent)
            greatest = max(greatest, changes[parent].lamport)
        }
        guard header.lamport == greatest + 1 else {
            throw Finding(
                .dependencies,
                "\(change.hash.short) is stamped \(header.lamport), not \(greatest + 1)")
        }
        guard ancestors == held else {
            let missing = held.subtracting(ancestors).members.map { changes[$0].hash.short }
            throw Finding(
                .dependencies,
                "\(change.hash.short) does not depend on \(missing), held by its author")
        }
        let number = changes.count
        numbers[change.hash] = number
        changes.append(
            Change(
                hash: change.hash, author: header.replica, lamport: header.lamport,
                ancestors: ancestors, isAcknowledged: false))
        for intent in intents {
            for operation in intent.operations {
                if operation.field == "joined_with" { joiners.insert(intent.place) }
                deeds[intent.place, default: []].append(
                    Deed(
                        change: number, field: operation.field,
                        key: operation.key == .null ? [] : operation.key.canonicalBytes,
                        deed: operation.deed, goesOver: operation.superseded.count,
                        stance: operation.stance,
                        seen: intent.seen))
            }
        }
        return number
    }

    /// A change by somebody who is no machine of ours: nothing is expected of it but that all agree.
    func addStrange(_ change: SignedChange) {
        guard numbers[change.hash] == nil else { return }
        let header = change.header
        var ancestors = ChangeSet()
        for hash in (header.previous.map { [$0] } ?? []) + header.dependencies {
            guard let parent = numbers[hash] else { continue }
            ancestors.formUnion(changes[parent].ancestors)
            ancestors.insert(parent)
        }
        numbers[change.hash] = changes.count
        changes.append(
            Change(
                hash: change.hash, author: header.replica, lamport: header.lamport,
                ancestors: ancestors, isAcknowledged: false))
    }

    // MARK: What follows

    /// One live write: which change put which values under which key.
    struct LiveWrite: Hashable {
        let field: String
        let key: [UInt8]
        let lamport: UInt64
        /// The first eight bytes of the change's hash.
        let tag: UInt64
        let values: [Value]

        static func precedes(_ a: LiveWrite, _ b: LiveWrite) -> Bool {
            if a.field != b.field { return a.field < b.field }
            if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
            return (a.lamport, a.tag) < (b.lamport, b.tag)
        }
    }

    /// A record as whoever holds exactly some set of changes must see it.
    struct Record {
        /// In the order of field, key, stamp, hash.
        var live: [LiveWrite] = []
        var isHidden = false
        var isWithdrawnButEdited = false
        /// Tags of the changes that no author of a later one had been shown.
        var heads: [UInt64] = []
    }

    /// The record in the eyes of a node that holds `held`; nil if nothing that it holds touched the record.
    func record(_ place: Place, within held: ChangeSet) -> Record? {
        let known = (deeds[place] ?? []).filter { held.contains($0.change) }
        guard !known.isEmpty else { return nil }
        var record = Record()
        var liveChanges: [Int] = []
        var withdrawals: [Deed] = []
        for deed in known {
            switch deed.deed {
            case .write(_, let values):
                guard !known.contains(where: { supersedes($0, deed) }) else { continue }
                let change = changes[deed.change]
                record.live.append(
                    LiveWrite(
                        field: deed.field, key: deed.key, lamport: change.lamport,
                        tag: change.hash.words.0, values: values))
                liveChanges.append(deed.change)
            case .withdraw:
                if !known.contains(where: { takesBack($0, deed) }) { withdrawals.append(deed) }
            case .removeElement, .reinstate: break
            }
        }
        record.live.sort(by: LiveWrite.precedes)
        let unseen = liveChanges.contains { change in
            !withdrawals.contains { $0.seen.contains(change) }
        }
        record.isHidden = !withdrawals.isEmpty && !unseen
        record.isWithdrawnButEdited = !withdrawals.isEmpty && unseen
        let heads = known.filter { deed in !known.contains { $0.seen.contains(deed.change) } }
        record.heads = Set(heads.map { changes[$0.change].hash.words.0 }).sorted()
        return record
    }

    private func supersedes(_ later: Deed, _ write: Deed) -> Bool {
        guard later.field == write.field, later.key == write.key, later.seen.contains(write.change)
        else { return false }
        return switch later.deed {
        case .write: true
        case .removeElement: !forgetsRemovals
        case .withdraw, .reinstate: false
        }
    }

    private func takesBack(_ later: Deed, _ withdrawal: Deed) -> Bool {
        switch later.deed {
        case .withdraw, .reinstate: later.seen.contains(withdrawal.change)
        case .write, .removeElement: false
        }
    }
}

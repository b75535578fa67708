package import Causality
import Records
import Wire

/// Something that could not be carried out here and was passed over, so that everything else goes on.
///
/// It is a fault of this program, never of the one who wrote: the change stays in the log, counts in the heads and goes to
/// peers, and a later version tries it again (``SetAside/edition``).
package struct SetAside: Hashable, Sendable {
    package enum Stage: String, Sendable, CaseIterable {
        /// A change could not be folded into the records.
        case fold
        /// A record could not be judged by the rules.
        case rules
    }

    package let stage: Stage
    /// The hash of a change, or kind and id of a record.
    package let subject: [UInt8]
    package let reason: String

    /// Raised when a fold, a rule or the index changes what it can carry out: what was set aside under an older one is
    /// tried again when the file is opened.
    package static let edition: Int64 = 1

    /// How the reason begins where a process trapped: the same version does not try again, not even when it makes
    /// everything anew.
    static let trapped = "ended the program"

    /// The change; nil for a record.
    package var change: ChangeHash? { stage == .fold ? Digest256(subject) : nil }

    /// The change's hash, or the record's kind and id.
    package var name: String {
        if let change { return change.description }
        let parts = subject.split(separator: 0, maxSplits: 1)
        let id = parts.last.flatMap { RecordID(canonical: Array($0)) }
        return String(decoding: parts.first ?? [], as: UTF8.self) + " " + (id?.description ?? "")
    }

    static func subject(of location: Store.Location) -> [UInt8] {
        Array(location.kind.utf8) + [0] + location.id.bytes
    }
}

extension RecordID {
    var bytes: [UInt8] { withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) } }

    fileprivate init?(canonical bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self = bytes.withUnsafeBytes {
            RecordID(
                high: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}

/// A change with its blocks, about to be folded.
struct FoldedChange {
    let hash: ChangeHash
    let blocks: [OpenBlock]
}

extension StoreError {
    /// Whether one change or one record is at fault, not the file, the disk or whoever else uses them.
    package var isOfOneSubject: Bool {
        switch self {
        case .inconsistent: true
        // Constraint, too big, mismatch, range, and SQLite's plain error.
        case .sqlite(let code, _): [19, 18, 20, 25, 1].contains(code & 0xFF)
        default: false
        }
    }
}

extension Store {
    /// Why one change or one record cannot be read, where no more than that is wrong; nil for any other error.
    package static func reason(ofOneSubject error: any Error) -> String? {
        switch error {
        case StoreError.inconsistent(let reason): reason
        case let error as StoreError where error.isOfOneSubject: "\(error)"
        case let error as WireError: "\(error)"
        default: nil
        }
    }

    /// Folds changes; one that cannot be folded is set aside, and the others are folded all the same.
    ///
    /// All at once in a savepoint; only where that fails, one after the other, each in a savepoint of its own. So one bad
    /// change costs its frame a second folding, and nothing else.
    func foldOrSetAside(_ changes: [FoldedChange]) throws(StoreError) {
        guard !changes.isEmpty else { return }
        if changes.count > 1, !trapped.isEmpty {
            // One by one, so that a trap names its change.
            for change in changes { try foldOrSetAside([change]) }
            return
        }
        if let only = changes.first, trapped[.fold]?.contains(only.hash.bytes) == true { return }
        let failed = try unlessOfOneSubject { () throws(StoreError) in
            try inSavepoint { () throws(StoreError) in try foldAll(changes) }
        }
        guard let failure = failed else { return }
        guard changes.count > 1 else {
            return try setAside(.fold, changes[0].hash.bytes, failure)
        }
        for change in changes { try foldOrSetAside([change]) }
    }

    /// Runs what concerns one record; where it fails for that record's sake, what it wrote is taken back, the record is set
    /// aside, and the caller goes on. Inside ``write(_:)``.
    func passOver(
        _ stage: SetAside.Stage, _ location: Location, _ body: () throws -> Void
    ) throws(StoreError) {
        let subject = SetAside.subject(of: location)
        guard trapped[stage]?.contains(subject) != true else { return }
        bearWitness(stage, subject)
        let failure = try unlessOfOneSubject { () throws(StoreError) in
            try inSavepoint { () throws(StoreError) in
                do { try body() } catch { throw Store.error(error) }
            }
        }
        if let failure { try setAside(stage, subject, failure) }
    }

    /// What the body fails with, where one change or one record is at fault; nil where it did not.
    private func unlessOfOneSubject(
        _ body: () throws(StoreError) -> Void
    ) throws(StoreError) -> String? {
        do {
            try body()
            return nil
        } catch {
            guard error.isOfOneSubject else { throw error }
            return Store.reason(ofOneSubject: error)
        }
    }

    func foldAll(_ changes: [FoldedChange]) throws(StoreError) {
        try fold.apply(changes.flatMap(\.blocks), interrupt: interrupt)
        try mergeTexts()
        try joinAgain()
        try faceAgain()
    }

    /// Runs `body`; what it wrote is taken back when it throws, and what is kept in memory is as before.
    private func inSavepoint(
        _ body: () throws(StoreError) -> Void
    ) throws(StoreError) {
        let digest = fold.digest
        let lookups = projections.lookups.counts
        try statements("SAVEPOINT one").run()
        do {
            try body()
            try statements("RELEASE one").run()
        } catch {
            statements.resetAll()
            // Where SQLite has rolled the whole transaction back, there is no savepoint any more: the first error counts.
            do { try statements("ROLLBACK TO one").run() } catch let second {
                throw error.isOfOneSubject ? second : error
            }
            try statements("RELEASE one").run()
            fold.forget(backTo: digest)
            projections.forget(backTo: lookups)
            try layout.reload()
            try joins.reload()
            throw error
        }
    }

    /// Writes down what was passed over. Inside ``write(_:)``.
    func setAside(
        _ stage: SetAside.Stage, _ subject: [UInt8], _ reason: String
    ) throws(StoreError) {
        let insert = try statements(
            "INSERT OR REPLACE INTO set_aside (stage, subject, reason, edition) VALUES (?, ?, ?, ?)"
        )
        insert.bind(stage.rawValue, at: 1)
        insert.bind(subject, at: 2)
        insert.bind(String(reason.prefix(500)), at: 3)
        insert.bind(SetAside.edition, at: 4)
        try insert.run()
    }

    /// Everything that was passed over, by stage and subject. Inside ``read(_:)``.
    package func setAside() throws(StoreError) -> [SetAside] {
        let select = try statements(
            "SELECT stage, subject, reason FROM set_aside ORDER BY stage, subject")
        defer { select.reset() }
        var all: [SetAside] = []
        while try select.step() {
            guard let stage = SetAside.Stage(rawValue: select.text(0)) else { continue }
            all.append(SetAside(stage: stage, subject: select.bytes(1), reason: select.text(2)))
        }
        return all
    }

    /// Whether something was set aside by another version than this one.
    func holdsOldSetAsides() throws(StoreError) -> Bool {
        let select = try statements("SELECT 1 FROM set_aside WHERE edition <> ? LIMIT 1")
        defer { select.reset() }
        select.bind(SetAside.edition, at: 1)
        return try select.step()
    }

    /// Before everything is tried again: but for what ended a program of this version.
    func forgetSetAsides(_ stage: SetAside.Stage? = nil) throws(StoreError) {
        for stage in stage.map({ [$0] }) ?? SetAside.Stage.allCases {
            let delete = try statements(
                "DELETE FROM set_aside WHERE stage = ? AND NOT (edition = ? AND instr(reason, ?) = 1)"
            )
            delete.bind(stage.rawValue, at: 1)
            delete.bind(SetAside.edition, at: 2)
            delete.bind(SetAside.trapped, at: 3)
            try delete.run()
        }
    }

    func trappedSubjects() throws(StoreError) -> [SetAside.Stage: Set<[UInt8]>] {
        let select = try statements(
            "SELECT stage, subject FROM set_aside WHERE edition = ? AND instr(reason, ?) = 1")
        defer { select.reset() }
        select.bind(SetAside.edition, at: 1)
        select.bind(SetAside.trapped, at: 2)
        var subjects: [SetAside.Stage: Set<[UInt8]>] = [:]
        while try select.step() {
            guard let stage = SetAside.Stage(rawValue: select.text(0)) else { continue }
            subjects[stage, default: []].insert(select.bytes(1))
        }
        return subjects
    }
}

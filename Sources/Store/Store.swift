package import Causality
import Foundation
import GRDB
import GRDBSQLite
package import Records
import Trust
package import Wire

/// One node's database: the log, the state of records, and what is projected from them, in one SQLite file (WAL).
///
/// Every change, local or remote, goes through ``append(_:)`` inside ``write(_:)``. Several processes may have the file
/// open; each transaction begins `IMMEDIATE` and reads again what others wrote. Not `Sendable`: its owner calls it from
/// one thread at a time.
package final class Store {
    package let path: String
    package let schema: Schema
    /// The one dossier there is until there are more.
    package let dossier: DossierID = .zero

    let queue: DatabaseQueue
    let statements: StatementCache
    let log: ChangeLog
    let layout: Layout
    let table: RecordTable
    let fold: Fold
    let projections: Projections
    let joins: JoinTable
    private(set) var dataVersion: Int64 = -1
    private let schemaNumber: Int32
    var keptChecker: KeptChecker?
    private let witness: Witness?
    let main: MainFile?
    let pending = PendingFrames()
    /// What a process that trapped was at, until it is written down.
    private var heard: Witness.Testimony?
    /// Subjects at which a process trapped: not tried again by this version. See ``SetAside/trapped``.
    var trapped: [SetAside.Stage: Set<[UInt8]>] = [:]
    /// See ``introductions()``.
    var roster: Roster?
    /// See ``neededIntroductions()``.
    var needed: NeededIntroductions?
    private(set) lazy var findingReach = FindingReach(schema: schema)

    /// Called before each step of a write; what it throws ends the transaction as a crash would. For fault injection.
    package var interrupt: ((WriteStep) throws(StoreError) -> Void)?

    // MARK: Opening

    /// Opens the file and brings it to this version's schema; creates it only where `create` says so.
    ///
    /// - Throws: ``StoreError``; a file that is not ours, newer, or damaged is left as it is.
    package convenience init(path: String, schema: Schema, create: Bool) throws(StoreError) {
        try self.init(path: path, schema: schema, create: create, migrator: Migrator())
    }

    /// With the published steps, or a test's own.
    init(path: String, schema: Schema, create: Bool, migrator: Migrator) throws(StoreError) {
        self.path = path
        self.schema = schema
        schemaNumber = migrator.migrations.newest
        do {
            var configuration = Configuration()
            configuration.busyMode = .callback(BusyWait.look)
            let pending = pending
            configuration.prepareDatabase { db in
                // An officer's "saved" is on the disk; a page cache of 16 MiB carries a large merge.
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384")
                try TableGuard.register(db)
                pending.watch(db.sqliteConnection)
            }
            if !create { try Store.checkExists(path) }
            main = MainFile(path)
            try Store.check(main, schema, migrator)
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try migrator.migrate(queue, path: path)
            guard let connection = queue.inDatabase({ $0.sqliteConnection }) else {
                throw StoreError.inconsistent("the connection is closed")
            }
            statements = StatementCache(connection)
            log = ChangeLog(statements: statements)
            layout = Layout(schema: schema, statements: statements)
            table = RecordTable(layout: layout, statements: statements)
            projections = Projections(layout: layout, log: log, statements: statements)
            joins = JoinTable(statements)
            fold = Fold(
                layout: layout, table: table, log: log, projections: projections, joins: joins)
            witness = Witness(besides: path)
            fold.witness = witness
            try installSchema()
            try guardTables()
            main?.noteOpened()
            main?.countOpened()
        } catch { throw Store.error(error) }
    }

    deinit { close() }

    private static func checkExists(_ path: String) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    }

    /// Adds the tables and columns of kinds that the file does not have yet. What an older version kept without
    /// understanding it is folded anew, and appears.
    private func installSchema() throws {
        let fingerprint = Hashing.sha256(Array(schema.fingerprintText.utf8)).bytes
        guard try Meta.blob("schema", statements) != fingerprint else {
            // What an earlier version could not fold, this one tries again.
            if try read({ try holdsOldSetAsides() }) { try rebuild(passingHoles: true) }
            return
        }
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                try layout.reload()
                try layout.install(db)
                return .commit
            }
        }
        if try read({ newestSeq > 0 }) { try rebuild(passingHoles: true) }
        // Last: whoever is interrupted before this does it again.
        try write { try Meta.set("schema", fingerprint, statements) }
    }

    private static func readDigest(_ statements: StatementCache) throws(StoreError) -> StateDigest {
        guard let bytes = try Meta.blob("digest", statements), bytes.count == 16 else {
            return StateDigest()
        }
        return StateDigest(bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
    }

    /// Any error as one of ours; those of GRDB by SQLite's code.
    static func error(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as FileFailure: error.storeError
        case let error as DatabaseError:
            StoreError.of(error.resultCode.rawValue, error.message ?? "")
        default: .inconsistent(String(describing: error))
        }
    }

    // MARK: Transactions

    /// Runs `body` in one immediate transaction; durable when this returns, rolled back when it throws.
    package func write<T>(_ body: () throws -> T) throws -> T {
        do {
            return try queue.inDatabase { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    try refresh()
                    try lookAtMain()
                    try hearWitness()
                    result = try body()
                    try interrupt?(.flush)
                    try flush()
                    try interrupt?(.commit)
                    witness?.clear()
                    return .commit
                }
                heard = nil
                try? checkpointIfDue(db)
                guard let result else { throw StoreError.inconsistent("no result") }
                return result
            }
        } catch {
            witness?.clear()
            // What is in memory may be ahead of the file: read it again before it is used.
            dataVersion = -1
            throw error is DatabaseError ? Store.error(error) : error
        }
    }

    /// Runs `body` on one consistent view of the file.
    package func read<T>(_ body: () throws -> T) throws -> T {
        do {
            return try queue.inDatabase { db in
                var result: T?
                try db.inTransaction(.deferred) {
                    try refresh()
                    result = try body()
                    return .commit
                }
                guard let result else { throw StoreError.inconsistent("no result") }
                return result
            }
        } catch { throw error is DatabaseError ? Store.error(error) : error }
    }

    /// Sets aside what a process trapped at, this one's predecessor or another on the same file.
    private func hearWitness() throws(StoreError) {
        heard = witness?.testimony() ?? heard
        guard let heard else { return }
        try setAside(
            heard.stage, heard.subject, SetAside.trapped + " (signal \(heard.signal))")
        trapped[heard.stage, default: []].insert(heard.subject)
    }

    /// Work on a subject begins; see ``Witness``.
    func bearWitness(_ stage: SetAside.Stage, _ subject: [UInt8]) {
        witness?.note(stage, subject)
    }

    /// Reads again what another connection wrote since the last look.
    private func refresh() throws(StoreError) {
        let pragma = try statements("PRAGMA data_version")
        _ = try pragma.step()
        let version = pragma.int(0)
        pragma.reset()
        guard version != dataVersion else { return }
        try checkSchemaNumber()
        try log.reload()
        try layout.reload()
        fold.digest = try Store.readDigest(statements)
        try projections.lookups.reload()
        try joins.reload()
        roster = nil
        needed = nil
        trapped = try trappedSubjects()
        dataVersion = version
    }

    /// A newer version may have upgraded the file while this one had it open: it must not write to it as it used to.
    private func checkSchemaNumber() throws(StoreError) {
        let pragma = try statements("PRAGMA user_version")
        defer { pragma.reset() }
        _ = try pragma.step()
        let found = Int32(truncatingIfNeeded: pragma.int(0))
        guard found == schemaNumber else {
            throw .newerSchema(found: found, known: schemaNumber)
        }
    }

    private func flush() throws(StoreError) {
        try log.flush()
        try projections.lookups.flush()
        let sum = fold.digest.sum
        try Meta.set(
            "digest", (0..<16).map { UInt8(truncatingIfNeeded: sum >> (120 - 8 * $0)) },
            statements)
    }

    // MARK: The apply path

    /// What became of a change.
    package enum Outcome: Sendable {
        case applied(Point)
        case known
        /// Waits for a change that is not held.
        case missing(ChangeHash)
        /// Against the format or its chain: never in the log.
        case malformed(String)
    }

    /// Adds a change whose signature holds to the log, and folds it. Inside ``write(_:)``.
    package func append(_ change: SignedChange) throws(StoreError) -> Outcome {
        try append([change])[0]
    }

    /// Adds a change of our own. Inside ``write(_:)``.
    ///
    /// - Throws: ``StoreError`` also where the change cannot be folded: nobody is told that it is saved.
    package func append(own change: SignedChange) throws(StoreError) -> Outcome {
        var added: [FoldedChange] = []
        let outcome = try log(change, nil, &added)
        try foldAll(added)
        return outcome
    }

    /// Adds changes whose signatures hold to the log, in causal order, then folds those that were added. Inside
    /// ``write(_:)``.
    ///
    /// Shape: what became of each.
    package func append(_ changes: [SignedChange]) throws(StoreError) -> [Outcome] {
        try append(changes.map { ($0, nil) })
    }

    /// The same of changes that were admitted, whose blocks have been read.
    package func append(
        admitted changes: some Collection<Admission.Change>
    ) throws(StoreError) -> [Outcome] {
        try append(changes.map { ($0.change, $0.views) })
    }

    private func append(
        _ changes: [(SignedChange, views: [BlockView]?)]
    ) throws(StoreError) -> [Outcome] {
        var added: [FoldedChange] = []
        var outcomes: [Outcome] = []
        for (change, views) in changes { outcomes.append(try log(change, views, &added)) }
        try foldOrSetAside(added)
        return outcomes
    }

    /// Adds a change to the log alone.
    private func log(
        _ change: SignedChange, _ views: [BlockView]?, _ added: inout [FoldedChange]
    ) throws(StoreError) -> Outcome {
        switch try log.place(of: change) {
        case .known: return .known
        case .missing(let hash): return .missing(hash)
        case .malformed(let reason): return .malformed(reason)
        case .next(let point, let branch):
            guard change.header.dossier == dossier else {
                return .malformed("is of another dossier")
            }
            // Asked before anything is written.
            switch try OpenBlock.open(change, at: point, log, views: views) {
            case .fault(let reason): return .malformed(reason)
            case .missing(let hash): return .missing(hash)
            case .open(let blocks):
                try interrupt?(.change)
                try log.append(change, at: point, branchedFrom: branch)
                added.append(FoldedChange(hash: change.hash, blocks: blocks))
                return .applied(point)
            }
        }
    }

    // MARK: What is held

    package var chains: Chains { log.chains }
    /// Heads of all chains that are held without a gap, in an order that is the same on every node.
    package func heldHeads() throws(StoreError) -> [(dot: Dot, hash: ChangeHash)] {
        try log.heldHeads()
    }
    /// Whether a change went missing from the file; the next session fetches it again.
    package func hasGaps() throws(StoreError) -> Bool { try !log.wounds().isEmpty }
    package var frontier: [ChangeHash] { log.frontier }
    package var newestSeq: Int64 { log.newestSeq }
    package var stateDigest: StateDigest { fold.digest }

    /// Over the hashes of all chains' heads, each of which stands for its whole chain.
    package func logDigest() throws(StoreError) -> Digest256 {
        var writer = ByteWriter(reserving: 56 * log.chains.count)
        for (dot, hash) in try log.heldHeads() {
            writer.replica(dot.replica)
            writer.varint(dot.number)
            writer.digest(hash)
        }
        return Hashing.sha256(writer.bytes)
    }

    // MARK: Small facts

    package func fact(_ name: String) throws(StoreError) -> [UInt8]? {
        try Meta.blob(name, statements)
    }

    package func setFact(_ name: String, _ value: [UInt8]) throws(StoreError) {
        try Meta.set(name, value, statements)
    }
}

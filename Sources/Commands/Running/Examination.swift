import Causality
import Foundation
import Records
import Replica
import Store
import Trust

/// What `doctor` finds: one line for each thing that it looked at, and what to do about those that are not good.
struct Examination {
    /// One thing that was looked at.
    struct Finding {
        let code: String
        let subject: Label
        let state: Label
        /// Nil where nothing has to be done.
        var toDo: Label?
    }

    private let context: Context
    private let repairs: Bool
    private let restates: Bool
    private(set) var findings: [Finding] = []

    private static let freeBytesLeast: UInt64 = 100 << 20

    init(_ context: Context, repairs: Bool, restates: Bool) {
        self.context = context
        self.repairs = repairs
        self.restates = restates
    }

    var toDo: [Label] {
        var seen: Set<String> = []
        return findings.compactMap(\.toDo).filter { seen.insert($0.en).inserted }
    }

    mutating func run() throws {
        let directory = try context.directory()
        folder(directory)
        disk(directory)
        let replica: Replica
        do { replica = try context.replica() } catch {
            return try cannotOpen(error, directory)
        }
        try file(replica)
        try log(replica)
        try records(replica)
        keys(replica)
        mark(replica)
        try clock(replica)
        try peers(replica)
        service(directory)
    }

    private mutating func add(_ code: String, _ subject: Label, _ state: Label, toDo: Label? = nil)
    {
        findings.append(Finding(code: code, subject: subject, state: state, toDo: toDo))
    }

    private mutating func cannotOpen(_ error: any Error, _ directory: DataDirectory) throws {
        if case ReplicaError.noKey = error {
            return add("key", Wording.doctorKeys, Wording.keyGone, toDo: Wording.keyGoneToDo)
        }
        guard let failure = FailureReport.failure(of: error) else { throw error }
        // Never back to this verb: what does not open cannot be mended by opening it.
        var hint = failure.hint
        if hint == Wording.databaseInconsistentHint { hint = Wording.databaseDamagedHint }
        add("open", Wording.doctorFile, failure.message, toDo: hint ?? Wording.databaseDamagedHint)
    }

    // MARK: What stands around the database

    private static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    private mutating func folder(_ directory: DataDirectory) {
        let mode = Self.mode(directory.path) ?? 0
        guard mode & 0o002 == 0 else {
            return add(
                "folder", Wording.doctorFolder, Wording.folderOpen(String(mode, radix: 8)),
                toDo: Wording.closeFolder(directory.path))
        }
        add("folder", Wording.doctorFolder, Wording.doctorGood)
    }

    private mutating func disk(_ directory: DataDirectory) {
        var room = statvfs()
        guard statvfs(directory.path, &room) == 0 else { return }
        let (free, isTooMuch) = UInt64(room.f_bavail).multipliedReportingOverflow(
            by: UInt64(room.f_frsize))
        guard isTooMuch || free >= Self.freeBytesLeast else {
            return add(
                "disk", Wording.doctorDisk, Wording.diskLow(Int(clamping: free >> 20)),
                toDo: Wording.makeRoom)
        }
        add("disk", Wording.doctorDisk, Wording.doctorGood)
    }

    private mutating func keys(_ replica: Replica) {
        let directory = replica.directory
        for path in FolderRemains(directory).keys + [directory.transportIdentity] {
            guard let mode = Self.mode(path), mode & 0o007 != 0 else { continue }
            return add(
                "keys", Wording.doctorKeys, Wording.keyOpen(String(mode, radix: 8)),
                toDo: Wording.closeKeys(directory.keys))
        }
        add("keys", Wording.doctorKeys, Wording.doctorGood)
    }

    /// A mark that is gone, or of another database, has been answered when the node was opened: what is said here is how.
    private mutating func mark(_ replica: Replica) {
        add(
            "mark", Wording.doctorMark,
            replica.newIncarnation.map { Wording.newIncarnation($0) } ?? Wording.doctorGood)
    }

    private mutating func service(_ directory: DataDirectory) {
        let lock = try? directory.lockForDaemon()
        lock?.remove()
        add(
            "service", Wording.doctorService,
            lock == nil ? Wording.serviceRuns : Wording.serviceStopped)
    }

    // MARK: The database

    private mutating func file(_ replica: Replica) throws {
        guard let first = try replica.store.checkFile().first else {
            return add("file", Wording.doctorFile, Wording.doctorGood)
        }
        add("file", Wording.doctorFile, Wording.problem(first), toDo: Wording.databaseDamagedHint)
    }

    private mutating func log(_ replica: Replica) throws {
        let store = replica.store
        if repairs {
            let count = try replica.mendLog()
            if count > 0 { add("log", Wording.doctorLog, Wording.repaired(count)) }
        } else if try replica.isLogContradictory() {
            add("log", Wording.doctorLog, Wording.bookkeepingWrong, toDo: Wording.runRepair)
        }
        if restates {
            let count = try replica.restate(message: Wording.restatedMessage.spoken)
            if count > 0 { add("log", Wording.doctorLog, Wording.repaired(count)) }
        }
        // Looked at change by change, which takes note of what is damaged.
        _ = try store.read { try store.checkLog { _ in } }
        let holes = try store.read { try store.holes() }
        guard !holes.isEmpty else {
            let beside = try store.read { try store.strandedCount() }
            return add(
                "log", Wording.doctorLog,
                beside == 0 ? Wording.doctorGood : Wording.keptBeside(beside))
        }
        let own = try store.read { Set(try store.introductions().replicas(of: replica.device)) }
        let ownCount = try store.read {
            holes.count { own.contains(store.chains[$0.point.chain].replica) }
        }
        add(
            "holes", Wording.doctorLog, Wording.logHoles(holes.count, own: ownCount),
            toDo: Wording.syncForHoles)
        if ownCount > 0, try !replica.strandedChanges().isEmpty {
            add(
                "stranded", Wording.doctorLog, Wording.logHoles(holes.count, own: ownCount),
                toDo: Wording.restateHoles)
        }
    }

    private mutating func records(_ replica: Replica) throws {
        let check = try replica.store.read { try replica.store.checkRows() }
        let lacks = try replica.store.read { try replica.store.lacksHoles() }
        if check.isGood, !lacks {
            return add("records", Wording.doctorRecords, Wording.doctorGood)
        }
        let hasGaps = try replica.store.read { try replica.store.hasGaps() }
        guard repairs, !hasGaps else {
            return add(
                "records", Wording.doctorRecords, Wording.rowsWrong(check.damaged.count),
                toDo: hasGaps ? Wording.logWoundedHint : Wording.runRepair)
        }
        let mended = lacks ? [] : try replica.mendRows(check)
        if lacks { try replica.rebuild() }
        add("records", Wording.doctorRecords, Wording.repaired(max(1, mended.count)))
    }

    private mutating func clock(_ replica: Replica) throws {
        guard let warning = try replica.store.read({ try replica.clockWarning() }) else {
            return add("clock", Wording.doctorClock, Wording.doctorGood)
        }
        add(
            "clock", Wording.doctorClock, Wording.clock(warning, context.minute),
            toDo: Wording.setClock)
    }

    private mutating func peers(_ replica: Replica) throws {
        let peers = try replica.store.read { try replica.store.peers() }
        guard !peers.isEmpty else {
            return add("peers", Wording.doctorPeers, Wording.nobodyToSync)
        }
        var isGood = true
        for peer in peers where peer.url != nil {
            if peer.lastSuccessMs == nil {
                isGood = false
                add(
                    "peers", Wording.doctorPeers, Wording.neverSynced(peer.name),
                    toDo: Wording.runSync)
            } else if peer.lastFailureMs ?? 0 > peer.lastSuccessMs ?? 0 {
                isGood = false
                add(
                    "peers", Wording.doctorPeers, Wording.peerFailed(peer.name),
                    toDo: Wording.runSync)
            }
        }
        if isGood { add("peers", Wording.doctorPeers, Wording.doctorGood) }
    }

    // MARK: Printing

    var lines: [String] {
        let width = findings.map { TerminalText.width($0.subject.spoken) }.max() ?? 0
        var lines = findings.map {
            TerminalText.padded($0.subject.spoken, columns: width) + "  " + $0.state.spoken
        }
        lines.append("")
        guard !toDo.isEmpty else { return lines + [Wording.doctorNothingToDo.spoken] }
        lines.append(Wording.doctorToDo.spoken)
        for (place, label) in toDo.enumerated() { lines.append("  \(place + 1). \(label.spoken)") }
        return lines
    }

    var json: JSONOutput {
        .object([
            (
                "findings",
                .array(
                    findings.map { finding in
                        .object([
                            ("code", .text(finding.code)), ("state", .text(finding.state.spoken)),
                            ("to_do", .optional(finding.toDo?.spoken)),
                        ])
                    })
            ), ("to_do", .array(toDo.map { .text($0.spoken) })),
        ])
    }
}

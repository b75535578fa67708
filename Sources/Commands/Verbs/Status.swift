import ArgumentParser
import Causality
import Records
import Replica
import Store
import Trust

/// `liaison status`: who this node is, what it holds, what waits for a person, and how its peers stand.
struct Status: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "status", abstract: Wording.statusAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Flag(help: Wording.helpCheck.help)
    var check = false

    func run(_ context: Context) async throws {
        let report = try StatusReport(context)
        if output.json {
            try context.console.print(report.json)
        } else {
            for line in report.lines(context) {
                try context.console.print(TerminalText.escaped(line))
            }
        }
        if check, report.conflicts > 0 { throw StatusOnly(status: .conflictsOpen) }
    }
}

/// What `status` tells, read in one view of the database.
struct StatusReport {
    let data: String
    let device: String
    let deviceName: String
    let author: String
    let replica: String
    /// How many incarnations this device has had.
    let incarnations: Int
    let records: [(kind: String, count: Int)]
    let conflicts: Int
    let notices: Int
    let disputes: Int
    let findings: Int
    /// Whether the findings are those of all that is held.
    let isChecked: Bool
    let quarantined: Int
    /// What could not be carried out here: see `SetAside`.
    let setAside: [SetAside]
    let hasGaps: Bool
    /// How many changes are damaged or missing.
    let holes: Int
    let logDigest: String
    let stateDigest: String
    let peers: [(peer: Peer, waiting: Int)]
    let keptForms: Int
    let clock: ClockWarning?
    let forked: [ForkedDevice]
    let setback: Setback?
    /// The group that the folder is shared with; nil where it is its owner's alone.
    let group: String?

    init(_ context: Context) throws {
        let replica = try context.replica()
        isChecked = FindingCatchUp.briefly(replica)
        let store = replica.store
        data = replica.directory.path
        device = replica.device.description
        self.replica = replica.replica.description
        deviceName = try replica.deviceName()
        author = try replica.author()
        keptForms = (try? context.forms().count) ?? 0
        let folder = try replica.directory.opened()
        group = folder.isShared ? GroupName.of(folder.files.status.group) : nil
        (incarnations, records, conflicts, quarantined) = try store.read {
            (
                try store.introductions().replicas(of: replica.device).count,
                try store.recordCounts(), try store.conflictCount(),
                try store.quarantineUse().reduce(0) { $0 + Int(clamping: $1.kept &+ $1.uncounted) }
            )
        }
        setAside = try store.read { try store.setAside() }
        let open = try store.read { try store.conflictCounts() }
        (notices, disputes) = (open[.notice] ?? 0, open[.dispute] ?? 0)
        findings = try store.read {
            try store.findingCount(FindingFilter(today: context.today))
        }
        (hasGaps, logDigest, stateDigest) = try store.read {
            (try store.hasGaps(), try store.logDigest().description, store.stateDigest.description)
        }
        (clock, forked) = try store.read {
            (try replica.clockWarning(), try replica.forkedDevices())
        }
        setback = try store.read { try replica.setback() }.flatMap {
            replica.isRecent($0) ? $0 : nil
        }
        holes = hasGaps ? try store.read { try store.holes().count } : 0
        peers = try store.read {
            let own = try store.introductions().replicas(of: replica.device)
            return try store.peers().map {
                ($0, try store.changeCount(after: Int64(clamping: $0.pushedSeq), by: own))
            }
        }
    }

    func lines(_ context: Context) -> [String] {
        var rows: [(Label, String)] = [
            (Wording.statusData, data),
            (Wording.statusDevice, deviceName + " · " + device),
            (Wording.statusAuthor, author),
            (Wording.statusRecords, recordText),
            (
                Wording.statusConflicts,
                conflicts == 0 ? "0" : "\(conflicts) · liaison conflicts"
            ),
        ]
        if let group {
            rows.insert((Wording.statusSharing, Wording.sharedWith(group).spoken), at: 1)
        }
        if notices > 0 { rows.append((Wording.statusNotices, "\(notices) · liaison conflicts")) }
        if disputes > 0 {
            rows.append((Wording.statusDisputes, "\(disputes) · liaison conflicts"))
        }
        if !isChecked { rows.append((Wording.statusFindings, Wording.findingsLag.spoken)) }
        if findings > 0 { rows.append((Wording.statusFindings, "\(findings) · liaison findings")) }
        if incarnations > 1 {
            rows.append((Wording.statusIncarnation, Wording.incarnationNote(incarnations).spoken))
        }
        if let clock {
            rows.append(
                (Wording.statusClock, Wording.clock(clock) { context.minute($0) }.spoken))
        }
        for double in forked {
            rows.append(
                (Wording.statusFork, Wording.forked(double.name, double.device.fingerprint).spoken))
        }
        if let setback {
            rows.append(
                (Wording.statusSetback, Wording.setBack(context.minute(setback.atMs)).spoken))
        }
        if quarantined > 0 {
            rows.append((Wording.statusQuarantine, Wording.quarantineNote(quarantined).spoken))
        }
        if !setAside.isEmpty {
            rows.append((Wording.statusSetAside, Wording.setAsideNote(setAside.count).spoken))
        }
        if hasGaps { rows.append((Wording.statusGaps, Wording.gapsNote(holes).spoken)) }
        if keptForms > 0 { rows.append((Wording.statusForms, Wording.formsNote(keptForms).spoken)) }
        rows.append((Wording.statusDigest, stateDigest))
        let width = rows.map { TerminalText.width($0.0.spoken) }.max() ?? 0
        var lines = rows.map { TerminalText.padded($0.0.spoken, columns: width) + "  " + $0.1 }
        lines += setAside.prefix(Self.setAsideMost).map { "  " + Wording.setAsideLine($0).spoken }
        lines.append("")
        if peers.isEmpty { return lines + [Wording.noPeers.spoken] }
        for (peer, waiting) in peers {
            lines.append(
                Wording.statusPeer(peer.name, peer.url, PeerText.lastSync(peer, context)).spoken)
            if peer.lastSuccessMs == nil {
                lines.append("  " + Wording.neverMet.spoken)
            } else if waiting > 0 {
                lines.append("  " + Wording.queued(waiting).spoken)
            }
        }
        return lines
    }

    private static let setAsideMost = 5

    private var recordText: String {
        let total = records.reduce(0) { $0 + $1.count }
        guard total > 0 else { return "0" }
        return "\(total) ("
            + records.filter { $0.count > 0 }.map { "\($0.kind) \($0.count)" }
            .joined(separator: ", ") + ")"
    }

    var json: JSONOutput {
        .object([
            ("data", .text(data)), ("device", .text(device)), ("device_name", .text(deviceName)),
            ("author", .text(author)), ("shared_with", .optional(group)),
            ("replica", .text(replica)),
            ("incarnations", .int(incarnations)),
            ("records", .object(records.map { ($0.kind, .int($0.count)) })),
            ("conflicts", .int(conflicts)), ("notices", .int(notices)),
            ("disputes", .int(disputes)),
            ("findings", .int(findings)), ("quarantined", .int(quarantined)),
            ("clock_is_off", .bool(clock != nil)),
            ("forked", .array(forked.map { .text($0.device.description) })),
            ("set_back", .optional(setback.map { TimeText.utc($0.atMs) })),
            (
                "set_aside",
                .array(
                    setAside.map {
                        .object([
                            ("stage", .text($0.stage.rawValue)), ("subject", .text($0.name)),
                            ("reason", .text($0.reason)),
                        ])
                    })
            ),
            ("has_gaps", .bool(hasGaps)), ("damaged_changes", .int(holes)),
            ("kept_forms", .int(keptForms)),
            ("log_digest", .text(logDigest)), ("state_digest", .text(stateDigest)),
            (
                "peers",
                .array(
                    peers.map { peer, waiting in
                        guard
                            case .object(let members) = PeerText.json(
                                peer, isForked: forked.contains { $0.device == peer.device })
                        else { return .null }
                        return .object(members + [("queued", .int(waiting))])
                    })
            ),
        ])
    }
}

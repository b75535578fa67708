import ArgumentParser
import Causality
import Records
import Replica
import Store
import Trust

/// `liaison quarantine`: the changes that were refused and set aside as evidence; `--empty` deletes them.
struct QuarantineVerb: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "quarantine", abstract: Wording.quarantineAbstract.spoken,
            discussion: Wording.quarantineDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Flag(help: Wording.helpQuarantineEmpty.help)
    var empty = false

    @Option(
        help: Wording.helpQuarantineFrom.help("peer"), completion: .custom(CompletionContext.peers))
    var from: String?

    @Flag(help: Wording.helpQuarantineYes.help)
    var yes = false

    func run(_ context: Context) async throws {
        if yes, !empty { throw Failure(Wording.yesNeedsEmpty, status: .usage) }
        let replica = try context.replica()
        let store = replica.store
        let (all, peers) = try store.read { (try store.quarantineUse(), try store.peers()) }
        let bringer = try from.map { try Self.bringer($0, all, peers) }
        let uses = all.filter { bringer == nil || $0.peer == bringer }
        if empty { return try delete(uses, of: bringer, context) }
        let text = QuarantineText(
            bylines: try context.bylines(), roster: try store.read { try store.introductions() })
        if output.json { return try printJSON(uses, of: bringer, text, context) }
        guard !uses.isEmpty else { return try context.note(Wording.quarantineNothing) }
        try store.read {
            try store.forEachQuarantined(of: bringer) { change in
                for line in text.lines(change, context) {
                    try context.console.print(TerminalText.escaped(line))
                }
            }
        }
        try context.console.print()
        for use in uses { try context.console.print(TerminalText.escaped(text.line(use))) }
    }

    /// A peer, or a device that is none any more and has brought something.
    private static func bringer(
        _ text: String, _ uses: [Quarantine.Use], _ peers: [Peer]
    ) throws(Failure) -> DeviceID {
        if let peer = peers.first(where: { $0.name == text }) { return peer.device }
        let found = uses.compactMap(\.peer).filter {
            text.count >= 6 && $0.description.hasPrefix(text.lowercased())
        }
        return try found.count == 1 ? found[0] : PeerLookup.peer(text, among: peers).device
    }

    private func delete(
        _ uses: [Quarantine.Use], of bringer: DeviceID?, _ context: Context
    ) throws {
        let store = try context.replica().store
        var deleted = 0
        if uses.isEmpty {
            try context.note(Wording.quarantineNothing)
        } else {
            if !yes {
                guard context.console.inIsTerminal else {
                    throw Failure(Wording.quarantineUnasked, hint: Wording.quarantineUnaskedHint)
                }
                let question = Wording.quarantineAsk(
                    uses.reduce(0) { $0 + Int(clamping: $1.kept) },
                    ByteText.text(uses.reduce(0) { $0 + Int(clamping: $1.cost) }))
                guard try Confirmation.ask(question, context.console) else {
                    throw Failure(Wording.notConfirmed)
                }
            }
            deleted = try store.write { try store.emptyQuarantine(of: bringer) }
        }
        if output.json {
            try context.console.print(JSONOutput.object([("deleted", .int(deleted))]))
        } else if !uses.isEmpty {
            try context.console.print(Wording.quarantineEmptied(deleted).spoken)
        }
    }

    private func printJSON(
        _ uses: [Quarantine.Use], of bringer: DeviceID?, _ text: QuarantineText, _ context: Context
    ) throws {
        let store = try context.replica().store
        let console = context.console
        let quotas = JSONOutput.array(uses.map(text.json)).pretty(indent: "  ")
        try console.print("{\n  \"bringers\": " + quotas + ",")
        try console.write("  \"changes\": ")
        var changes = JSONStream(console, indent: "  ")
        try store.read {
            try store.forEachQuarantined(of: bringer) { try changes.add(text.json($0)) }
        }
        try changes.end(with: "\n}\n")
    }
}

/// A refused change as people read it, and as `--json` prints it.
struct QuarantineText {
    let bylines: Bylines
    let roster: Roster

    /// `3f2a91c0de  2026-03-01 09:04  312 B  brought by hq, signed by post`, and why it was refused.
    func lines(_ change: QuarantinedChange, _ context: Context) -> [String] {
        let who = Wording.quarantined(bringer(change.peer), signer(change.author)).spoken
        let size = ByteText.text(Int(clamping: change.cost))
        return [
            change.hash.short + "  " + context.minute(change.receivedMs) + "  " + size + "  " + who,
            "  " + change.reason,
        ]
    }

    /// How much of its quota somebody has used up.
    func line(_ use: Quarantine.Use) -> String {
        let told = Wording.quarantineUse(
            bringer(use.peer), Int(clamping: use.kept), Int(Quarantine.keptMax),
            ByteText.text(Int(clamping: use.cost)), ByteText.text(Int(Quarantine.costMax)))
        guard use.uncounted > 0 else { return told.spoken }
        return told.spoken + Wording.quarantineUncounted(Int(clamping: use.uncounted)).spoken
    }

    private func bringer(_ device: DeviceID?) -> Label {
        guard let device else { return Wording.broughtInFile }
        return bylines.device(device, name: name(of: device))
    }

    private func signer(_ replica: ReplicaID?) -> Label {
        guard let replica else { return Wording.signedUnreadably }
        guard let introduction = roster[replica] else {
            return Wording.unknownSigner(replica.description)
        }
        return bylines.device(introduction.device, name: introduction.name)
    }

    private func name(of device: DeviceID) -> String {
        roster.all.last { $0.device == device }?.name ?? ""
    }

    func json(_ change: QuarantinedChange) -> JSONOutput {
        let signer = change.author.flatMap { roster[$0] }
        return .object([
            ("change", .text(change.hash.description)), ("reason", .text(change.reason)),
            ("time", .text(TimeText.utc(change.receivedMs))),
            ("brought_by", .optional(change.peer?.description)),
            ("signed_by", .optional(signer?.device.description)),
            ("signer_name", .optional(signer?.name)),
            ("replica", .optional(change.author?.description)),
            ("bytes", .int(Int(clamping: change.cost))), ("has_content", .bool(change.holdsBlock)),
        ])
    }

    func json(_ use: Quarantine.Use) -> JSONOutput {
        .object([
            ("device", .optional(use.peer?.description)),
            ("name", use.peer == nil ? .null : .text(bringer(use.peer).spoken)),
            ("changes", .int(Int(clamping: use.kept))),
            ("changes_most", .int(Int(Quarantine.keptMax))),
            ("bytes", .int(Int(clamping: use.cost))),
            ("bytes_most", .int(Int(Quarantine.costMax))),
            ("not_kept", .int(Int(clamping: use.uncounted))),
        ])
    }
}

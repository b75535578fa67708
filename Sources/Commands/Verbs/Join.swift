import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison join A B`: shows two records of one thing as one, and `--undo` takes one out again.
struct Join: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "join", abstract: Wording.joinAbstract.spoken,
            usage: """
                liaison join ID ID [--take 1|2] [--dry-run] [--message TEXT]
                liaison join --undo ID [--message TEXT]
                """,
            discussion: Wording.joinDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var ids: [String]

    @Option(parsing: .unconditional, help: Wording.helpJoinTake.help("n"))
    var take: Int?

    @Option(name: .shortAndLong, parsing: .unconditional, help: Wording.helpMessage.help("text"))
    var message = ""

    @Flag(help: Wording.helpJoinUndo.help)
    var undo = false

    @Flag(help: Wording.helpDryRun.help)
    var dryRun = false

    @Flag(help: Wording.helpJoinYes.help)
    var yes = false

    func run(_ context: Context) async throws {
        if undo { return try takeOut(context) }
        guard ids.count == 2 else {
            throw Failure(Wording.joinTwo, hint: Wording.joinTwoHint, status: .usage)
        }
        guard take.map({ 1...2 ~= $0 }) ?? true else {
            throw Failure(Wording.noSuchSide(2), status: .usage)
        }
        let pair = try ids.map { try context.record($0) }
        let names = RecordNames(try context.replica())
        try check(pair, names)
        let proposal = JoinProposal(pair, context.schema, names)
        if dryRun || !output.json {
            for line in try proposal.lines(context.console.columns) {
                try context.console.print(line)
            }
        }
        guard !dryRun else { return }
        let called = pair.map(names.name)
        if !yes, !output.json, context.console.inIsTerminal, context.console.outIsTerminal {
            guard try Confirmation.ask(Wording.joinThem(called[0], called[1]), context.console)
            else { throw Failure(Wording.nothingJoined) }
        }
        try join(pair, proposal, called, context)
    }

    private func check(_ pair: [StoredRecord], _ names: RecordNames) throws {
        let called = pair.map(names.name)
        guard pair[0].kindName == pair[1].kindName else {
            throw Failure(Wording.joinOneKind(pair[0].kindName, pair[1].kindName), status: .usage)
        }
        guard pair[0].kind != nil else {
            throw Failure(
                Wording.unknownKindIsKept(pair[0].kindName), hint: Wording.upgradeHint)
        }
        guard pair[0].id != pair[1].id else {
            throw Failure(
                pair[0].members.isEmpty
                    ? Wording.joinOneRecord(called[0]) : Wording.alreadyJoined(ids[0], ids[1]),
                hint: pair[0].members.isEmpty ? nil : Wording.joinUndoHint(ids[1]),
                status: .usage)
        }
        for record in pair { try EditSaving.refuseWithdrawn(record) }
    }

    private func join(
        _ pair: [StoredRecord], _ proposal: JoinProposal, _ called: [String], _ context: Context
    ) throws {
        let replica = try context.replica()
        // Of groups those that they are shown under are joined.
        let alone = pair.map { $0.members.first ?? $0 }
        let kept = take.map { pair[$0 - 1] } ?? pair.min { $0.id < $1.id }
        let aliases = proposal.aliases(besides: kept)
        let drafts = replica.joining(alone[0], alone[1]) { draft in
            let face = alone.first { $0.id == draft.id }
            for alias in aliases {
                draft.addElement(.text(alias), of: "aliases", shown: face?["aliases"])
            }
        }
        var changes = try replica.commit(drafts, message: message, author: context.author).changes
        if let kept, take != nil { changes += try settle(as: kept, context) }
        let joined = try context.record(at: Store.Location(kind: pair[0].kindName, id: pair[0].id))
        try DeedText.print(
            Wording.joined(called[0], called[1], joined.handle ?? joined.id.description), joined,
            changes, context, json: output.json)
        guard joined.openCount > 0, !output.json else { return }
        guard context.console.inIsTerminal, !yes else {
            return try context.note(
                Wording.moreConflicts(joined.openCount, joined.handle ?? joined.id.description))
        }
        // Field by field, and nothing that is not confirmed.
        let location = Store.Location(kind: joined.kindName, id: joined.id)
        let rows = try ConflictList(
            .init(record: location), context, RecordNames(replica)
        ).rows.filter(\.level.waits)
        try ResolveSession(
            rows: rows, reason: nil, context: context, names: RecordNames(replica)
        ).run()
    }

    /// Settles what the two said differently with what one of them said.
    private func settle(as kept: StoredRecord, _ context: Context) throws -> [ChangeHash] {
        let replica = try context.replica()
        let joined = try context.record(at: Store.Location(kind: kept.kindName, id: kept.id))
        var draft = Draft(joined)
        for field in joined.fields {
            for open in field.view.open {
                let values = kept[field.name]?.live.filter { $0.key == open.key }.flatMap(\.values)
                // What was open in it before stays open.
                guard let value = values?.first, Set(values ?? []).count == 1 else { continue }
                draft.resolve(field, key: open.key, to: [value])
            }
        }
        guard !draft.isEmpty else { return [] }
        return try replica.commit([draft], message: message, author: context.author).changes
    }

    private func takeOut(_ context: Context) throws {
        guard ids.count == 1 else {
            throw Failure(Wording.joinUndoOne, hint: Wording.joinTwoHint, status: .usage)
        }
        let replica = try context.replica()
        let location = try replica.locateMember(ids[0])
        let group = try replica.store.read {
            try replica.store.group(of: location).compactMap {
                try replica.store.member($0, kind: location.kind)
            }
        }
        guard group.count > 1 else { throw Failure(Wording.notJoined(ids[0])) }
        let changes = try replica.commit(
            replica.takingOut(location.id, of: group), message: message, author: context.author
        ).changes
        let record = try context.record(at: location)
        try DeedText.print(
            Wording.takenOut(record.handle ?? record.id.description), record, changes, context,
            json: output.json)
    }
}

/// What two records would show as one, field by field.
private struct JoinProposal {
    private let pair: [StoredRecord]
    private let joined: StoredRecord
    private let names: RecordNames

    init(_ pair: [StoredRecord], _ schema: Schema, _ names: RecordNames) {
        self.pair = pair
        self.names = names
        let members = pair.flatMap { $0.members.isEmpty ? [$0] : $0.members }
        joined = StoredRecord(
            joining: members.sorted { $0.id < $1.id }, schema: schema)
    }

    func lines(_ columns: Int?) throws -> [String] {
        var table = TextTable(
            [
                Wording.columnField.spoken, names.name(of: pair[0]), names.name(of: pair[1]),
                Wording.columnTogether.spoken,
            ].map { TerminalText.escaped($0) })
        for field in joined.fields {
            let texts = try pair.map { try text($0[field.name]?.view.content) }
            table.add(
                ([field.field?.label.spoken ?? field.name] + texts + [try together(field, texts)])
                    .map { TerminalText.escaped($0) })
        }
        return table.lines(columns: columns)
    }

    private func text(_ content: FieldContent?) throws -> String {
        try content.map(names.line) ?? ""
    }

    private func together(_ field: StoredField, _ texts: [String]) throws -> String {
        if texts[0] == texts[1], !texts[0].isEmpty {
            return Wording.bothSame.spoken
        }
        if !field.view.open.isEmpty { return Wording.youChoose.spoken }
        return try text(field.view.content)
    }

    /// The names of the other record, by which it goes on to be found.
    func aliases(besides kept: StoredRecord?) -> [String] {
        guard let kept, let kind = kept.kind, kind.field("aliases") != nil,
            let other = pair.first(where: { $0.id != kept.id })
        else { return [] }
        var known: Set<String> = []
        for name in kind.titleFields { if let title = kept.text(name) { known.insert(title) } }
        return kind.titleFields.compactMap { other.text($0) }
            .filter { !$0.isEmpty && known.insert($0).inserted }
    }
}

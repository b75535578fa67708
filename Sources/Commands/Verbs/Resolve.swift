import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison resolve [ID [FIELD]]`: settles open conflicts and says why: one by its side or a new value, one after the other
/// with the person, or many by a rule.
struct Resolve: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "resolve", abstract: Wording.resolveAbstract.spoken,
            discussion: Wording.resolveDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(
        help: Wording.helpResolveID.help("id"), completion: .custom(CompletionContext.records))
    var id: String?

    @Argument(
        help: Wording.helpResolveField.help("field"), completion: .custom(CompletionContext.fields))
    var field: String?

    @Option(help: Wording.helpKey.help("key"))
    var key: String?

    @Option(parsing: .unconditional, help: Wording.helpTake.help("side"))
    var take: String?

    @Option(parsing: .unconditional, help: Wording.helpValue.help("value"))
    var value: String?

    @Option(name: .customLong("if"), help: Wording.helpResolveIf.help("mark"))
    var mark: String?

    @Flag(help: Wording.helpResolveEditor.help)
    var editor = false

    @Option(parsing: .unconditional, help: Wording.helpReason.help("text"))
    var reason: String?

    @Flag(help: Wording.helpSeen.help)
    var seen = false

    @Option(help: Wording.helpFindKind.help("kind"), completion: .custom(CompletionContext.kinds))
    var kind: [String] = []

    @Option(
        name: .customLong("where"), parsing: .unconditionalSingleValue,
        help: Wording.helpWhere.help("filter"))
    var filters: [String] = []

    @Flag(help: Wording.helpConflictMine.help)
    var mine = false

    @Flag(help: Wording.helpDryRun.help)
    var dryRun = false

    @Flag(help: Wording.helpUndoYes.help)
    var yes = false

    func run(_ context: Context) async throws {
        if seen { return try acknowledge(context) }
        let ways = [take != nil, value != nil, editor].count { $0 }
        guard ways < 2 else {
            throw Failure(Wording.takeOrValue, hint: Wording.takeOrValueHint, status: .usage)
        }
        let side = try take.map { try TakenSide($0) }
        if ways == 0 { return try session(context) }
        var isOne = id != nil && filters.isEmpty
        if let side, field == nil, key == nil {
            if case .number = side {} else { isOne = false }
        }
        guard !isOne else { return try settleOne(side, context) }
        guard let side else {
            throw Failure(Wording.oneRecordOnly, hint: Wording.takeHint, status: .usage)
        }
        if case .number = side {
            throw Failure(Wording.oneRecordOnly, hint: Wording.takeHint, status: .usage)
        }
        try BulkResolve(
            take: side, rows: try rows(context), reason: try statedReason(), isDryRun: dryRun,
            isConfirmed: yes, json: output.json, context: context
        ).run()
    }

    private func statedReason() throws -> String {
        guard let reason, !reason.trimmed.isEmpty else {
            if dryRun { return "" }
            throw Failure(Wording.reasonNeeded, hint: Wording.reasonNeededHint, status: .usage)
        }
        return reason
    }

    /// The conflicts that the options choose, disputes left out: they are data.
    private func rows(_ context: Context) throws -> [ConflictRow] {
        let replica = try context.checkedReplica()
        for kind in kind { try KindName.check(kind, context) }
        var filter = ConflictList.Filter(
            record: try id.map(replica.locate), kinds: kind, mine: mine)
        filter.level = nil
        var rows = try ConflictList(filter, context, RecordNames(replica)).rows
            .filter { $0.level != .dispute }
        if let field {
            let names = Set(
                context.schema.kinds.compactMap { FieldFlag(field).field(of: $0)?.name } + [field])
            rows = rows.filter { names.contains($0.field) }
        }
        guard !filters.isEmpty else { return rows }
        let found = try ListRequest(
            kind: kind.count == 1 ? kind[0] : nil, filters: filters, context
        ).found()
        let ids = Set(found.map(\.location.id))
        return rows.filter { ids.contains($0.record) }
    }

    // MARK: With a person

    private func session(_ context: Context) throws {
        guard context.console.inIsTerminal, !output.json else {
            throw Failure(Wording.takeOrValue, hint: Wording.takeOrValueHint, status: .usage)
        }
        let rows = try rows(context)
        guard !rows.isEmpty else {
            guard let id else { return try context.note(Wording.noConflicts) }
            throw Failure(Wording.noConflictIn(id))
        }
        try ResolveSession(
            rows: rows, reason: reason, context: context,
            names: RecordNames(try context.replica())
        ).run()
    }

    private func acknowledge(_ context: Context) throws {
        guard let id else { throw Failure(Wording.seenNeedsRecord, status: .usage) }
        let record = try context.record(id)
        let label = Wording.noticeSeen(record.handle ?? record.id.description)
        if dryRun {
            try context.console.print(TerminalText.escaped(label.spoken))
            return try context.note(Wording.dryRunDone)
        }
        let changes = try Acknowledgement(context).save(record, reason: reason ?? label.spoken)
        try DeedText.print(label, record, changes, context, json: output.json)
    }
}

/// One conflict, by flags.
extension Resolve {
    private func settleOne(_ side: TakenSide?, _ context: Context) throws {
        guard let id else { return }
        let why = try statedReason()
        let replica = try context.replica()
        let location = try replica.locate(id)
        let record = try context.record(at: location)
        let names = RecordNames(replica)
        let open = try chosen(record, names, context)
        guard let value = try newValue(side, open, record, context) else {
            throw Failure(Wording.nothingWritten)
        }
        let settlement = Settlement(
            record: record, field: open.field, key: open.key, value: value)
        let draft = try settlement.draft(replica)
        let name = names.name(of: record)
        if dryRun {
            for line in try DraftText(names: names).lines(draft, shown: record) {
                try context.console.print(line)
            }
            return try context.note(Wording.dryRunDone)
        }
        guard try isConfirmed(side, open, record, value, context) else {
            throw Failure(Wording.notSettled)
        }
        let page = editor ? try sideEditor(open, record, context) : nil
        let committed = try replica.commit([draft], message: why, author: context.author)
        page?.discard()
        try DeedText.print(
            Wording.resolved(name, open.field.name, try names.text(value)), record,
            committed.changes, context, json: output.json)
        if output.json { return }
        if try settlement.isOpen(context) {
            return try context.note(settlement.isPart ? Wording.restStaysOpen : Wording.sideCameIn)
        }
        let left = try context.record(at: location).openCount
        if left > 0 { try context.note(Wording.moreConflicts(left, name)) }
    }

    private typealias Open = (field: StoredField, key: FieldView.OpenKey)

    /// Whether the person knows the sides that this goes over: these are marked, or shown now.
    ///
    /// - Throws: ``Failure`` where the sides are others by now, or nobody can be asked.
    private func isConfirmed(
        _ side: TakenSide?, _ open: Open, _ record: StoredRecord, _ value: Value, _ context: Context
    ) throws -> Bool {
        let now = open.field.mark(of: open.key.key)
        if let mark {
            guard mark.lowercased() == now else {
                throw Failure(
                    Wording.otherSides, hint: Wording.otherSidesHint(try name(of: record, context)))
            }
            return true
        }
        var goesByWhatWasSeen = value != .null && self.value != nil
        if case .number? = side { goesByWhatWasSeen = true }
        guard goesByWhatWasSeen, !yes else { return true }
        guard context.console.inIsTerminal, !output.json else {
            throw Failure(
                Wording.sidesNotNamed, hint: Wording.sidesNotNamedHint(now), status: .usage)
        }
        let names = RecordNames(try context.replica())
        let text = ConflictText(
            detail: try detail(open, record, try context.replica()), name: names.name(of: record),
            context: context, names: names)
        for line in try text.lines().dropLast() { try context.console.print(line) }
        try context.console.print(
            TerminalText.escaped(
                "  " + open.field.name + ": "
                    + (value == .null ? Wording.emptied.spoken : try names.text(value))))
        return try Confirmation.ask(Wording.settleThis, context.console)
    }

    private func name(of record: StoredRecord, _ context: Context) throws -> String {
        RecordNames(try context.replica()).name(of: record)
    }

    private func sideEditor(
        _ open: Open, _ record: StoredRecord, _ context: Context
    ) throws -> SideEditor {
        let replica = try context.replica()
        return try SideEditor(
            detail: try detail(open, record, replica), context: context,
            names: RecordNames(replica))
    }

    /// The one open key that field and `--key` name.
    private func chosen(
        _ record: StoredRecord, _ names: RecordNames, _ context: Context
    ) throws -> Open {
        let name = names.name(of: record)
        var open: [Open] = record.fields.flatMap { field in field.view.open.map { (field, $0) } }
        try check(record, name, context)
        guard !open.isEmpty else {
            throw Failure(
                Wording.noConflictIn(name),
                hint: record.isWithdrawnButEdited
                    ? Wording.withdrawnButEditedHint(name) : try settled(record, context))
        }
        let every = try open.map { $0.field.name + (try keyText($0.key.key, names)) }
        if let field {
            let flag = FieldFlag(field)
            let declared = record.kind.flatMap { flag.field(of: $0) }?.name ?? field
            open = open.filter { $0.field.name == declared }
        }
        if let key { open = try open.filter { try names.text($0.key.key) == key } }
        guard let first = open.first else {
            throw Failure(
                Wording.noConflictThere(name),
                hint: try settled(record, context) ?? Wording.oneOf(every))
        }
        guard open.count == 1 else {
            throw Failure(
                Wording.severalConflicts(name), hint: Wording.oneOf(every), status: .usage)
        }
        return first
    }

    /// A field that there is, and that people rather than sources may disagree on.
    private func check(_ record: StoredRecord, _ name: String, _ context: Context) throws {
        guard let field, let kind = record.kind else { return }
        guard let declared = FieldFlag(field).field(of: kind) else {
            guard record[field] == nil else { return }
            throw Failure.unknownField(field, kinds: [kind])
        }
        if case .map(let entries)? = record[Dispute.fieldName]?.view.content,
            record[declared.name]?.view.open.isEmpty != false,
            entries.contains(where: { $0.key == .text(declared.name) })
        {
            throw Failure(
                Wording.sourcesDisagree(declared.name, name),
                hint: Wording.sourcesDisagreeHint(name, declared.name))
        }
    }

    /// Who settled the field that was named, where somebody did.
    private func settled(_ record: StoredRecord, _ context: Context) throws -> Label? {
        guard let field, let kind = record.kind, let declared = FieldFlag(field).field(of: kind)
        else { return nil }
        let replica = try context.replica()
        let history = try replica.history(of: .init(kind: record.kindName, id: record.id))
        let decision = history.first { entry in
            entry.writes.contains {
                $0.field == declared.name
                    && $0.superseded.ranges.reduce(0) {
                        $0 + $1.last.number - $1.first.number + 1
                    } > 1
            }
        }
        return try decision.map {
            Wording.settledBy(
                try EntryText(context: context, names: RecordNames(replica)).line($0))
        }
    }

    private func keyText(_ key: Value, _ names: RecordNames) throws -> String {
        key == .null ? "" : " --key " + (try names.text(key))
    }

    /// Nil where the person wrote nothing.
    private func newValue(
        _ side: TakenSide?, _ open: Open, _ record: StoredRecord, _ context: Context
    ) throws -> Value? {
        let replica = try context.replica()
        if case .number(let number)? = side {
            guard open.key.sides.indices.contains(number - 1) else {
                throw Failure(Wording.noSuchSide(open.key.sides.count), status: .usage)
            }
            return open.key.sides[number - 1]
        }
        if side != nil || editor {
            let detail = try detail(open, record, replica)
            if let side {
                guard let value = side.side(of: detail, replica) else {
                    throw Failure(Wording.rulePicksNone, hint: Wording.takeOrValueHint)
                }
                return value
            }
            guard
                let text = try SideEditor(
                    detail: detail, context: context, names: RecordNames(replica)
                ).edited()
            else { return nil }
            return try read(text, open, record, context)
        }
        return try value.map { try read($0, open, record, context) }
    }

    private func detail(
        _ open: Open, _ record: StoredRecord, _ replica: Replica
    ) throws -> ConflictDetail {
        let row = try replica.store.read { try replica.store.conflicts(record: record.id) }
            .first {
                $0.kind == record.kindName && $0.field == open.field.name
                    && $0.key == open.key.key
            }
        guard let row else { throw Failure(Wording.settledMeanwhile) }
        return try replica.detail(of: row)
    }

    private func read(
        _ text: String, _ open: Open, _ record: StoredRecord, _ context: Context
    ) throws -> Value {
        guard let field = open.field.field else { throw Failure(Wording.fieldNotKnown) }
        let reader = EntryReader(
            schema: context.schema, kind: record.kind, locate: try context.replica().locate)
        guard !text.isEmpty else { return .null }
        return open.key.key == .null
            ? try reader.value(text, field.type, of: field)
            : try reader.entry(text, under: open.key.key, of: field)
    }
}

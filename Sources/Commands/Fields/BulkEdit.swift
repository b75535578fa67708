import Causality
import Records
import Replica
import Store

/// `edit KIND --where FILTER … --FIELD VALUE …`: the same edit of every record that fits, as one change.
///
/// A record that has a touched field in conflict, or that a rule would not let be so, is left as it is and named; all
/// others are saved together or not at all.
struct BulkEdit {
    private let context: Context
    private let kind: Kind
    private let filters: [String]
    private let arguments: FieldArguments
    private let isDryRun: Bool
    private let isConfirmed: Bool

    static func isMeant(by words: [String]) -> Bool {
        words.contains { $0 == "--where" || $0.hasPrefix("--where=") }
    }

    init(_ words: [String], _ context: Context) throws {
        guard let name = words.first, !name.hasPrefix("-") else {
            throw Failure(
                Wording.whichKind, hint: Wording.oneOf(context.schema.kinds.map(\.name)),
                status: .usage)
        }
        var options = TakenOptions(Array(words.dropFirst()))
        filters = try options.values("--where")
        isDryRun = options.flag("--dry-run")
        isConfirmed = options.flag("--yes")
        var flags: [String] = []
        for assignment in try options.values("--set") {
            guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
                throw Failure(Wording.notAnAssignment, status: .usage)
            }
            flags += [
                FieldFlag.text(of: String(assignment[..<equals])),
                String(assignment[assignment.index(after: equals)...]),
            ]
        }
        context.globals.override(with: FieldArguments.globals(in: options.words, of: nil))
        try KindName.check(name, context)
        guard let kind = context.schema.kind(name) else {
            throw Failure(Wording.unknownKindIsKept(name), hint: Wording.upgradeHint)
        }
        context.globals.override(with: FieldArguments.globals(in: options.words, of: kind))
        let replica = try context.replica()
        arguments = try FieldArguments(
            options.words + flags, kind: kind,
            reader: EntryReader(schema: context.schema, kind: kind, locate: replica.locate))
        self.kind = kind
        self.context = context
    }

    /// One record's part.
    private struct Part {
        let record: StoredRecord
        let draft: Draft
    }

    func run() throws {
        try check()
        let names = RecordNames(try context.replica())
        let saving = EditSaving(context, arguments)
        var parts: [Part] = []
        var refused: [(name: String, failure: Failure)] = []
        var unchanged = 0
        for found in try ListRequest(kind: kind.name, filters: filters, context).found() {
            let record = try context.record(at: found.location)
            let draft: Draft
            do {
                draft = try saving.draft(record, shown: record, arguments.edits)
            } catch let failure as Failure {
                refused.append((names.name(of: record), failure))
                continue
            } catch let refusal as RuleRefusal {
                let name = names.name(of: record)
                refused.append((name, refusal.failure.about(name)))
                continue
            }
            if draft.isEmpty {
                unchanged += 1
            } else {
                parts.append(Part(record: record, draft: draft))
            }
        }
        for (_, failure) in refused { try context.console.tell(failure) }
        if isDryRun || needsAnswer(parts.count) { try preview(parts, names) }
        if isDryRun { return try report(parts.count, unchanged, refused.map(\.name), []) }
        if needsAnswer(parts.count) {
            guard try Confirmation.ask(Wording.saveAll(parts.count), context.console) else {
                throw Failure(Wording.notConfirmed)
            }
        }
        var changes: [ChangeHash] = []
        if !parts.isEmpty {
            changes = try context.replica().commit(
                parts.map(\.draft), message: saving.message, author: context.author
            ).changes
        }
        try report(parts.count, unchanged, refused.map(\.name), changes)
        if !refused.isEmpty { throw StatusOnly(status: .refused) }
    }

    private func check() throws(Failure) {
        guard !arguments.edits.isEmpty else {
            throw Failure(
                Wording.nothingToSet, hint: Wording.seeKindHelp(kind.name), status: .usage)
        }
        for edit in arguments.edits {
            if edit.field.name == Replica.handleField {
                throw Failure(Wording.handleInBulk, status: .usage)
            }
            if edit.field.isRequired, edit.action == .set(nil) {
                throw Failure(Wording.requiredMissing([FieldFlag.text(of: edit.field)]))
            }
        }
    }

    private func needsAnswer(_ count: Int) -> Bool {
        count > 0 && context.console.inIsTerminal && !isConfirmed && !arguments.json
    }

    // MARK: Telling

    private func preview(_ parts: [Part], _ names: RecordNames) throws {
        guard !arguments.json else { return }
        let text = DraftText(names: names)
        for part in parts {
            try context.console.print(
                TerminalText.escaped(
                    Wording.wouldChange(kind.name, names.name(of: part.record)).spoken))
            for line in try text.lines(part.draft, shown: part.record) {
                try context.console.print("  " + line)
            }
        }
    }

    private func report(
        _ changed: Int, _ unchanged: Int, _ refused: [String], _ changes: [ChangeHash]
    ) throws {
        if arguments.json {
            try context.console.print(
                JSONOutput.object([
                    ("changed", .int(changed)), ("unchanged", .int(unchanged)),
                    ("refused", .array(refused.map { .text($0) })),
                    ("changes", .array(changes.map { .text($0.description) })),
                ]))
        } else {
            try context.console.print(
                Wording.bulkDone(changed, unchanged, refused.count).spoken)
        }
        if isDryRun { try context.note(Wording.dryRunDone) }
    }
}

extension Failure {
    /// The same, said of one record among many.
    func about(_ name: String) -> Failure {
        Failure(
            Label(en: name + ": " + message.en, nl: name + ": " + message.nl), causedBy: causes,
            hint: hint, status: status)
    }
}

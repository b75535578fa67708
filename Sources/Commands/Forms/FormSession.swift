import Records
import Replica
import Store

/// One form from its opening to the saved change: opened, edited, given back while it has mistakes, saved.
struct FormSession {
    private let context: Context
    private let kind: Kind
    private let arguments: FieldArguments
    private static let errorMark = "# !! "

    init(_ context: Context, kind: Kind, arguments: FieldArguments) {
        self.context = context
        self.kind = kind
        self.arguments = arguments
    }

    /// A form for a new record, filled in with a copy where there is one.
    func add(_ copy: RecordCopy? = nil) throws -> SavedEdit {
        let replica = try context.replica()
        let form = try KeptForm(in: context.forms(), name: "new-" + kind.name)
        let id = RecordID(random: context.surroundings.environment)
        func text(_ record: StoredRecord?) throws -> String {
            try FormText(
                kind: kind, schema: context.schema, names: RecordNames(replica), record: record,
                isNew: true, conflicts: [:]
            ).text()
        }
        return try run(
            form, filledIn: try copy.map { try text($0.record(id, context.schema)) }
        ) {
            FormBase(
                adding: kind, id: id, pristine: try text(nil),
                openedMs: context.surroundings.environment.nowMs())
        }
    }

    func edit(_ record: StoredRecord) throws -> SavedEdit {
        let replica = try context.replica()
        let form = try KeptForm(in: context.forms(), name: formName(of: record))
        return try run(form) {
            let names = RecordNames(replica)
            let pristine = try FormText(
                kind: kind, schema: context.schema, names: names, record: record,
                conflicts: try conflicts(of: record, names)
            ).text()
            return try FormBase(
                record, pristine: pristine,
                openedMs: context.surroundings.environment.nowMs(), store: replica.store)
        }
    }

    /// The name under which a form of a record is kept. One that was left before the record was joined with another has the
    /// name of the one that it was then.
    private func formName(of record: StoredRecord) throws -> String {
        let names = ([record] + record.members).map { "\(record.kindName)-\($0.id)" }
        let forms = try context.forms()
        return names.first { forms.holds($0) } ?? names[0]
    }

    /// What the form says beside fields on which people disagree.
    private func conflicts(
        of record: StoredRecord, _ names: RecordNames
    ) throws -> [String: [String]] {
        let replica = try context.replica()
        let rows = try replica.store.read { try replica.store.conflicts(record: record.id) }
        var notes = try replica.outdatedTranslations(of: record)
            .mapValues { [try TranslationText.since($0, context)] }
        for row in rows where row.kind == record.kindName && !row.field.isEmpty {
            var field = row.field
            if row.level == .dispute, case .text(let name) = row.key { field = name }
            notes[field, default: []] += try ConflictText(
                detail: try replica.detail(of: row), name: names.name(of: record),
                context: context, names: names
            ).lines()
        }
        return notes
    }

    // MARK: The course of a form

    /// `filledIn` is what a new form holds instead of what it is compared with when it is saved.
    private func run(
        _ form: KeptForm, filledIn: String? = nil, opening: () throws -> FormBase
    ) throws -> SavedEdit {
        guard
            let editor = Editor(
                context.surroundings.variables,
                isInteractive: context.console.inIsTerminal && context.console.outIsTerminal)
        else {
            throw Failure(
                Wording.nothingGiven(kind.name), hint: Wording.nothingGivenHint(kind.name),
                status: .usage)
        }
        var base: FormBase
        if let kept = form.kept(), !arguments.fresh {
            base = kept.base
            try context.note(Wording.formContinued(context.minute(base.openedMs)))
        } else {
            base = try opening()
            try form.begin(base)
            if let filledIn { try form.write(filledIn) }
        }
        var given = try form.text()
        var rounds = 0
        while true {
            rounds += 1
            try editor.edit(form.path, variables: context.surroundings.variables)
            let text = Self.withoutMarks(try form.text())
            do {
                let saved = try save(text, base)
                form.remove()
                return saved
            } catch let mistakes as Mistakes {
                let marked = Self.mark(text, mistakes.problems)
                try form.write(marked)
                // Came back as it was given: nobody is going to mend it now. Without a terminal nobody is there to.
                guard marked != given, context.console.inIsTerminal || rounds < 2 else {
                    throw Failure(
                        Wording.formHasMistakes(mistakes.problems.count),
                        causedBy: mistakes.problems.map { Wording.atLine($0.line, $0.text) },
                        hint: Wording.formIsKept(form.path))
                }
                try context.note(Wording.formGivenBack(mistakes.problems.count))
                given = marked
            }
        }
    }

    private struct Mistakes: Error {
        let problems: [FormProblem]
    }

    private func save(_ text: String, _ base: FormBase) throws -> SavedEdit {
        let replica = try context.replica()
        let reader = FormReader(
            kind: kind,
            reader: EntryReader(
                schema: context.schema, kind: kind, locate: replica.locate, admitsUnseen: true))
        let content = reader.read(text)
        guard content.problems.isEmpty else { throw Mistakes(problems: content.problems) }
        let edits = FormReader.edits(from: reader.read(base.pristine), to: content, kind: kind)
        let saving = EditSaving(context, arguments)
        if base.isNew { return try add(edits, content, base, saving) }
        let shown = try base.shownRecord(replica.store)
        let problems = edits.compactMap { problem($0, shown, content) }
        guard problems.isEmpty else { throw Mistakes(problems: problems) }
        let now = try context.record(at: Store.Location(kind: base.kind, id: shown.id))
        return try onLine(of: edits, content) { try saving.edit(now, shown: shown, edits) }
    }

    private func add(
        _ edits: [FieldEdit], _ content: FormContent, _ base: FormBase, _ saving: EditSaving
    ) throws -> SavedEdit {
        guard !edits.isEmpty else { throw Failure(Wording.emptyForm) }
        guard let id = RecordID(base.record) else { throw Failure(Wording.formOfAnother) }
        let problems = edits.compactMap { unseen($0, shown: nil, content) }
        guard problems.isEmpty else { throw Mistakes(problems: problems) }
        let missing = EditSaving.missing(kind, edits)
        guard missing.isEmpty else {
            throw Mistakes(problems: [
                FormProblem(line: 1, text: Wording.formRequired(missing.map(\.name)).spoken)
            ])
        }
        return try onLine(of: edits, content) { try saving.add(kind, id: id, edits) }
    }

    /// A refusal at saving as mistakes: a rule's on the first line that it is about, a handle that is taken on its own.
    private func onLine(
        of edits: [FieldEdit], _ content: FormContent, _ body: () throws -> SavedEdit
    ) throws -> SavedEdit {
        do { return try body() } catch let refusal as RuleRefusal {
            throw Mistakes(
                problems: refusal.items.map { item in
                    let line = item.fields.lazy.compactMap { content.fields[$0]?.line }.first ?? 1
                    let text = item.text.spoken + " (" + item.advice.spoken + ")"
                    return FormProblem(line: line, text: text)
                })
        } catch let failure as Failure {
            let line = content.fields[Replica.handleField]?.line ?? 1
            throw Mistakes(problems: [FormProblem(line: line, text: failure.message.spoken)])
        }
    }

    /// Entry rules that need the field as it was shown.
    private func problem(
        _ edit: FieldEdit, _ shown: StoredRecord, _ content: FormContent
    ) -> FormProblem? {
        let line = content.fields[edit.field.name]?.line ?? 1
        if let problem = unseen(edit, shown: shown[edit.field.name], content) { return problem }
        if arguments.overBoth == nil, edit.touchesConflict(of: shown[edit.field.name]) {
            let failure = EditSaving.inConflict(
                edit.field, of: shown.handle ?? shown.id.description)
            return FormProblem(line: line, text: failure.hint?.spoken ?? failure.message.spoken)
        }
        if edit.field.isRequired, content.fields[edit.field.name]?.content == nil {
            return FormProblem(line: line, text: Wording.formRequired([edit.field.name]).spoken)
        }
        return nil
    }

    private func unseen(
        _ edit: FieldEdit, shown: StoredField?, _ content: FormContent
    ) -> FormProblem? {
        EnteredValue.refused(edit, shown: shown).map {
            FormProblem(line: content.fields[edit.field.name]?.line ?? 1, text: $0.spoken)
        }
    }

    // MARK: Marks

    /// The form with each mistake in a comment above its line.
    private static func mark(_ text: String, _ problems: [FormProblem]) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for problem in problems.sorted(by: { $0.line > $1.line }) {
            let place = min(max(0, problem.line - 1), lines.count)
            lines.insert(errorMark + TerminalText.escaped(problem.text), at: place)
        }
        return lines.joined(separator: "\n")
    }

    private static func withoutMarks(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix(errorMark) }.joined(separator: "\n")
    }
}

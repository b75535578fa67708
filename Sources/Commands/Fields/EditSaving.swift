import CRDT
import Causality
import Records
import Replica
import Store

/// Saves edits of one record as one change, after the checks that entry makes.
struct EditSaving {
    private let context: Context
    let message: String
    private let overBoth: String?

    init(_ context: Context, _ arguments: FieldArguments) {
        self.context = context
        overBoth = arguments.overBoth
        // The reason for going over both sides is what the history has to say.
        message = [arguments.message, arguments.overBoth].compactMap { $0 }.joined(separator: " · ")
    }

    // MARK: Adding

    /// - Throws: ``Failure`` that names every required field that is missing.
    func add(_ kind: Kind, _ edits: [FieldEdit]) throws -> SavedEdit {
        try add(kind, id: RecordID(random: context.surroundings.environment), edits)
    }

    func add(_ kind: Kind, id: RecordID, _ edits: [FieldEdit]) throws -> SavedEdit {
        let edits = try initial(kind, edits) + edits.map { try completingHandle($0, kind) }
        try EditSaving.refuseJoins(edits)
        let missing = EditSaving.missing(kind, edits)
        guard missing.isEmpty else {
            throw Failure(
                Wording.requiredMissing(missing.map { FieldFlag.text(of: $0) }),
                hint: Wording.seeKindHelp(kind.name))
        }
        try EditSaving.check(kind, id, before: nil, edits, try context.replica())
        var draft = Draft(kind: kind.name, id: id)
        draft.apply(edits, shown: { _ in nil }, entryKey: entryKey)
        let committed = try context.replica().commit(
            [draft], message: message, author: context.author)
        return SavedEdit(
            isNew: true, record: try context.record(at: .init(kind: kind.name, id: id)),
            fields: edits.fieldNames, changes: committed.changes)
    }

    /// What a new record of the kind holds where the person says nothing.
    private func initial(_ kind: Kind, _ edits: [FieldEdit]) -> [FieldEdit] { [] }

    /// The required fields that the edits leave empty.
    static func missing(_ kind: Kind, _ edits: [FieldEdit]) -> [Field] {
        kind.fields.filter { field in
            field.isRequired
                && !edits.contains { edit in
                    guard edit.field.name == field.name else { return false }
                    return switch edit.action {
                    case .set(let content): content != nil
                    case .put(_, let value): value != .null
                    case .add, .append: true
                    case .remove: false
                    }
                }
        }
    }

    /// Which records are one is said by both of them at once.
    private static func refuseJoins(_ edits: [FieldEdit]) throws(Failure) {
        guard let edit = edits.first(where: { $0.field.name == Replica.joinedField }) else {
            return
        }
        throw Failure(
            Wording.joinOnly(FieldFlag.text(of: edit.field)), hint: Wording.joinTwoHint,
            status: .usage)
    }

    /// A handle without the kind's prefix gets it; one that is taken is refused.
    private func completingHandle(_ edit: FieldEdit, _ kind: Kind) throws -> FieldEdit {
        guard edit.field.name == Replica.handleField,
            case .set(.single(.text(let given))?) = edit.action
        else { return edit }
        let handle = given.contains(":") ? given : kind.handlePrefix + ":" + given
        let replica = try context.replica()
        let taken = try replica.store.read { try replica.store.locations(handle: handle) }
        if let first = taken.first {
            let isWithdrawn = try replica.store.read {
                try replica.store.isWithdrawn(first.id, kind: first.kind)
            }
            if isWithdrawn {
                let entry = try replica.withdrawal(of: first)
                throw Failure(
                    Wording.handleWithdrawn(handle),
                    causedBy: try entry.map {
                        [Wording.rowWithdrawn(handle, try WithdrawnRow.who($0, context))]
                    } ?? [],
                    hint: Wording.handleWithdrawnHint(handle))
            }
            throw Failure(
                Wording.handleTaken(handle, first.id.description), hint: Wording.handleTakenHint)
        }
        return FieldEdit(field: edit.field, action: .set(.single(.text(handle))))
    }

    // MARK: Editing

    func edit(_ record: StoredRecord, _ edits: [FieldEdit]) throws -> SavedEdit {
        try edit(record, shown: record, edits)
    }

    /// Who knows that a record is withdrawn and edits it means to have it back, and says so first.
    static func refuseWithdrawn(_ record: StoredRecord) throws(Failure) {
        guard record.isHidden else { return }
        let name = record.handle ?? record.id.description
        throw Failure(Wording.isWithdrawn(name), hint: Wording.isWithdrawnHint(name))
    }

    /// `shown` is the record as it was when the person began.
    func edit(
        _ record: StoredRecord, shown: StoredRecord, _ edits: [FieldEdit]
    ) throws -> SavedEdit {
        let draft = try draft(record, shown: shown, edits)
        guard !draft.isEmpty else {
            return SavedEdit(isNew: false, record: record, fields: [], changes: [])
        }
        let written = draft.operations.map(\.field)
        let committed = try context.replica().commit(
            [draft], message: message, author: context.author)
        return SavedEdit(
            isNew: false,
            record: try context.record(at: .init(kind: record.kindName, id: record.id)),
            fields: edits.fieldNames.filter { written.contains($0) }, changes: committed.changes,
            leftBehind: EditSaving.leftBehind(written, shown))
    }

    /// The fields whose other language an edit changes without them, if it does not follow a change of theirs: by the
    /// newest writes that were shown, no history is read.
    private static func leftBehind(_ written: [String], _ shown: StoredRecord) -> [String] {
        func newest(_ name: String) -> UInt64? {
            guard let field = shown[name], field.view.content != nil else { return nil }
            return field.live.map(\.stamp.lamport).max()
        }
        return Set(written).compactMap { name -> String? in
            guard let field = shown.kind?.field(name),
                let other = shown.kind?.translation(of: field)?.field.name,
                !written.contains(other), let own = newest(name), let theirs = newest(other)
            else { return nil }
            return theirs > own ? nil : other
        }.sorted()
    }

    /// What the edits of a record would write; empty where everything is so already. All checks that entry makes of an edit
    /// are made here, of one record or of many.
    ///
    /// - Throws: ``Failure`` for an edit that goes over a conflict without saying so, or empties what is required;
    ///   ``RuleRefusal`` for one that a rule does not let in.
    func draft(
        _ record: StoredRecord, shown: StoredRecord, _ edits: [FieldEdit]
    ) throws -> Draft {
        let edits = try edits.map { edit in
            shown.handle != nil && edit.action == .set(.single(.text(shown.handle ?? "")))
                ? edit : try shown.kind.map { try completingHandle(edit, $0) } ?? edit
        }
        try EditSaving.refuseJoins(edits)
        if overBoth == nil,
            let edit = edits.first(where: { $0.touchesConflict(of: shown[$0.field.name]) })
        {
            throw EditSaving.inConflict(edit.field, of: shown.handle ?? shown.id.description)
        }
        for edit in edits where edit.field.isRequired && edit.action == .set(nil) {
            throw Failure(Wording.requiredMissing([FieldFlag.text(of: edit.field)]))
        }
        var draft = Draft(shown)
        draft.members = record.members
        draft.decides = overBoth != nil
        draft.apply(edits, shown: { shown[$0] }, entryKey: entryKey)
        if !draft.isEmpty, let kind = record.kind {
            try EditSaving.check(
                kind, record.id, before: record.content, edits, try context.replica())
        }
        return draft
    }

    static func inConflict(_ field: Field, of name: String) -> Failure {
        Failure(
            Wording.fieldInConflict(FieldFlag.text(of: field), name),
            hint: Wording.fieldInConflictHint(name, field.name))
    }

    private func entryKey() -> Value { EntryKey.make(context.surroundings.environment) }
}

extension [FieldEdit] {
    /// The fields, each once, in the order in which they were given.
    fileprivate var fieldNames: [String] {
        var names: [String] = []
        for edit in self where !names.contains(edit.field.name) { names.append(edit.field.name) }
        return names
    }
}

extension RecordID {
    init(random environment: Environment) {
        let bytes = environment.randomBytes(16)
        func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: word(bytes[0..<8]), low: word(bytes[8..<16]))
    }
}

/// What a save did, to be told.
struct SavedEdit {
    let isNew: Bool
    let record: StoredRecord
    /// Fields that were written; empty where everything was so already.
    let fields: [String]
    let changes: [ChangeHash]
    /// Fields that still say in one language what this changed in the other.
    var leftBehind: [String] = []

    func print(_ context: Context, json: Bool) throws {
        let name = record.handle ?? record.id.description
        if json {
            try context.console.print(
                JSONOutput.object([
                    ("id", .text(record.id.description)), ("kind", .text(record.kindName)),
                    ("handle", .optional(record.handle)),
                    ("fields", .array(fields.map { .text($0) })),
                    ("changes", .array(changes.map { .text($0.description) })),
                ]))
        } else if isNew {
            try context.console.print(
                TerminalText.escaped(
                    Wording.added(record.kindName, name, record.id.description).spoken))
        } else if changes.isEmpty {
            try context.console.print(TerminalText.escaped(Wording.nothingChanged(name).spoken))
        } else {
            try context.console.print(TerminalText.escaped(Wording.saved(name, fields).spoken))
        }
        if !changes.isEmpty { try context.tellClock() }
    }
}

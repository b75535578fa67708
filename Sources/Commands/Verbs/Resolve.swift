import ArgumentParser
import Records
import Replica
import Store

/// `liaison resolve ID [FIELD]`: settles an open conflict with one side or a new value, and says why.
struct Resolve: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "resolve", abstract: Wording.resolveAbstract.spoken,
            discussion: Wording.resolveDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Argument(
        help: Wording.helpResolveField.help("field"), completion: .custom(CompletionContext.fields))
    var field: String?

    @Option(help: Wording.helpKey.help("key"))
    var key: String?

    @Option(parsing: .unconditional, help: Wording.helpTake.help("n"))
    var take: Int?

    @Option(parsing: .unconditional, help: Wording.helpValue.help("value"))
    var value: String?

    @Option(parsing: .unconditional, help: Wording.helpReason.help("text"))
    var reason: String?

    @Flag(help: Wording.helpSeen.help)
    var seen = false

    func run(_ context: Context) async throws {
        if seen { return try acknowledge(context) }
        guard let reason, !reason.trimmed.isEmpty else {
            throw Failure(Wording.reasonNeeded, hint: Wording.reasonNeededHint, status: .usage)
        }
        guard (take == nil) != (value == nil) else {
            throw Failure(Wording.takeOrValue, hint: Wording.takeOrValueHint, status: .usage)
        }
        let replica = try context.replica()
        let location = try replica.locate(id)
        let record = try context.record(at: location)
        let names = RecordNames(replica)
        let open = try chosen(record, names, context)
        let side = try newValue(open, context)
        if let kind = record.kind, let field = open.field.field {
            let edit = FieldEdit(field: field, action: field.putting(open.key.key, side))
            try EditSaving.check(kind, record.id, before: record.content, [edit], replica)
        }
        var draft = Draft(record)
        draft.resolve(open.field, key: open.key.key, to: [side])
        let committed = try replica.commit([draft], message: reason, author: context.author)
        let name = names.name(of: record)
        try DeedText.print(
            Wording.resolved(name, open.field.name, try names.text(side)), record,
            committed.changes,
            context, json: output.json)
        let left = try context.record(at: location).openCount
        if left > 0, !output.json { try context.note(Wording.moreConflicts(left, name)) }
    }

    private typealias Open = (field: StoredField, key: FieldView.OpenKey)

    /// The one open key that field and `--key` name.
    private func chosen(
        _ record: StoredRecord, _ names: RecordNames, _ context: Context
    ) throws -> Open {
        let name = names.name(of: record)
        var open: [Open] = record.fields.flatMap { field in field.view.open.map { (field, $0) } }
        guard !open.isEmpty else {
            throw Failure(
                Wording.noConflictIn(name),
                hint: record.isWithdrawnButEdited ? Wording.withdrawnButEditedHint(name) : nil)
        }
        let every = try open.map { $0.field.name + (try keyText($0.key.key, names)) }
        if let field {
            let flag = FieldFlag(field)
            let declared = record.kind.flatMap { flag.field(of: $0) }?.name ?? field
            open = open.filter { $0.field.name == declared }
        }
        if let key { open = try open.filter { try names.text($0.key.key) == key } }
        guard let first = open.first else {
            throw Failure(Wording.noConflictThere(name), hint: Wording.oneOf(every))
        }
        guard open.count == 1 else {
            throw Failure(
                Wording.severalConflicts(name), hint: Wording.oneOf(every), status: .usage)
        }
        return first
    }

    private func keyText(_ key: Value, _ names: RecordNames) throws -> String {
        key == .null ? "" : " --key " + (try names.text(key))
    }

    private func newValue(_ open: Open, _ context: Context) throws -> Value {
        if let take {
            guard open.key.sides.indices.contains(take - 1) else {
                throw Failure(Wording.noSuchSide(open.key.sides.count), status: .usage)
            }
            return open.key.sides[take - 1]
        }
        guard let field = open.field.field, let value else { throw Failure(Wording.fieldNotKnown) }
        let replica = try context.replica()
        let reader = EntryReader(schema: context.schema, locate: replica.locate)
        return value.isEmpty ? .null : try reader.value(value, field.type, of: field)
    }
}

extension Resolve {
    /// Says that what was changed apart is right together: one value is written again by somebody who was shown both
    /// changes, so no one of them stands unseen any more. Conflicts stay open.
    private func acknowledge(_ context: Context) throws {
        let replica = try context.checkedReplica()
        let record = try context.record(id)
        let name = record.handle ?? record.id.description
        let notices = try replica.store.read { try replica.store.careNotices(of: record) }
        guard !notices.isEmpty else { throw Failure(Wording.noNoticeIn(name)) }
        // Of records that are shown as one each has changes of its own that stand apart.
        let drafts = try (record.members.isEmpty ? [record] : record.members).compactMap { member in
            try acknowledgement(of: member, name, replica)
        }
        let committed = try replica.commit(
            drafts, message: reason ?? Wording.noticeSeen(name).en, author: context.author)
        _ = try context.found(FindingCatchUp.afterwards(replica))
        try DeedText.print(
            Wording.noticeSeen(name), record, committed.changes, context, json: output.json)
    }
}

extension Resolve {
    /// A draft that writes one value again, as it is: one that nobody disagrees on, whatever is shown of it.
    private func acknowledgement(
        of record: StoredRecord, _ name: String, _ replica: Replica
    ) throws -> Draft? {
        let notices = try replica.store.read { try replica.store.careNotices(of: record) }
        guard !notices.isEmpty else { return nil }
        let changed = notices.flatMap { $0.changes.flatMap(\.fields) }
        let free = record.fields.filter { field in
            guard let last = field.live.last else { return false }
            return Set(field.live.filter { $0.key == last.key }.flatMap(\.values)).count == 1
        }
        guard let field = free.first(where: { changed.contains($0.name) }) ?? free.first,
            let live = field.live.last
        else { throw Failure(Wording.noticeInConflict(name)) }
        var draft = Draft(record)
        draft.resolve(field, key: live.key, to: live.values)
        return draft
    }
}

extension Field {
    /// One value under a key, or as the whole of a single field.
    fileprivate func putting(_ key: Value, _ value: Value) -> FieldEdit.Action {
        guard key == .null else { return .put(key, value) }
        return .set(value == .null ? nil : .single(value))
    }
}

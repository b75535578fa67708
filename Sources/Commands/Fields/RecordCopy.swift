import Records
import Replica
import Store

/// What a new record takes over from one that is there (`add --from ID`).
///
/// Left out is what belongs to the other record alone: its handles, numbers and codes that are nobody else's, its logs, and
/// what its sources disagree on.
struct RecordCopy {
    let kind: Kind
    /// By field, as shown: of a field in conflict the side shown first.
    private let contents: [String: FieldContent]
    /// How many fields of the source wait for a person.
    let openCount: Int

    private static let own: Set<String> = [
        "handle", "former_ids", "aliases", "code", "iso2", "treaty_number", "number", "disputed",
        "joined_with",
    ]

    init(_ source: StoredRecord) throws(Failure) {
        guard let kind = source.kind else {
            throw Failure(Wording.unknownKindIsKept(source.kindName), hint: Wording.upgradeHint)
        }
        self.kind = kind
        var contents: [String: FieldContent] = [:]
        var openCount = 0
        for field in source.fields where field.field != nil && !Self.own.contains(field.name) {
            if case .log = field.field?.shape { continue }
            contents[field.name] = field.view.content
            openCount += field.view.open.count
        }
        self.contents = contents
        self.openCount = openCount
    }

    /// The copy as a record of its own, to be shown in a form.
    func record(_ id: RecordID, _ schema: Schema) -> StoredRecord {
        StoredRecord(
            id: id, kindName: kind.name, kind: kind, heads: [], deletes: [], isHidden: false,
            isWithdrawnButEdited: false,
            fields: kind.fields.compactMap { field in
                contents[field.name].map { content in
                    StoredField(
                        name: field.name, field: field, storedType: field.storedType, live: [],
                        view: FieldView(content: content, open: []))
                }
            })
    }

    /// The edits that make the copy, with what the command line says over it.
    func edits(with given: [FieldEdit]) -> [FieldEdit] {
        var merged = contents
        var rest: [FieldEdit] = []
        for edit in given {
            if case .append = edit.action {
                rest.append(edit)
            } else {
                merged[edit.field.name] = edit.content(over: merged[edit.field.name])
            }
        }
        // A field that only the command line names comes in its place too.
        return kind.fields.compactMap { field in
            merged[field.name].map { FieldEdit(field: field, action: .set($0)) }
        } + rest
    }
}

extension FieldEdit {
    /// What the field holds when the edit is applied to this content.
    fileprivate func content(over old: FieldContent?) -> FieldContent? {
        switch action {
        case .set(let content): return content
        case .add(let element):
            let values = old?.elements ?? []
            return .set(values.contains(element) ? values : values + [element])
        case .remove(let element):
            let values = (old?.elements ?? []).filter { $0 != element }
            return values.isEmpty ? nil : .set(values)
        case .put(let key, let value):
            var entries = (old?.entries ?? []).filter { $0.key != key }
            if value != .null { entries.append(.init(key: key, value: value)) }
            return entries.isEmpty ? nil : .map(entries)
        case .append: return old
        }
    }
}

extension FieldContent {
    fileprivate var elements: [Value] { if case .set(let values) = self { values } else { [] } }

    fileprivate var entries: [Entry] { if case .map(let entries) = self { entries } else { [] } }
}

import Causality
import Records
import Replica
import Store

/// One conflict and the value that settles it, over the sides that a person was shown: a side that comes in meanwhile
/// stays open beside it.
struct Settlement {
    let record: StoredRecord
    let field: StoredField
    let key: FieldView.OpenKey
    let value: Value

    /// - Throws: ``Failure``, ``RuleRefusal`` where the field refuses the value.
    func draft(_ replica: Replica) throws -> Draft {
        if let kind = record.kind, let declared = field.field {
            let edit = FieldEdit(field: declared, action: declared.putting(key.key, value))
            try EditSaving.check(kind, record.id, before: record.content, [edit], replica)
        }
        var draft = Draft(record)
        draft.resolve(field, key: key.key, to: [value])
        return draft
    }

    /// Whether the side says nothing of some sentences that are in question: these stay so.
    var isPart: Bool { key.leavesOpen(taking: value) }

    /// Whether somebody's write has come in that was not shown, and it is open still.
    func isOpen(_ context: Context) throws -> Bool {
        let now = try context.record(at: .init(kind: record.kindName, id: record.id))
        return now[field.name]?.view.open.contains { $0.key == key.key } == true
    }
}

extension ConflictDetail {
    /// The field and key in question; nil for what is no field's.
    var open: (field: StoredField, key: FieldView.OpenKey)? {
        guard let field = record[row.field],
            let key = field.view.open.first(where: { $0.key == row.key })
        else { return nil }
        return (field, key)
    }
}

extension Field {
    /// One value under a key, or as the whole of a single field.
    func putting(_ key: Value, _ value: Value) -> FieldEdit.Action {
        guard key == .null else { return .put(key, value) }
        return .set(value == .null ? nil : .single(value))
    }
}

import CRDT
import Records
import Wire

extension Store {
    /// A field as it is shown: what it says of a record that is joined with others, it says of the one that they are shown
    /// under. Keys keep the name by which they were written (``LiveValue/writtenKey``).
    package func shown(_ field: StoredField) -> StoredField {
        guard !joins.isEmpty, field.field?.holdsReferences == true,
            field.name != Layout.joinedField
        else { return field }
        var isMoved = false
        func face(_ value: Value) -> Value {
            guard case .reference(let id) = value, let face = joins.face(of: id), face != id else {
                return value
            }
            isMoved = true
            return .reference(face)
        }
        let live = field.live.map { write in
            LiveValue(
                key: face(write.key), values: write.values.map(face), stamp: write.stamp,
                writtenKey: write.writtenKey, stance: write.stance)
        }
        guard isMoved else { return field }
        return StoredField(showing: live, as: field, schema: schema)
    }

    func shown(_ record: StoredRecord) -> StoredRecord {
        guard !joins.isEmpty else { return record }
        return StoredRecord(
            id: record.id, kindName: record.kindName, kind: record.kind, heads: record.heads,
            deletes: record.deletes, isHidden: record.isHidden,
            isWithdrawnButEdited: record.isWithdrawnButEdited, fields: record.fields.map(shown),
            members: record.members)
    }
}

extension StoredField {
    /// A field with these live writes, in whatever order they come.
    init(showing live: [LiveValue], as field: StoredField, schema: Schema) {
        let sorted = live.map { (key: $0.key == .null ? [] : $0.key.canonicalBytes, write: $0) }
            .sorted { a, b in
                a.key == b.key
                    ? b.write.stamp.isShown(over: a.write.stamp)
                    : a.key.lexicographicallyPrecedes(b.key)
            }.map(\.write)
        self.init(
            name: field.name, field: field.field, storedType: field.storedType, live: sorted,
            view: FieldView(
                of: sorted, field: field.field, storedType: field.storedType, schema: schema))
    }
}

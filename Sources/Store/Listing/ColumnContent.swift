import GRDBSQLite
import Records

/// What a typed column says of a field, without the record's state: for lists, which read many records and few fields.
enum ColumnContent {
    /// The content that ``FieldView/content`` shows; nil where only the record itself can tell, as with entries, whose
    /// order a column does not keep, and values of another type than the field's.
    static func content(
        _ row: Statement, _ column: Int32, of field: Field
    ) -> FieldContent?? {
        if row.isNull(column) { return .some(nil) }
        switch field.shape {
        case .single:
            guard let value = value(row, column, as: field.type) else { return nil }
            return .some(.single(value))
        case .set:
            guard let values = elements(row, column, as: field.type) else { return nil }
            return .some(.set(values))
        case .map, .log: return nil
        }
    }

    /// All values that a filter looks at; nil where only the record itself can tell.
    static func values(_ row: Statement, _ column: Int32, of field: Field) -> [Value]? {
        if row.isNull(column) { return [] }
        switch field.shape {
        case .single: return value(row, column, as: field.type).map { [$0] }
        case .set: return elements(row, column, as: field.type)
        case .map(let keyType): return entries(row, column, keyType, field.type)
        case .log: return entries(row, column, nil, field.type)
        }
    }

    private static func value(
        _ row: Statement, _ column: Int32, as type: FieldType
    ) -> Value? {
        switch (row.type(column), type) {
        case (SQLITE_TEXT, .text), (SQLITE_TEXT, .long), (SQLITE_TEXT, .date), (SQLITE_TEXT, .code),
            (SQLITE_TEXT, .reference):
            .text(row.text(column))
        case (SQLITE_TEXT, .decimal): .decimal(row.text(column))
        case (SQLITE_TEXT, .json): .json(row.text(column))
        case (SQLITE_INTEGER, .integer), (SQLITE_INTEGER, .decimal): .int(row.int(column))
        case (SQLITE_INTEGER, .bool): .bool(row.int(column) != 0)
        case (SQLITE_BLOB, .reference): (try? Store.recordID(row, column)).map { .reference($0) }
        default: nil
        }
    }

    private static func elements(
        _ row: Statement, _ column: Int32, as type: FieldType
    ) -> [Value]? {
        guard row.type(column) == SQLITE_TEXT,
            case .array(let elements)? = try? JSON(parsing: row.text(column))
        else { return nil }
        return elements.map { value($0, as: type) }
    }

    private static func entries(
        _ row: Statement, _ column: Int32, _ keyType: FieldType?, _ type: FieldType
    ) -> [Value]? {
        guard row.type(column) == SQLITE_TEXT,
            case .object(let members)? = try? JSON(parsing: row.text(column))
        else { return nil }
        return members.flatMap { member in
            (keyType.map { [value(.string(member.name), as: $0)] } ?? [])
                + [value(member.value, as: type)]
        }
    }

    /// As the file format reads it; what is of another type stays what it is.
    private static func value(_ json: JSON, as type: FieldType) -> Value {
        Value(json, as: type) ?? Value(json)
    }
}

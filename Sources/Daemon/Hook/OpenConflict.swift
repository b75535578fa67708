package import Records
import Store
import Wire

/// A disagreement as the hook is told of it: where it is, and nothing of what the sides say.
package struct OpenConflict: Hashable, Sendable {
    package let kind: String
    package let id: RecordID
    package let handle: String?
    /// Empty for the record itself; the name of a care group for a notice.
    package let field: String
    /// As text; nil for a field without keys.
    package let key: String?
    package let level: ConflictLevel
    package let sides: Int

    package init(
        kind: String, id: RecordID, handle: String?, field: String, key: String?,
        level: ConflictLevel, sides: Int
    ) {
        self.kind = kind
        self.id = id
        self.handle = handle
        self.field = field
        self.key = key
        self.level = level
        self.sides = sides
    }

    init(_ row: ConflictRow, handle: String?) {
        self.init(
            kind: row.kind, id: row.record, handle: handle, field: row.field,
            key: row.key == .null ? nil : row.key.jsonName, level: row.level, sides: row.sideCount)
    }

    /// What stays the same while sides come and go.
    struct Place: Hashable {
        let kind: String
        let id: RecordID
        let field: String
        let key: String?
    }

    var place: Place { Place(kind: kind, id: id, field: field, key: key) }

    var json: JSONOutput {
        .object([
            ("kind", .text(kind)), ("id", .text(id.description)), ("handle", .optional(handle)),
            ("field", field.isEmpty ? .null : .text(field)), ("key", .optional(key)),
            ("level", .text(level.rawValue)), ("sides", .int(sides)),
        ])
    }
}

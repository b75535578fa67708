/// The loading format: one JSON object a line, `type` and `id` first, keys that are the names of fields.
///
/// Nothing is dropped: what has no field, or does not fit its field, is kept in the field `other` under its key and
/// written back in its place. Source: section 8 of the domain model.
package enum FileFormat {
    static let typeKey = "type"
    static let idKey = "id"
    /// Holds what a file said under keys that are no field.
    static let otherField = "other"
    /// The first remark has a key of its own in the file.
    static let remarksField = "remarks"
    static let noteKey = "note"

    /// The key of a field in a line: its name, with two exceptions.
    static func key(of field: String) -> String {
        switch field {
        case Header.handle.name: idKey
        case "measures": "counters"
        default: field
        }
    }

    /// Sets that the format writes without brackets while they hold one reference.
    static let bareSets: Set<String> = [
        "cooperation", "contribution", "amends", "supersedes", "implements", "follows", "led_to",
    ]

    /// Maps that the format writes as a list of objects: the members of each that make its key.
    static let rowKeys: [String: [String]] = [
        "source": ["key"],
        "disputed": ["field"],
        "tier": ["as_of"],
        "headcount_history": ["as_of"],
        "quantity_total_history": ["as_of"],
        "assessments": ["body", "as_of"],
    ]

    /// Stands between the members of a row's key.
    static let rowKeySeparator: Character = "/"
    /// The one other member that a row may have to be kept as its bare value.
    static let rowValue = "value"
}

/// One line of a file, typed by its kind.
///
/// Shape: fields in the order of the kind, `other` last; sets and maps in the order of the line, storing sorts them.
/// References stay the handles that the line has; the handle itself is in the content too.
package struct FileRecord: Hashable, Sendable {
    package let kind: String
    package let handle: String
    package let content: RecordContent
    /// Fields whose shape the line did not have and whose value was fitted to it: one value where the field is a set.
    package let adapted: [String]

    package init(kind: String, handle: String, content: RecordContent, adapted: [String] = []) {
        self.kind = kind
        self.handle = handle
        self.content = content
        self.adapted = adapted
    }
}

/// Why a line cannot be taken in at all.
package struct ImportError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case json(JSONError.Reason)
        case notAnObject
        /// `type` or `id` is missing, empty or not a text.
        case noText(key: String)
        case unknownKind(String)
        /// A text that holds what may not be entered: see ``EnteredText``.
        case character(key: String, called: String)
    }

    /// The byte in the line, from 1; 1 where the line as a whole is refused.
    package let column: Int
    package let reason: Reason

    package init(column: Int = 1, _ reason: Reason) {
        self.column = column
        self.reason = reason
    }
}

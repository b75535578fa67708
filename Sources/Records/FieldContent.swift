/// What one field of a record holds, as a form, a file line or a view states it: values without their history.
///
/// Shape: sets and maps are sorted by the canonical bytes of element or key, without duplicates; a log keeps its order.
package enum FieldContent: Hashable, Sendable {
    case single(Value)
    case set([Value])
    case map([Entry])
    case log([Entry])

    /// One value under a key: a partner's share, a dated count, a remark under its entry key.
    package struct Entry: Hashable, Sendable {
        package let key: Value
        package let value: Value

        package init(key: Value, value: Value) {
            self.key = key
            self.value = value
        }
    }
}

/// What a record holds, field by field in the order of its kind, unknown fields after them by name.
package struct RecordContent: Hashable, Sendable {
    package var fields: [NamedField]

    package struct NamedField: Hashable, Sendable {
        package let name: String
        package var content: FieldContent

        package init(_ name: String, _ content: FieldContent) {
            self.name = name
            self.content = content
        }
    }

    package init(_ fields: [NamedField] = []) { self.fields = fields }

    package subscript(_ name: String) -> FieldContent? {
        fields.first { $0.name == name }?.content
    }
}

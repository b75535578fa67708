/// Two sources disagree about a field: each value with the source that gives it. Data, not a merge.
///
/// Source: the domain model, 1.5. As the field `disputed` keeps it, under the name of the field that it is about:
/// `{"values": [{"value": …, "source": …}, …], "comment": …}`.
package struct Dispute: Hashable, Sendable {
    package let sides: [Side]
    package let comment: String?

    package struct Side: Hashable, Sendable {
        package let value: JSON
        /// The key of a citation; nil where none is named.
        package let source: String?
    }

    /// The name of the field that keeps the disputes of a record.
    package static let fieldName = "disputed"

    /// Reads what an entry holds, whatever somebody wrote there: a bare list is the values, anything else is one.
    package init(_ json: JSON) {
        let list = json["values"] ?? json
        var values = [list]
        if case .array(let elements) = list { values = elements }
        sides = values.map { side in
            Side(value: side["value"] ?? side, source: side["source"]?.plain)
        }
        comment = json["comment"]?.plain
    }

    package init(_ value: Value) {
        var json: JSON?
        if case .json(let text) = value { json = try? JSON(parsing: text) }
        self.init(json ?? .array([]))
    }
}

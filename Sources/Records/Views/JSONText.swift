/// Values as JSON text: what columns with several values show to people who read them with SQL. What a peer signed as a number
/// or a structure and is none is a text.
extension Value {
    package var jsonText: String {
        switch self {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): String(number)
        case .decimal(let text):
            if let json = try? JSON(parsing: text), case .number = json {
                text
            } else {
                JSON.quoted(text)
            }
        case .json(let text): (try? JSON(parsing: text)) == nil ? JSON.quoted(text) : text
        case .text(let text): JSON.quoted(text)
        case .reference(let id): JSON.quoted(id.description)
        case .unknown(let tag, let bytes): JSON.quoted("value of type \(tag), \(bytes.count) bytes")
        }
    }

    /// As the name of a member: text as it is, anything else by its JSON text.
    package var jsonName: String {
        switch self {
        case .text(let text): text
        case .reference(let id): id.description
        default: jsonText
        }
    }
}

extension FieldContent {
    package var jsonText: String {
        switch self {
        case .single(let value): value.jsonText
        case .set(let values): "[" + values.map(\.jsonText).joined(separator: ",") + "]"
        case .map(let entries), .log(let entries):
            "{"
                + entries.map { JSON.quoted($0.key.jsonName) + ":" + $0.value.jsonText }
                .joined(separator: ",") + "}"
        }
    }
}

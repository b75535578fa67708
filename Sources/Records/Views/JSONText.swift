/// Values as JSON text: what columns with several values show to people who read them with SQL.
extension Value {
    package var jsonText: String {
        switch self {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): String(number)
        case .decimal(let text), .json(let text): text
        case .text(let text): jsonQuoted(text)
        case .reference(let id): jsonQuoted(id.description)
        case .unknown(let tag, let bytes): jsonQuoted("value of type \(tag), \(bytes.count) bytes")
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
                + entries.map { jsonQuoted($0.key.jsonName) + ":" + $0.value.jsonText }
                .joined(separator: ",") + "}"
        }
    }
}

/// A JSON string literal: quotes, backslashes and control characters escaped, all else as it is.
package func jsonQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default:
            if scalar.value < 0x20 {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
    return result + "\""
}

/// A JSON value: numbers as they were written, members of an object sorted by the bytes of their names.
///
/// The one reader and printer of JSON in the core; it knows no dates, no floats and no leniency. Source: RFC 8259.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The literal, as written.
    case number(String)
    case string(String)
    case array([JSON])
    /// Sorted, each name once.
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// Arrays and objects in one another, at most: a reader's stack is not the sender's to spend.
    package static let maxDepth = 64

    /// An object of these members, sorted; of one name the last counts.
    package static func members(_ members: [Member]) -> JSON {
        var byName: [String: JSON] = [:]
        for member in members { byName[member.name] = member.value }
        return .object(
            byName.map { Member($0.key, $0.value) }
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }

    /// The value of a member; nil for another type and where there is none.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// A text as it is, anything else as JSON.
    package var plain: String { if case .string(let text) = self { text } else { canonical } }

    /// No white space, names sorted by their UTF-8 bytes: equal values print equally.
    package var canonical: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .number(let literal): text += literal
        case .string(let string): JSON.write(quoted: string, to: &text)
        case .array(let elements):
            text += "["
            for (place, element) in elements.enumerated() {
                if place > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.enumerated() {
                if place > 0 { text += "," }
                JSON.write(quoted: member.name, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    /// A string literal: quotes, backslashes and control characters escaped, all else as it is.
    package static func quoted(_ text: String) -> String {
        var result = ""
        write(quoted: text, to: &result)
        return result
    }

    private static func write(quoted string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}

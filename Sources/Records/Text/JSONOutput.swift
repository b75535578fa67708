/// A JSON value to print: members keep their order, for `--json` is a contract.
package indirect enum JSONOutput {
    case null
    case bool(Bool)
    case int(Int)
    case text(String)
    /// JSON text on one line that is right already.
    case raw(String)
    case array([JSONOutput])
    case object([(String, JSONOutput)])

    package static func optional(_ text: String?) -> JSONOutput { text.map { .text($0) } ?? .null }

    package static func optional(_ number: Int?) -> JSONOutput { number.map { .int($0) } ?? .null }

    /// On one line.
    package var line: String {
        switch self {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): String(number)
        case .text(let text): Self.quoted(text)
        case .raw(let text): TerminalText.escapedAsJSON(text)
        case .array(let items): "[" + items.map(\.line).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.0) + ":" + $0.1.line }.joined(separator: ",") + "}"
        }
    }

    /// A literal in which nothing drives a terminal either: what JSON would let through is escaped as well.
    private static func quoted(_ text: String) -> String {
        TerminalText.escapedAsJSON(JSON.quoted(text))
    }

    /// Indented by two spaces a level.
    package func pretty(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .array(let items) where !items.isEmpty:
            return "[\n" + items.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n")
                + "\n" + indent + "]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map { name, value in
                inner + Self.quoted(name) + ": " + value.pretty(indent: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
        default: return line
        }
    }
}

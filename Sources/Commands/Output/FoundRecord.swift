import Records
import Store

/// A record that a search found, as `find` prints it: its name and title, and a piece of its text below.
struct FoundRecord {
    private let record: StoredRecord
    private let title: String
    /// References by the names of what they name.
    private let parts: [SearchHit.Part]

    private static let indent = "    "

    init(_ record: StoredRecord, _ hit: SearchHit, _ names: RecordNames) throws {
        self.record = record
        title = try record.title(names)
        parts = try hit.snippet.map {
            SearchHit.Part(try Self.named($0.text, names), isMatch: $0.isMatch)
        }
    }

    /// An id in a text as the handle of the record, where there is one.
    private static func named(_ text: String, _ names: RecordNames) throws -> String {
        guard text.utf8.count >= RecordID.textLength else { return text }
        return try text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            try RecordID(word).map { try names.name(of: $0) } ?? String(word)
        }.joined(separator: " ")
    }

    func lines(_ names: RecordNames, _ console: Console) throws -> [String] {
        var head = record.openCount > 0 ? "! " : record.isHidden ? "- " : ""
        head += [names.name(of: record), record.kindName, title].filter { !$0.isEmpty }
            .joined(separator: "  ")
        let text = parts.map { part in
            let text = TerminalText.escaped(part.text)
            guard part.isMatch else { return text }
            return console.outIsTerminal ? "\u{1B}[1;4m\(text)\u{1B}[0m" : "[\(text)]"
        }.joined()
        return [TerminalText.escaped(head), Self.indent + text]
    }

    func json(_ names: RecordNames) throws -> JSONOutput {
        .object([
            ("id", .text(record.id.description)), ("kind", .text(record.kindName)),
            ("handle", .optional(record.handle)), ("withdrawn", .bool(record.isHidden)),
            ("conflicts", .int(record.openCount)), ("title", .text(title)),
            (
                "snippet",
                .array(
                    parts.map { .object([("text", .text($0.text)), ("match", .bool($0.isMatch))]) })
            ),
        ])
    }
}

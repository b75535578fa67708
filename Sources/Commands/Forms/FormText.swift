import Records
import Replica
import Store

/// A record as a form: YAML that a person edits, with what they need to know in comments beside each field.
struct FormText {
    let kind: Kind
    let schema: Schema
    let names: RecordNames
    /// What the fields hold; nil for an empty form.
    let record: StoredRecord?
    /// Whether the record is to be made, as a copy is.
    var isNew = false
    /// What is said of open conflicts, by field.
    let conflicts: [String: [String]]

    private static let width = 96

    func text() throws -> String {
        var lines = heading.map { "# " + $0 }
        for field in kind.fields {
            lines.append("")
            lines += comments(field)
            lines += try content(field)
        }
        let unknown = record?.fields.filter { $0.field == nil } ?? []
        if !unknown.isEmpty {
            lines += ["", "# " + Wording.formUnknownFields(unknown.map(\.name)).spoken]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let name = isNew ? nil : record.map { names.name(of: $0) }
        return [TerminalText.escaped(Wording.formTitle(kind.name, kind.label, name).spoken)]
            + Wording.formHowTo.spoken.split(separator: "\n").map(String.init)
    }

    private func comments(_ field: Field) -> [String] {
        var words = field.label.spoken + " · " + TypeText.label(field, schema).spoken
        if field.isRequired { words += " · " + Wording.required.spoken }
        if !field.help.spoken.isEmpty { words += " · " + field.help.spoken }
        var lines = TerminalText.wrapped(words, columns: Self.width)
        for line in conflicts[field.name] ?? [] { lines.append("! " + line) }
        return lines.map { "# " + TerminalText.escaped($0) }
    }

    private func content(_ field: Field) throws -> [String] {
        let name = field.name + ":"
        guard let content = record?[field.name]?.view.content else { return [name] }
        switch content {
        case .single(let value): return try YAMLText.lines(name, try names.text(value), indent: "")
        case .set(let values):
            return try [name]
                + values.flatMap { try YAMLText.lines("  -", try names.text($0), indent: "  ") }
        case .map(let entries), .log(let entries):
            return try [name]
                + entries.flatMap { entry in
                    try YAMLText.lines(
                        "  " + YAMLText.scalar(try names.text(entry.key)) + ":",
                        try names.text(entry.value), indent: "  ")
                }
        }
    }
}

/// Scalars in YAML that any reader gives back as they were.
enum YAMLText {
    /// A value behind its lead (`title_en:` or `-`): on the line where it can be, else as a literal block.
    static func lines(_ lead: String, _ text: String, indent: String) throws -> [String] {
        guard isBlock(text) else { return [lead + " " + scalar(text)] }
        let trailing = text.reversed().prefix { $0 == "\n" }.count
        let chomping = trailing == 0 ? "-" : trailing == 1 ? "" : "+"
        let body = trailing == 0 ? text[...] : text.dropLast(1)
        return [lead + " |" + chomping]
            + body.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.isEmpty ? "" : indent + "  " + $0
            }
    }

    /// Several lines, all printable, that a literal block can hold.
    private static func isBlock(_ text: String) -> Bool {
        guard text.contains("\n"), let first = text.first, first != " ", first != "\n",
            first != "\t",
            text.contains(where: { $0 != "\n" })
        else { return false }
        return TerminalText.escapedKeepingLines(text) == text && !text.contains("\t")
    }

    /// Plain where no reader could take it for anything else, double-quoted otherwise.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            first.properties.isAlphabetic || ("0"..."9").contains(first), last != ":", last != " "
        else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0)
                || " _-./:(),+&'".unicodeScalars.contains($0)
        } && !text.contains(": ")
    }

    /// JSON's escapes are YAML's; what would drive a terminal is escaped too.
    private static func quoted(_ text: String) -> String {
        TerminalText.escapedAsJSON(JSON.quoted(text))
    }
}

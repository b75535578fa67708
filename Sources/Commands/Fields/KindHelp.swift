import Records

/// What `liaison add KIND --help` prints: every field of the kind, as the schema declares it.
struct KindHelp {
    let kind: Kind
    let schema: Schema
    /// The columns to stay within; nil for none.
    let columns: Int?

    private static let indent = "      "

    var text: String {
        var lines = [Wording.kindHelpTitle(kind.name, kind.label).spoken, ""]
        lines += Wording.kindHelpUsage(kind.name).spoken.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        lines += ["", Wording.kindHelpFields.spoken]
        for field in kind.fields { lines += describe(field) }
        lines += ["", Wording.kindHelpOptions.spoken]
        for (flag, text) in KindHelp.options {
            lines.append("  " + TerminalText.padded(flag, columns: 24) + text.spoken)
        }
        return lines.joined(separator: "\n")
    }

    private func describe(_ field: Field) -> [String] {
        var head = "  " + FieldFlag.text(of: field) + "  " + field.label.spoken
        if field.isRequired { head += " · " + Wording.required.spoken }
        var body = TypeText.label(field, schema).spoken + ". " + TypeText.label(field.merge).spoken
        if !field.help.spoken.isEmpty { body += " " + field.help.spoken }
        let width = max(30, (columns ?? 100) - Self.indent.count)
        return [head] + TerminalText.wrapped(body, columns: width).map { Self.indent + $0 }
    }

    private static var options: [(String, Label)] {
        [
            ("--clear FIELD", Wording.helpClear), ("-m, --message TEXT", Wording.helpMessage),
            ("--over-both REASON", Wording.helpOverBoth), ("--author NAME", Wording.helpAuthor),
            ("--fresh", Wording.helpFresh), ("--json", Wording.helpJSON),
            ("--data DIR", Wording.helpData), ("--lang LANG", Wording.helpLang),
        ]
    }
}

import Records

/// A field as the command line names it: `--title-en` for `title_en`; `_`, `-` and `.` are one, so is case.
struct FieldFlag: Equatable {
    private let normalized: String

    init(_ word: some StringProtocol) {
        normalized = FieldFlag.normalize(word.drop { $0 == "-" })
    }

    func field(of kind: Kind) -> Field? {
        kind.fields.first { FieldFlag.normalize($0.name) == normalized }
    }

    /// What help, completion and messages print.
    static func text(of field: Field) -> String { text(of: field.name) }

    static func text(of name: String) -> String {
        "--" + String(name.map { $0 == "_" ? "-" : $0 })
    }

    private static func normalize(_ text: some StringProtocol) -> String {
        String(text.map { $0 == "_" || $0 == "." ? "-" : $0 }).lowercased()
    }
}

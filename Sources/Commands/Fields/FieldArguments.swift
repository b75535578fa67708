import Records

/// The words behind `add KIND` and `edit ID`: field flags, which follow from the schema, and the verb's own options.
///
/// A single field takes one value (`--title-en X`); a set takes `+a`, `-a` or a whole list `a,b`; a map takes `key=value`,
/// and `key=` to clear a key; a log takes the text of a new entry. `--clear FIELD` empties a field.
struct FieldArguments: Equatable {
    private(set) var edits: [FieldEdit] = []
    private(set) var globals = GivenGlobals()
    private(set) var message: String?
    /// Why an edit goes over both sides of a conflict; nil where it does not.
    private(set) var overBoth: String?
    private(set) var json = false
    /// Forget a form that was kept.
    private(set) var fresh = false
    private(set) var wantsHelp = false

    /// Words that are options of the verb, unless the kind has a field of that name.
    private static let valued = [
        "--data", "--author", "--lang", "--message", "--over-both", "--clear",
    ]
    private static let plain = ["--json", "--fresh", "--help", "-h"]

    /// `reader` reads values, and is asked for the record behind a handle.
    init(_ words: [String], kind: Kind, reader: EntryReader) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                throw Failure(
                    Wording.strayWord(word), hint: Wording.strayWordHint, status: .usage)
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            let attached = parts.count == 2 && name.hasPrefix("--") ? String(parts[1]) : nil
            func value() throws -> String {
                if let attached { return attached }
                guard let next = rest.popFirst() else {
                    throw Failure(Wording.optionNeedsValue(name), status: .usage)
                }
                return next
            }
            if name.hasPrefix("--"), let field = FieldFlag(name).field(of: kind) {
                edits += try reader.edits(of: field, try value(), after: edits)
            } else if Self.plain.contains(name), attached == nil {
                set(name)
            } else if Self.valued.contains(name) || name == "-m" {
                try set(name, try value(), kind, reader)
            } else {
                throw Self.unknown(name, kind)
            }
        }
    }

    private mutating func set(_ name: String) {
        switch name {
        case "--json": json = true
        case "--fresh": fresh = true
        default: wantsHelp = true
        }
    }

    private mutating func set(
        _ name: String, _ value: String, _ kind: Kind, _ reader: EntryReader
    ) throws {
        switch name {
        case "--message", "-m": message = value
        case "--over-both": overBoth = value
        case "--clear":
            guard let field = FieldFlag(value).field(of: kind) else {
                throw Self.unknown(FieldFlag.text(of: value), kind)
            }
            edits.append(FieldEdit(field: field, action: .set(nil)))
        default: globals.set(name, value)
        }
    }

    static func unknown(_ name: String, _ kind: Kind) -> Failure {
        let flags = kind.fields.map { FieldFlag.text(of: $0) } + valued + plain.dropLast()
        let nearest = Nearest.words(to: name, in: flags)
        return Failure(
            Wording.unknownFlag(name, kind: kind.name),
            hint: nearest.isEmpty
                ? Wording.seeKindHelp(kind.name) : Wording.nearest(nearest), status: .usage)
    }

    /// The global options and `--help`, before it is known which kind the words are about.
    static func wantsHelp(_ words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }

    /// Takes the value of `--data`, `--author` and `--lang` from words that are not parsed yet.
    static func globals(in words: [String], of kind: Kind?) -> GivenGlobals {
        var globals = GivenGlobals()
        for name in ["--data", "--author", "--lang"]
        where kind.map({ FieldFlag(name).field(of: $0) == nil }) ?? (name != "--author") {
            for (place, word) in words.enumerated() {
                if word == name, let value = words.dropFirst(place + 1).first {
                    globals.set(name, value)
                } else if word.hasPrefix(name + "=") {
                    globals.set(name, String(word.dropFirst(name.count + 1)))
                }
            }
        }
        return globals
    }
}

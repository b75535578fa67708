import Records
import Replica
import Store

/// Refuses characters that nobody can see where a person enters something: see ``EnteredText``.
enum EnteredValue {
    /// - Throws: ``Failure`` that says what it was entered as, and names the character.
    static func check(
        _ text: String, _ shape: EnteredText.Shape, called name: String
    ) throws(Failure) {
        try check(text, shape, called: Wording.verbatim(name))
    }

    static func check(
        _ text: String, _ shape: EnteredText.Shape, called name: Label
    ) throws(Failure) {
        guard let scalar = EnteredText.refused(in: text, as: shape) else { return }
        throw Failure(Wording.unseenCharacter(name, scalar), status: .usage)
    }

    static func check(_ value: Value, of field: Field) throws(Failure) {
        guard let scalar = EnteredText.refused(in: value, as: field.enteredShape) else { return }
        throw Failure(
            Wording.unseenCharacter(FieldFlag.text(of: field), scalar), status: .usage)
    }

    /// Options that give somebody or something a name.
    private static let names = ["--author", "--device-name"]

    /// All words of a command line: what stands behind an option is called as the option.
    static func check(arguments: [String]) throws(Failure) {
        // What a shell passes on for completion is not entered yet.
        guard arguments.first?.hasPrefix("---completion") != true else { return }
        var before = ""
        for word in arguments {
            let own = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : ""
            let option = own.isEmpty || own == word ? before : own
            try check(
                word, Self.names.contains(option) ? .name : .lines,
                called: option.isEmpty ? Wording.commandLine : Wording.verbatim(option))
            before = own == word || word == "-m" ? word : ""
        }
    }

    /// What an edit writes, but for what the field holds already: that may have come from a peer.
    static func refused(_ edit: FieldEdit, shown: StoredField?) -> Label? {
        var present = Set(shown?.view.content?.values ?? [])
        for live in shown?.live ?? [] {
            present.formUnion(live.values)
            present.insert(live.key)
        }
        let written: [Value] =
            switch edit.action {
            case .set(let content): content?.values ?? []
            case .put(let key, let value): [key, value]
            case .add(let value), .append(let value): [value]
            case .remove: []
            }
        for value in written where !present.contains(value) {
            if let scalar = EnteredText.refused(in: value, as: edit.field.enteredShape) {
                return Wording.unseenCharacter(edit.field.name, scalar)
            }
        }
        return nil
    }
}

extension Field {
    /// How much a text that is entered here may hold.
    var enteredShape: EnteredText.Shape {
        if name == Replica.handleField { return .name }
        return switch type {
        case .long, .json: .lines
        default: .line
        }
    }
}

import Records

/// Every text that the command line says to a person, English beside Dutch, by subject: `Message+SUBJECT.swift`.
///
/// Messages name records, fields and files; never what a field holds. A text that is the same in both languages (a
/// reason that the system gives, an id) is ``verbatim(_:)``.
enum Wording {
    static func verbatim(_ text: some StringProtocol) -> Label {
        Label(en: String(text), nl: String(text))
    }

    static let errorPrefix = Label(en: "error: ", nl: "fout: ")
    static let causePrefix = Label(en: "caused by: ", nl: "oorzaak: ")
    static let hintPrefix = Label(en: "hint: ", nl: "tip: ")
    static let notePrefix = Label(en: "note: ", nl: "let op: ")

    static func bug(_ what: String) -> Label {
        Label(
            en: "this is a bug in liaison: \(what)", nl: "dit is een fout in liaison zelf: \(what)")
    }

    static let interrupted = Label(
        en: "interrupted; what was done is kept", nl: "onderbroken; wat gedaan is, blijft")

    static func oneOf(_ names: [String]) -> Label {
        let text = names.joined(separator: ", ")
        return Label(en: "one of: \(text)", nl: "een van: \(text)")
    }

    static func nearest(_ names: [String]) -> Label {
        let text = names.joined(separator: ", ")
        return Label(en: "did you mean \(text)?", nl: "bedoelt u \(text)?")
    }

    /// `3 records`; the noun in the singular for one.
    static func count(_ number: Int, _ one: Label, _ many: Label) -> Label {
        let noun = number == 1 ? one : many
        return Label(en: "\(number) \(noun.en)", nl: "\(number) \(noun.nl)")
    }
}

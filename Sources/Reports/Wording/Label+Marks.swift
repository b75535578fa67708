package import Records

/// The words of marks, and of what every report says about itself.
extension Label {
    static let conflict = Label(en: "conflict", nl: "conflict")
    static let dispute = Label(en: "sources disagree", nl: "bronnen spreken elkaar tegen")
    static let withdrawnButEdited = Label(
        en: "withdrawn but edited", nl: "ingetrokken maar bewerkt")
    static let withdrawn = Label(en: "withdrawn", nl: "ingetrokken")
    static let withheld = Label(en: "withheld", nl: "niet getoond")
    static let byReference = Label(
        en: "reference only, content is held elsewhere",
        nl: "alleen verwijzing, inhoud berust elders")
    static let attention = Label(en: "look", nl: "let op")
    static let emptied = Label(en: "(emptied)", nl: "(leeggemaakt)")

    static func moreSides(_ count: Int) -> Label {
        Label(en: "and \(count) more", nl: "en nog \(count)")
    }

    static func onlyIn(_ language: Language) -> Label {
        switch language {
        case .english: Label(en: "known in English only", nl: "alleen in het Engels bekend")
        case .dutch: Label(en: "known in Dutch only", nl: "alleen in het Nederlands bekend")
        }
    }
}

extension Mark {
    /// The mark in words; empty for the languages, whose code follows the text.
    package func word(_ language: Language) -> String {
        switch self {
        case .conflict: Label.conflict[language]
        case .dispute: Label.dispute[language]
        case .otherLanguage: ""
        case .withdrawnButEdited: Label.withdrawnButEdited[language]
        case .withdrawn: Label.withdrawn[language]
        case .withheld: Label.withheld[language]
        case .byReference: Label.byReference[language]
        case .attention: Label.attention[language]
        }
    }

    /// The text with the mark said before it, or behind it where it is the name of a language.
    package func spoken(_ text: String, _ language: Language) -> String {
        switch self {
        case .otherLanguage(let other): text + " [" + other.rawValue + "]"
        case .withheld: "(" + text + " " + word(language) + ")"
        case .withdrawn, .withdrawnButEdited: "(" + word(language) + ")"
        case .byReference: text + " (" + word(language) + ")"
        case .conflict, .dispute, .attention:
            "[" + word(language) + (text.isEmpty ? "" : ": " + text) + "]"
        }
    }
}

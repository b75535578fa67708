/// A text for people, in both languages of the service.
package struct Label: Hashable, Sendable {
    package let en: String
    package let nl: String

    package init(en: String, nl: String) {
        self.en = en
        self.nl = nl
    }

    package subscript(_ language: Language) -> String {
        switch language {
        case .english: en
        case .dutch: nl
        }
    }
}

/// The languages in which the tool speaks; field content has its own, per field.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case dutch = "nl"
}

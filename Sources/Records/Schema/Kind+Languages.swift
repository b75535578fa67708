/// Fields that say the same in two languages.
extension Kind {
    /// The field that says in the other language what this one says; nil for one that is not bilingual.
    package func translation(of field: Field) -> (field: Field, language: Language)? {
        for mark in ["_", "."] {
            for language in Language.allCases where field.name.hasSuffix(mark + language.rawValue) {
                for other in Language.allCases where other != language {
                    let base = field.name.dropLast(language.rawValue.count)
                    if let found = self.field(base + other.rawValue) { return (found, other) }
                }
            }
        }
        return nil
    }

    /// The pairs of fields that hold one text in two languages.
    package var translations: [(Field, Field)] {
        fields.compactMap { field in
            guard field.shape == .single, field.name.hasSuffix(Language.english.rawValue),
                let other = translation(of: field)?.field
            else { return nil }
            return (field, other)
        }
    }
}

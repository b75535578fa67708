extension Finding {
    /// The sentence for a person, with records named by the caller.
    package func text(
        _ language: Language, schema: Schema, name: (RecordID) -> String
    ) -> String {
        guard let message = schema.rule(rule)?.sentences[variant] else { return rule }
        let kind = schema.kind(self.kind)
        func text(_ particular: Particular) -> String {
            switch particular {
            case .text(let text): return text
            case .record(let id): return name(id)
            case .field(let field):
                return "“\(kind?.field(field)?.label[language] ?? field)”"
            case .code(let vocabulary, let code):
                return schema.vocabularies[vocabulary]?.term(code)?.label[language].lowercased()
                    ?? code
            case .list(let items): return items.map(text).joined(separator: ", ")
            }
        }
        return message.text(language) { particulars[$0].map(text) }
    }
}

extension Schema {
    package func rule(_ number: String) -> Rule? { rules.first { $0.number == number } }
}

/// Values as people read them: codes by their label, references by the name that the caller gives.
package enum ValueText {
    /// One value. The type is nil for a field that this version does not know; a record is shown as `reference` names
    /// it, by title or handle.
    package static func render(
        _ value: Value, as type: FieldType?, language: Language, schema: Schema,
        reference: (RecordID) -> String = \.description
    ) -> String {
        switch value {
        case .null: return Message.noValue(language)
        case .bool(let truth): return truth ? Message.yes(language) : Message.no(language)
        case .text(let text):
            guard case .code(let name) = type, let term = schema.vocabularies[name]?.term(text)
            else { return text }
            return term.shown(language)
        case .reference(let id): return reference(id)
        case .int(let number): return String(number)
        case .decimal(let text), .json(let text): return text
        case .unknown: return Message.unknownValue(language)
        }
    }

    /// A field's content in one text: elements with commas between them, what has a key after its key.
    package static func render(
        _ content: FieldContent, of field: Field?, language: Language, schema: Schema,
        reference: (RecordID) -> String = \.description
    ) -> String {
        func text(_ value: Value) -> String {
            render(
                value, as: field?.type, language: language, schema: schema, reference: reference)
        }
        switch content {
        case .single(let value): return text(value)
        case .set(let values): return values.map(text).joined(separator: ", ")
        case .map(let entries):
            var keyType: FieldType?
            if case .map(let type) = field?.shape { keyType = type }
            return entries.map { entry in
                let key = render(
                    entry.key, as: keyType, language: language, schema: schema,
                    reference: reference)
                return key + ": " + text(entry.value)
            }.joined(separator: "; ")
        case .log(let entries): return entries.map { text($0.value) }.joined(separator: "; ")
        }
    }
}

import Records

/// What of a record can be found, by the names under which fields are searched.
///
/// Every live value counts, so what waits in a conflict is found whichever side is shown. A code stands with its labels
/// in both languages; a reference as the id of what it names, which a query finds by that record's own names: a partner
/// that is renamed costs nothing here.
struct SearchText {
    private let schema: Schema

    /// Stands between values: no part of a word.
    private static let separator = " · "

    init(_ schema: Schema) { self.schema = schema }

    /// Texts by name; only names of ``SearchFields/names`` in `known`, all else under ``SearchFields/other``.
    func texts(of record: StoredRecord, known: Set<String>) -> [String: String] {
        var parts: [String: [String]] = [:]
        // Those that are shown as one are found by the names of each.
        for member in record.members.dropFirst() {
            guard let handle = member.fields.first(where: { $0.name == Layout.handleField }) else {
                continue
            }
            parts[SearchFields.name(of: handle.name), default: []] += texts(of: handle)
        }
        for field in record.fields {
            let name = SearchFields.name(of: field.name)
            let texts = texts(of: field)
            guard !texts.isEmpty else { continue }
            parts[known.contains(name) ? name : SearchFields.other, default: []] += texts
        }
        return parts.mapValues { $0.joined(separator: Self.separator) }
    }

    private func texts(of field: StoredField) -> [String] {
        var keyType: FieldType?
        if case .map(let type) = field.field?.shape { keyType = type }
        let isKeyed = field.storedType == .map
        var texts: [String] = []
        var seen: Set<String> = []
        func add(_ text: String?) {
            if let text, !text.isEmpty, seen.insert(text).inserted { texts.append(text) }
        }
        for write in field.live {
            if field.storedType == .set {
                add(text(of: write.key, as: field.field?.type))
                continue
            }
            if isKeyed, write.values.contains(where: { $0 != .null }) {
                add(text(of: write.key, as: keyType))
            }
            for value in write.values { add(text(of: value, as: field.field?.type)) }
        }
        return texts
    }

    private func text(of value: Value, as type: FieldType?) -> String? {
        switch value {
        case .text(let text):
            guard case .code(let name)? = type, let term = schema.vocabularies[name]?.term(text)
            else { return text }
            var words = [text]
            for label in [term.label.en, term.label.nl] where !words.contains(label) {
                words.append(label)
            }
            return words.joined(separator: " ")
        case .reference(let id): return id.description
        case .json(let text):
            guard let json = try? JSON(parsing: text) else { return text }
            return strings(in: json).joined(separator: " ")
        case .null, .bool, .int, .decimal, .unknown: return nil
        }
    }

    private func strings(in json: JSON) -> [String] {
        switch json {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap { strings(in: $0) }
        case .object(let members): members.flatMap { strings(in: $0.value) }
        case .null, .bool, .number: []
        }
    }
}

/// What records may have in common without naming each other: a code, a treaty number, a unit. Records that share a key
/// are judged together.
package struct RuleKey: Hashable, Sendable {
    package enum Space: String, Sendable, CaseIterable {
        case handle, code, treaty, document
        /// Parties and instrument of an agreement.
        case parties
        /// Series and titles of an activity, without years.
        case occasion
        case unit
        /// A code that no list of this version has: of those who use it, and of the term that explains it.
        case term
    }

    package let space: Space
    package let rest: String

    package init(_ space: Space, _ rest: String) {
        self.space = space
        self.rest = rest
    }

    /// As it is kept.
    package var text: String { space.rawValue + ":" + rest }

    package init?(text: String) {
        guard let colon = text.firstIndex(of: ":"),
            let space = Space(rawValue: String(text[..<colon]))
        else { return nil }
        self.init(space, String(text[text.index(after: colon)...]))
    }
}

extension RuleKey {
    /// The keys of a record, each once.
    package static func keys(of record: RuleRecord, schema: Schema) -> [RuleKey] {
        var keys: [RuleKey] = []
        func add(_ space: Space, _ rest: String?) {
            guard let rest, !rest.isEmpty, !keys.contains(RuleKey(space, rest)) else { return }
            keys.append(RuleKey(space, rest))
        }
        add(.handle, record.text("handle"))
        switch record.kind {
        case "partner": add(.code, record.text("code"))
        case "document": add(.document, record.text("number").map(normalised))
        case "agreement":
            add(.treaty, record.text("treaty_number").map(normalised))
            add(.parties, parties(of: record))
        case "activity":
            for name in ["series", "title_en", "title_nl"] {
                add(.occasion, record.text(name).map(occasion))
            }
        case "term":
            if let vocabulary = record.text("vocabulary"), let code = record.text("code") {
                add(.term, vocabulary + "/" + code)
            }
        default: break
        }
        if record.kind == "activity" || record.kind == "contribution" {
            for unit in record.texts("own_units") { add(.unit, normalised(unit)) }
        }
        for (_, vocabulary, code) in unknownCodes(of: record, schema: schema) {
            add(.term, vocabulary + "/" + code)
        }
        return keys
    }

    private static func parties(of record: RuleRecord) -> String? {
        let parties = record.references("parties").sorted()
        guard parties.count > 1, let instrument = record.text("instrument") else { return nil }
        let text = parties.map(\.description).joined(separator: ",")
        return instrument + "/" + String(StableHash.of(text), radix: 16)
    }

    /// Small letters and figures only, one blank between words.
    static func normalised(_ text: String) -> String { words(of: text).joined(separator: " ") }

    /// A title or series without its edition and without the words that only say what it is.
    static func occasion(_ text: String) -> String {
        let plain: Set<String> = ["exercise", "oefening", "cursus", "course", "the", "de", "het"]
        return words(of: text).filter { word in
            !plain.contains(word) && !word.allSatisfy(\.isNumber)
        }.joined(separator: " ")
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The codes of a record that are in no list of this version: where, of which list.
    static func unknownCodes(
        of record: RuleRecord, schema: Schema
    ) -> [(field: String, vocabulary: String, code: String)] {
        var unknown: [(field: String, vocabulary: String, code: String)] = []
        for field in schema.kind(record.kind)?.fields ?? [] {
            func look(_ value: Value, _ type: FieldType) {
                guard case .code(let name) = type, case .text(let code) = value,
                    let vocabulary = schema.vocabularies[name], vocabulary.term(code) == nil
                else { return }
                unknown.append((field.name, name, code))
            }
            var keyType = FieldType.text
            if case .map(let type) = field.shape { keyType = type }
            if case .code = field.type {
                for value in record.values(field.name) { look(value, field.type) }
                for entry in record.entries(field.name) { look(entry.value, field.type) }
            }
            if case .code = keyType {
                for entry in record.entries(field.name) { look(entry.key, keyType) }
            }
        }
        return unknown
    }
}

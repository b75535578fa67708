/// Why a text that a person typed is no value of a field's type. Says what was expected, never what was typed.
package enum ValueError: Error, Hashable, Sendable {
    case empty
    /// A line break where the field holds one line.
    case severalLines
    /// Neither a year, a month nor a day of the calendar.
    case notADate
    case notAnInteger
    case notADecimal
    case notABool
    /// The nearest codes of the vocabulary, best first; empty where none is near.
    case unknownCode(vocabulary: String, nearest: [String])
    /// A term that was closed, and the code that took its place.
    case closedCode(vocabulary: String, instead: String?)
    /// Neither an id nor a handle.
    case notAReference
    /// A handle of a kind that the field does not refer to: the prefixes that it takes.
    case wrongKind(prefixes: [String])
    case notJSON(JSONError)
}

/// Reads what a person types as a value of a field: the same rules for flags, forms and answers.
package enum ValueParser {
    /// - Throws: ``ValueError``; nothing is guessed but the case of a code and its label in either language.
    package static func parse(
        _ text: String, as type: FieldType, schema: Schema
    ) throws(ValueError) -> Value {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
        switch type {
        case .text:
            guard !text.contains(where: \.isNewline) else { throw .severalLines }
            return .text(text)
        case .long: return .text(text)
        case .date:
            guard PartialDate(text) != nil else { throw .notADate }
            return .text(text)
        case .integer:
            guard let number = Int64(text) else { throw .notAnInteger }
            return .int(number)
        case .decimal:
            guard case .number(let literal) = try? JSON(parsing: text) else { throw .notADecimal }
            return Value(number: literal)
        case .bool: return .bool(try truth(text))
        case .code(let name): return .text(try code(text, of: name, schema))
        case .reference(let kinds): return try reference(text, to: kinds, schema)
        case .json:
            do { return Value(try JSON(parsing: text)) } catch { throw .notJSON(error) }
        }
    }

    private static func truth(_ text: String) throws(ValueError) -> Bool {
        switch text.lowercased() {
        case "yes", "ja", "true": return true
        case "no", "nee", "false": return false
        default: throw .notABool
        }
    }

    private static func code(
        _ text: String, of name: String, _ schema: Schema
    ) throws(ValueError) -> String {
        guard let vocabulary = schema.vocabularies[name] else {
            throw .unknownCode(vocabulary: name, nearest: [])
        }
        if let term = vocabulary.term(text) {
            guard term.isOpen else { throw .closedCode(vocabulary: name, instead: term.sameAs) }
            return text
        }
        let typed = text.lowercased()
        let alike = vocabulary.terms.filter(\.isOpen).filter { term in
            [term.code, term.label.en, term.label.nl].contains { $0.lowercased() == typed }
        }
        if alike.count == 1 { return alike[0].code }
        throw .unknownCode(vocabulary: name, nearest: Nearest.codes(to: text, in: vocabulary))
    }

    private static func reference(
        _ text: String, to kinds: [String], _ schema: Schema
    ) throws(ValueError) -> Value {
        if let id = RecordID(text) { return .reference(id) }
        guard let handle = Handle(text) else { throw .notAReference }
        let isOther = schema.kinds.contains {
            $0.handlePrefix == handle.prefix && !kinds.contains($0.name)
        }
        if !kinds.isEmpty, isOther {
            throw .wrongKind(prefixes: kinds.map { schema.kind($0)?.handlePrefix ?? $0 })
        }
        return .text(text)
    }
}

/// A name that people give a record: `coop:benesam`.
package struct Handle: Hashable, Sendable {
    package let prefix: String
    package let slug: String

    /// Nil unless small letters and underscores, a colon, and something without white space follow each other.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        prefix = String(text[..<colon])
        slug = String(text[text.index(after: colon)...])
        guard !prefix.isEmpty, !slug.isEmpty, !slug.contains(where: \.isWhitespace),
            prefix.utf8.allSatisfy({ $0 == 0x5F || (0x61...0x7A).contains($0) })
        else { return nil }
    }
}

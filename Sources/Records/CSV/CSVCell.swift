/// What a field holds as the text of one cell, and back.
///
/// One value stands as it is: `yes` and `no`, codes as codes, references by handle, structures as JSON. Elements of a set
/// have `|` between them, entries of a map or log are `key=value`; `\|`, `\=` and `\\` stand for those characters themselves,
/// `\e` for an empty text. An empty cell says nothing of the field.
package enum CSVCell {
    static let separator: Character = "|"
    static let keySeparator: Character = "="
    static let escape: Character = "\\"
    /// Behind the escape: an empty element.
    static let emptyMark: Character = "e"

    package static func text(
        _ content: FieldContent, of field: Field, reference: (RecordID) -> String
    ) -> String {
        func text(_ value: Value) -> String { Self.text(value, as: field.type, reference) }
        func entry(_ entry: FieldContent.Entry) -> String {
            let key: String
            if case .reference(let id) = entry.key {
                key = reference(id)
            } else {
                key = entry.key.jsonName
            }
            return escaped(key, isKey: true) + "=" + escaped(text(entry.value), isKey: false)
        }
        switch content {
        case .single(let value): return text(value)
        case .set(let values):
            return values.map { escaped(text($0), isKey: false) }
                .joined(separator: String(separator))
        case .map(let entries), .log(let entries):
            return entries.map(entry).joined(separator: String(separator))
        }
    }

    private static func text(
        _ value: Value, as type: FieldType, _ reference: (RecordID) -> String
    ) -> String {
        if type == .json { return value.json(reference).canonical }
        return switch value {
        case .null: ""
        case .bool(let truth): truth ? "yes" : "no"
        case .int(let number): String(number)
        case .text(let text), .decimal(let text), .json(let text): text
        case .reference(let id): reference(id)
        case .unknown: value.jsonText
        }
    }

    private static func escaped(_ text: String, isKey: Bool) -> String {
        if text.isEmpty { return "\(escape)\(emptyMark)" }
        var result = ""
        for character in text {
            if character == separator || character == escape || (isKey && character == keySeparator)
            {
                result.append(escape)
            }
            result.append(character)
        }
        return result
    }

    // MARK: Back

    /// The elements of a cell, or its entries where each has a key.
    struct Part: Hashable {
        /// Nil where no `=` stands in it.
        let key: String?
        let text: String
    }

    /// Cuts a cell where a separator stands that is not escaped; `separators` may be others than ours.
    static func parts(
        _ cell: String, separator: Character, hasKeys: Bool
    ) -> [Part] {
        var parts: [Part] = []
        var key: String?
        var text = ""
        var isEscaped = false
        func add() {
            parts.append(Part(key: key, text: text))
            key = nil
            text = ""
        }
        for character in cell {
            if isEscaped {
                isEscaped = false
                // Only what we escape: a backslash in a foreign file is a backslash.
                if character == emptyMark, text.isEmpty { continue }
                if character != separator, character != escape, character != keySeparator {
                    text.append(escape)
                }
                text.append(character)
            } else if character == escape {
                isEscaped = true
            } else if character == separator {
                add()
            } else if hasKeys, key == nil, character == keySeparator {
                key = text
                text = ""
            } else {
                text.append(character)
            }
        }
        if isEscaped { text.append(escape) }
        add()
        return parts
    }
}

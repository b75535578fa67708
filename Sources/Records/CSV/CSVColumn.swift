/// A column of a table and the field that it fills.
package struct CSVColumn: Sendable {
    package let field: Field
    /// What stands between the elements of a set.
    package var separator: Character
    /// What cells of a foreign file mean: cell to value.
    package var values: [String: String]
    /// How dates are written; nil for our own way.
    package var dates: DatePattern?

    package init(
        _ field: Field, separator: Character = "|", values: [String: String] = [:],
        dates: DatePattern? = nil
    ) {
        self.field = field
        self.separator = separator
        self.values = values
        self.dates = dates
    }

    /// How a cell is read beyond what the field says.
    package struct Reading {
        package let schema: Schema
        /// The value that a text names a record by; throws ``CSVCellError/value(_:)`` or its own refusal.
        package let reference: (String, [String]) throws -> Value
        /// Codes that no list has are kept as they are.
        package let keepsUnknownCodes: Bool
        /// The key of a log entry that has none: made from its text, so that it counts once however often it is read.
        package let entryKey: (String) -> String

        package init(
            schema: Schema, keepsUnknownCodes: Bool,
            reference: @escaping (String, [String]) throws -> Value,
            entryKey: @escaping (String) -> String
        ) {
            self.schema = schema
            self.entryKey = entryKey
            self.keepsUnknownCodes = keepsUnknownCodes
            self.reference = reference
        }
    }

    /// What a cell says of the field; nil for an empty one.
    ///
    /// - Throws: ``CSVCellError``, and what ``Reading/reference`` throws.
    package func content(_ cell: String, _ reading: Reading) throws -> FieldContent? {
        let cell = values[cell] ?? values[cell.trimmedOfSpace] ?? cell
        guard !cell.isEmpty else { return nil }
        switch field.shape {
        case .single: return .single(try value(cell, reading))
        case .set:
            var elements: [Value] = []
            for part in CSVCell.parts(cell, separator: separator, hasKeys: false) {
                let text = separator == CSVCell.separator ? part.text : part.text.trimmedOfSpace
                let element = try value(values[text] ?? text, reading)
                if !elements.contains(element) { elements.append(element) }
            }
            return .set(elements)
        case .map(let keyType):
            return .map(
                try entries(cell) { part throws in
                    guard let key = part.key else { throw CSVCellError.noKey }
                    return (try self.key(key, keyType, reading), try value(part.text, reading))
                })
        case .log:
            return .log(
                try entries(cell) { part throws in
                    (
                        .text(part.key ?? reading.entryKey(part.text)),
                        try value(part.text, reading)
                    )
                })
        }
    }

    private func entries(
        _ cell: String, _ read: (CSVCell.Part) throws -> (Value, Value)
    ) throws -> [FieldContent.Entry] {
        var entries: [FieldContent.Entry] = []
        for part in CSVCell.parts(cell, separator: separator, hasKeys: true) {
            let (key, value) = try read(part)
            guard !entries.contains(where: { $0.key == key }) else { throw CSVCellError.sameKey }
            entries.append(.init(key: key, value: value))
        }
        return entries
    }

    /// Keys are taken as they are, but for those that name a record.
    private func key(_ text: String, _ type: FieldType, _ reading: Reading) throws -> Value {
        guard case .reference(let kinds) = type else { return .text(text) }
        return try reading.reference(text, kinds)
    }

    private func value(_ text: String, _ reading: Reading) throws -> Value {
        switch field.type {
        case .text, .long: return .text(text)
        case .reference(let kinds): return try reading.reference(text.trimmedOfSpace, kinds)
        case .date:
            guard let dates else { return try parsed(text, reading) }
            guard let date = dates.isoDate(text.trimmedOfSpace) else {
                throw CSVCellError.dateOfOtherForm(dates.text)
            }
            return .text(date)
        case .code where reading.keepsUnknownCodes:
            return (try? parsed(text, reading)) ?? .text(text)
        default: return try parsed(text, reading)
        }
    }

    private func parsed(_ text: String, _ reading: Reading) throws -> Value {
        do {
            return try ValueParser.parse(
                text.trimmedOfSpace, as: field.type, schema: reading.schema)
        } catch { throw CSVCellError.value(error) }
    }
}

/// Why a cell says nothing that its field takes.
package enum CSVCellError: Error, Hashable, Sendable {
    case value(ValueError)
    /// A part of a map without `key=`.
    case noKey
    case sameKey
    /// A date that is not written as the mapping says.
    case dateOfOtherForm(String)
}

extension String {
    /// Without spaces, tabs and no-break spaces around it.
    var trimmedOfSpace: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

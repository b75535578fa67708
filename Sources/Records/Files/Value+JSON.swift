extension Value {
    /// Any JSON value: structures as canonical text, all else as what it is.
    package init(_ json: JSON) {
        switch json {
        case .null, .array, .object: self = .json(json.canonical)
        case .bool(let truth): self = .bool(truth)
        case .number(let literal): self = Value(number: literal)
        case .string(let text): self = .text(text)
        }
    }

    /// A JSON value as one value of a field; nil where it is of another type.
    ///
    /// Codes are not looked up and handles are not resolved: a word of a newer list and the name of a record that is
    /// not here are values, and a finding.
    package init?(_ json: JSON, as type: FieldType) {
        switch (type, json) {
        case (.json, _): self.init(json)
        case (.text, .string(let text)), (.long, .string(let text)), (.code, .string(let text)):
            self = .text(text)
        case (.date, .string(let text)):
            guard PartialDate(text) != nil else { return nil }
            self = .text(text)
        case (.reference, .string(let text)):
            self = RecordID(text).map(Value.reference) ?? .text(text)
        case (.bool, .bool(let truth)): self = .bool(truth)
        case (.decimal, .number(let literal)): self.init(number: literal)
        case (.integer, .number(let literal)):
            guard case .int(let number) = Value(number: literal) else { return nil }
            self = .int(number)
        default: return nil
        }
    }

    /// A JSON number: an integer where that prints the same, else as it was written.
    package init(number literal: String) {
        if let number = Int64(literal), String(number) == literal {
            self = .int(number)
        } else {
            self = .decimal(literal)
        }
    }

    /// The value as JSON, with references named by the caller.
    ///
    /// Numbers and structures are printed as they are kept. One that is no JSON becomes a text: no reader lets it in, but a
    /// peer may sign `inf`, or a number with members of an object behind it.
    package func json(_ reference: (RecordID) -> String) -> JSON {
        switch self {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .number(String(number))
        case .decimal(let literal):
            if let json = try? JSON(parsing: literal), case .number = json {
                json
            } else {
                .string(literal)
            }
        case .text(let text): .string(text)
        case .reference(let id): .string(reference(id))
        case .json(let text): (try? JSON(parsing: text)) ?? .string(text)
        case .unknown: .string(jsonText)
        }
    }
}

import Records
import Replica
import Store

/// Reads what a person typed for a field into edits: values by the field's type, references by handle or id.
struct EntryReader {
    let schema: Schema
    /// The id behind a handle, an id or a prefix; throws ``LookupError``.
    let locate: (String) throws -> Store.Location
    /// The kind of the record; nil where single values are read.
    let kind: Kind?
    /// A form holds what is there already, whoever wrote it: what a person changed is checked afterwards.
    let admitsUnseen: Bool

    init(
        schema: Schema, kind: Kind? = nil, locate: @escaping (String) throws -> Store.Location,
        admitsUnseen: Bool = false
    ) {
        self.admitsUnseen = admitsUnseen
        self.schema = schema
        self.kind = kind
        self.locate = locate
    }

    /// One flag's value as edits.
    ///
    /// `earlier` is what earlier flags said: a second plain list adds to the first.
    func edits(
        of field: Field, _ text: String, after earlier: [FieldEdit]
    ) throws -> [FieldEdit] {
        switch field.shape {
        case .single:
            return [FieldEdit(field: field, action: .set(try content(of: field, text)))]
        case .set: return try setEdits(of: field, text, after: earlier)
        case .map(let keyType):
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Failure(
                    Wording.notKeyValue(FieldFlag.text(of: field)),
                    hint: Wording.keyValueHint(FieldFlag.text(of: field)), status: .usage)
            }
            let key = try key(String(parts[0]), keyType, of: field)
            let value =
                parts[1].isEmpty ? .null : try entry(String(parts[1]), under: key, of: field)
            return [FieldEdit(field: field, action: .put(key, value))]
        case .log:
            return [
                FieldEdit(field: field, action: .append(try value(text, field.type, of: field)))
            ]
        }
    }

    private func setEdits(
        of field: Field, _ text: String, after earlier: [FieldEdit]
    ) throws -> [FieldEdit] {
        if text.hasPrefix("+") || (text.hasPrefix("-") && text.count > 1) {
            let element = try value(String(text.dropFirst()), field.type, of: field)
            return [
                FieldEdit(
                    field: field, action: text.hasPrefix("+") ? .add(element) : .remove(element))
            ]
        }
        var elements = try text.split(separator: ",").map {
            try value(String($0), field.type, of: field)
        }
        if case .set(.set(let before)?)? = earlier.last(where: { $0.field.name == field.name })?
            .action
        {
            elements = before + elements
        }
        return [
            FieldEdit(field: field, action: .set(elements.isEmpty ? nil : .set(elements.unique)))
        ]
    }

    /// The key of a map's entry. What sources disagree about is named as its flag is.
    func key(_ text: String, _ type: FieldType, of field: Field) throws -> Value {
        guard field.name == Dispute.fieldName, let kind,
            let about = FieldFlag(text.trimmed).field(of: kind)
        else { return try value(text, type, of: field) }
        return .text(about.name)
    }

    /// The value of a map's entry.
    func entry(_ text: String, under key: Value, of field: Field) throws -> Value {
        guard DisputeEntry.reads(text, of: field), let kind, case .text(let name) = key else {
            return try value(text, field.type, of: field)
        }
        guard let about = kind.field(name) else {
            throw FieldArguments.unknown(FieldFlag.text(of: name), kind)
        }
        return try DisputeEntry.value(text, about: about, self)
    }

    /// The content of a single field; nil where the text is empty.
    func content(of field: Field, _ text: String) throws -> FieldContent? {
        text.isEmpty ? nil : .single(try value(text, field.type, of: field))
    }

    /// One value.
    ///
    /// - Throws: ``Failure`` that names the field and what it takes, never the value.
    func value(_ text: String, _ type: FieldType, of field: Field) throws -> Value {
        if !admitsUnseen {
            try EnteredValue.check(text, field.enteredShape, called: FieldFlag.text(of: field))
        }
        if case .reference(let kinds) = type {
            let location = try located(text.trimmed, kinds)
            guard kinds.isEmpty || kinds.contains(location.kind) else {
                throw Failure(
                    Wording.referenceOfWrongKind(
                        FieldFlag.text(of: field), got: location.kind, kinds: kinds))
            }
            return .reference(location.id)
        }
        let value: Value
        do { value = try ValueParser.parse(text, as: type, schema: schema) } catch {
            throw FailureReport.valueFailure(error, of: field, schema)
        }
        // JSON says the same in escapes.
        if !admitsUnseen { try EnteredValue.check(value, of: field) }
        return value
    }

    /// `BEL` will do for `partner:BEL` where the field refers to partners only.
    private func located(_ text: String, _ kinds: [String]) throws -> Store.Location {
        do { return try locate(text) } catch let error as LookupError {
            guard kinds.count == 1, !text.contains(":"),
                let found = try? locate(schema.handlePrefix(of: kinds[0]) + ":" + text)
            else { throw error }
            return found
        }
    }
}

extension [Value] {
    /// Each element once, in the order of the first.
    fileprivate var unique: [Value] {
        var seen: Set<Value> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Schema {
    /// What the handles of a kind begin with.
    func handlePrefix(of kind: String) -> String { self.kind(kind)?.handlePrefix ?? kind }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

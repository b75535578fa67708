extension FileFormat {
    /// - Throws: ``ImportError`` only where the line is no JSON object or says no kind and id that this build knows.
    package static func record(
        ofLine line: String, schema: Schema
    ) throws(ImportError) -> FileRecord {
        let json: JSON
        do { json = try JSON(parsing: line) } catch {
            throw ImportError(column: error.column, .json(error.reason))
        }
        guard case .object(let members) = json else { throw ImportError(.notAnObject) }
        let kindName = try text(typeKey, in: json)
        let handle = try text(idKey, in: json)
        guard let kind = schema.kind(kindName) else { throw ImportError(.unknownKind(kindName)) }
        if let scalar = EnteredText.refused(in: handle, as: .name) {
            throw ImportError(
                .character(key: idKey, called: EnteredText.name(of: scalar)))
        }
        for member in members {
            let scalar =
                EnteredText.refused(in: member.name, as: .line)
                ?? EnteredText.refused(in: member.value, as: .lines)
            if let scalar {
                throw ImportError(
                    .character(key: member.name, called: EnteredText.name(of: scalar)))
            }
        }
        var reading = LineReading(kind: kind)
        for member in members where member.name != typeKey && member.name != idKey {
            reading.add(member)
        }
        return FileRecord(
            kind: kindName, handle: handle, content: reading.content(handle: handle),
            adapted: reading.adapted.sorted())
    }

    private static func text(_ key: String, in json: JSON) throws(ImportError) -> String {
        guard case .string(let text) = json[key], !text.isEmpty else {
            throw ImportError(.noText(key: key))
        }
        return text
    }
}

/// The members of one line on their way to fields.
private struct LineReading {
    let kind: Kind
    private var contents: [String: FieldContent] = [:]
    private var other: [FieldContent.Entry] = []
    private(set) var adapted: [String] = []
    private let fieldOfKey: [String: Field]

    init(kind: Kind) {
        self.kind = kind
        fieldOfKey = Dictionary(
            // safe: the fields of a kind are declared, each name once.
            uniqueKeysWithValues: kind.fields.map { (FileFormat.key(of: $0.name), $0) })
    }

    mutating func add(_ member: JSON.Member) {
        if member.name == FileFormat.noteKey, case .string(let note) = member.value {
            add(
                [.init(key: .text(FileFormat.noteKey), value: .text(note))],
                to: FileFormat.remarksField)
            return
        }
        if member.name == FileFormat.otherField, case .object(let members) = member.value {
            for member in members { keep(member) }
            return
        }
        guard let field = fieldOfKey[member.name], field.name != FileFormat.otherField,
            let content = content(of: member.value, as: field)
        else {
            keep(member)
            return
        }
        if case .log(let entries) = content {
            add(entries, to: field.name)
        } else {
            contents[field.name] = content
        }
    }

    /// Puts what no field takes beside the fields. Where the line says one name twice, once by itself and once within
    /// ``FileFormat/otherField``, the second has that before its name.
    private mutating func keep(_ member: JSON.Member) {
        var name = member.name
        while other.contains(where: { $0.key == .text(name) }) {
            name = FileFormat.otherField + "." + name
        }
        other.append(.init(key: .text(name), value: Value(member.value)))
    }

    private mutating func add(_ entries: [FieldContent.Entry], to log: String) {
        guard case .log(let present) = contents[log] else {
            contents[log] = .log(entries)
            return
        }
        contents[log] = .log(
            present + entries.filter { new in !present.contains { $0.key == new.key } })
    }

    func content(handle: String) -> RecordContent {
        var all = contents
        FileFormat.addPhase(to: &all, of: kind)
        all[Header.handle.name] = .single(.text(handle))
        if !other.isEmpty {
            all[FileFormat.otherField] = .map(
                other.sorted {
                    $0.key.jsonName.utf8.lexicographicallyPrecedes($1.key.jsonName.utf8)
                })
        }
        return RecordContent(
            kind.fields.compactMap { field in all[field.name].map { .init(field.name, $0) } })
    }

    /// Nil where the value does not have the field's shape.
    private mutating func content(of json: JSON, as field: Field) -> FieldContent? {
        switch (field.shape, json) {
        case (.single, .null): return .single(.null)
        case (.set, .null): return .set([])
        case (.map, .null): return .map([])
        case (.log, .null): return nil
        case (.single, _): return Value(json, as: field.type).map(FieldContent.single)
        case (.set, .array(let elements)):
            var values: [Value] = []
            for element in elements {
                guard let value = Value(element, as: field.type) else { return nil }
                if !values.contains(value) { values.append(value) }
            }
            return .set(values)
        case (.set, _):
            guard field.type != .json, let value = Value(json, as: field.type) else { return nil }
            if !FileFormat.bareSets.contains(field.name) { adapted.append(field.name) }
            return .set([value])
        case (.map(let keyType), _):
            if let row = FileFormat.rowKeys[field.name] { return rows(json, key: row) }
            return entries(json, keyType: keyType, field.type).map(FieldContent.map)
        case (.log, _): return entries(json, keyType: .text, field.type).map(FieldContent.log)
        }
    }

    private func entries(_ json: JSON, keyType: FieldType, _ type: FieldType) -> [FieldContent
        .Entry]?
    {
        guard case .object(let members) = json else { return nil }
        var entries: [FieldContent.Entry] = []
        for member in members {
            guard let key = Value(.string(member.name), as: keyType.ofKeys),
                let value = Value(member.value, as: type)
            else { return nil }
            entries.append(.init(key: key, value: value))
        }
        return entries
    }

    /// A list of objects as a map: nil where an object lacks the first member of its key or two have the same key.
    private func rows(_ json: JSON, key: [String]) -> FieldContent? {
        guard case .array(let elements) = json else { return nil }
        var entries: [FieldContent.Entry] = []
        for element in elements {
            guard case .object(let members) = element,
                let name = FileFormat.rowKey(of: element, key)
            else { return nil }
            let rest = members.filter { !key.contains($0.name) }
            let isBare = rest.count == 1 && rest[0].name == FileFormat.rowValue
            let value = isBare ? rest[0].value : .object(rest)
            // A bare object would come back as the row itself.
            if isBare, case .object = value { return nil }
            guard !entries.contains(where: { $0.key == .text(name) }) else { return nil }
            entries.append(.init(key: .text(name), value: Value(value)))
        }
        return .map(entries)
    }
}

extension FileFormat {
    /// The key members of a row in one text; a member that is missing ends it, and only the last may be missing.
    fileprivate static func rowKey(of row: JSON, _ key: [String]) -> String? {
        var parts: [String] = []
        for (place, name) in key.enumerated() {
            guard let member = row[name] else {
                guard place == key.count - 1 else { return nil }
                break
            }
            guard case .string(let part) = member, !part.isEmpty,
                key.count == 1 || !part.contains(rowKeySeparator)
            else { return nil }
            parts.append(part)
        }
        return parts.joined(separator: String(rowKeySeparator))
    }
}

extension FieldType {
    /// Keys of maps are taken as they are: a date in words is a key like any other.
    fileprivate var ofKeys: FieldType {
        if case .reference = self { self } else { .text }
    }
}

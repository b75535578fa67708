extension FileFormat {
    /// The line that ``record(ofLine:schema:)`` reads as this content: equal as JSON to the one it was read from.
    /// A record is written as `reference` names it: by its handle, or its id where it has none.
    package static func line(
        kind: String, handle: String, content: RecordContent, reference: (RecordID) -> String
    ) -> String {
        var members = [
            JSON.Member(typeKey, .string(kind)), JSON.Member(idKey, .string(handle)),
        ]
        var other: [FieldContent.Entry] = []
        for field in content.fields
        where field.name != Header.handle.name && !isSaid(field, in: content, of: kind) {
            switch (field.name, field.content) {
            case (otherField, .map(let entries)): other = entries
            case (remarksField, .log(let entries)):
                members += remarks(entries, reference)
            default:
                members.append(
                    .init(key(of: field.name), json(field.content, of: field.name, reference)))
            }
        }
        members += otherMembers(other, beside: members, reference)
        // What a terminal or a reader of another kind would obey is escaped: it comes back the same.
        return TerminalText.escapedAsJSON(
            "{"
                + members.map { JSON.quoted($0.name) + ":" + $0.value.canonical }
                .joined(separator: ",") + "}")
    }

    private static func remarks(
        _ entries: [FieldContent.Entry], _ reference: (RecordID) -> String
    ) -> [JSON.Member] {
        var members: [JSON.Member] = []
        var rest = entries
        if let place = entries.firstIndex(where: { $0.key == .text(noteKey) }),
            case .text(let note) = entries[place].value
        {
            members.append(.init(noteKey, .string(note)))
            rest.remove(at: place)
        }
        // A log that was written down as empty is not one that was left out.
        if !rest.isEmpty || entries.isEmpty {
            members.append(.init(remarksField, object(rest, reference)))
        }
        return members
    }

    /// Each under its own key; those whose key is taken stay together under `other`.
    private static func otherMembers(
        _ entries: [FieldContent.Entry], beside members: [JSON.Member],
        _ reference: (RecordID) -> String
    ) -> [JSON.Member] {
        let taken = Set(members.map(\.name) + [otherField])
        let isInPlace = { (entry: FieldContent.Entry) in !taken.contains(entry.key.jsonName) }
        var result = entries.filter(isInPlace).map {
            JSON.Member($0.key.jsonName, $0.value.json(reference))
        }
        let rest = entries.filter { !isInPlace($0) }
        if !rest.isEmpty { result.append(.init(otherField, object(rest, reference))) }
        return result
    }

    private static func json(
        _ content: FieldContent, of field: String, _ reference: (RecordID) -> String
    ) -> JSON {
        switch content {
        case .single(let value): return value.json(reference)
        case .set(let values):
            if bareSets.contains(field), values.count == 1 { return values[0].json(reference) }
            return .array(values.map { $0.json(reference) })
        case .map(let entries):
            guard let key = rowKeys[field] else { return object(entries, reference) }
            return .array(entries.map { row($0, key: key, reference) })
        case .log(let entries): return object(entries, reference)
        }
    }

    private static func object(
        _ entries: [FieldContent.Entry], _ reference: (RecordID) -> String
    ) -> JSON {
        .members(
            entries.map { entry in
                JSON.Member(name(of: entry.key, reference), entry.value.json(reference))
            })
    }

    private static func row(
        _ entry: FieldContent.Entry, key: [String], _ reference: (RecordID) -> String
    ) -> JSON {
        let name = name(of: entry.key, reference)
        let parts =
            key.count == 1
            ? [Substring(name)] : name.split(separator: rowKeySeparator, maxSplits: key.count - 1)
        var members = zip(key, parts).filter { !$1.isEmpty }
            .map { JSON.Member($0, .string(String($1))) }
        switch entry.value.json(reference) {
        case .object(let rest): members += rest
        case let bare: members.append(.init(rowValue, bare))
        }
        return .members(members)
    }

    private static func name(of key: Value, _ reference: (RecordID) -> String) -> String {
        if case .reference(let id) = key { reference(id) } else { key.jsonName }
    }
}

import Records

/// What fields say.
extension Composer {
    /// More sides of one conflict than this are counted, not listed.
    private static let sidesMost = 6

    /// A field with everything that is open about it: the value, every side of a conflict, every value of a dispute.
    func value(_ record: ReportRecord, _ name: String) throws -> Statement {
        var parts: [Statement] = []
        let field = record.kind?.field(name)
        if let view = record.fields[name] {
            if !view.open.contains(where: { $0.key == .null }), let content = view.content {
                parts.append(try said(content, of: field, without: Set(view.open.map(\.key))))
            }
            for open in view.open { parts.append(try conflict(open, of: field)) }
        }
        if parts.isEmpty, let other = record.other(name) { parts.append(try text(other, as: nil)) }
        if let dispute = try dispute(record, name) { parts.append(dispute) }
        return .joined(parts, separator: " ")
    }

    /// The field of a bilingual pair in the report's language, else in the other, else the one without a language.
    func bilingual(_ record: ReportRecord, _ base: String) throws -> Statement {
        let own = try value(record, base + "_" + language.rawValue)
        if !own.isEmpty { return own }
        for other in Language.allCases where other != language {
            let text = try value(record, base + "_" + other.rawValue)
            guard let first = text.runs.first else { continue }
            otherLanguages.insert(other)
            switch first {
            case .text(let words), .long(let words):
                return Statement(
                    [.marked(.otherLanguage(other), words)] + text.runs.dropFirst(),
                    sources: text.sources)
            case .marked: return text
            }
        }
        return try value(record, base)
    }

    /// The label of a code; the code itself where the vocabulary does not have it.
    func code(_ code: String, of vocabulary: String) -> String {
        schema.vocabularies[vocabulary]?.term(code)?.label[language] ?? code
    }

    private func said(
        _ content: FieldContent, of field: Field?, without open: Set<Value>
    ) throws -> Statement {
        switch content {
        case .single(let value): return try text(value, as: field?.type)
        case .set(let values):
            if case .reference(let kinds)? = field?.type { return try names(values, kinds: kinds) }
            let sorted = inOrder(values, field?.type)
            return .joined(try sorted.map { try text($0, as: field?.type) }, separator: "; ")
        case .map(let entries):
            return .joined(
                try entries.filter { !open.contains($0.key) }.map { try entry($0, of: field) }
                    .sorted { $0.plain < $1.plain }, separator: "; ")
        case .log(let entries):
            return .joined(
                try entries.filter { !open.contains($0.key) }.map {
                    try text($0.value, as: field?.type)
                }, separator: "; ")
        }
    }

    /// Codes as their vocabulary has them, all else by its text.
    private func inOrder(_ values: [Value], _ type: FieldType?) -> [Value] {
        guard case .code(let name)? = type, let vocabulary = schema.vocabularies[name] else {
            return values.sorted { $0.jsonName < $1.jsonName }
        }
        return values.sorted { a, b in
            let ranks = [a, b].map { vocabulary.rank($0.jsonName) ?? vocabulary.terms.count }
            return (ranks[0], a.jsonName) < (ranks[1], b.jsonName)
        }
    }

    func entry(_ entry: FieldContent.Entry, of field: Field?) throws -> Statement {
        let value = try text(entry.value, as: field?.type)
        let key = try key(entry.key, of: field)
        guard !key.isEmpty else { return value }
        return Statement(key.runs + [.text(": ")] + value.runs)
    }

    func key(_ key: Value, of field: Field?) throws -> Statement {
        guard case .map(let type)? = field?.shape else { return .empty }
        return try text(key, as: type)
    }

    func text(_ value: Value, as type: FieldType?) throws -> Statement {
        if case .reference(let kinds)? = type {
            switch value {
            case .reference(let id): return try name(id, kinds: kinds)
            case .text(let handle): return try name(handle: handle)
            default: break
            }
        }
        switch value {
        case .reference(let id): return try name(id)
        case .json(let text): return try json((try? JSON(parsing: text)) ?? .string(text))
        case .text(let text) where type == .long: return Statement([.long(text)])
        case .text(let text) where Handle(text) != nil: return try name(handle: text)
        default:
            return Statement(
                ValueText.render(value, as: type, language: language, schema: schema))
        }
    }

    // MARK: What is open

    private func conflict(_ open: FieldView.OpenKey, of field: Field?) throws -> Statement {
        var sides = try open.sides.prefix(Self.sidesMost).map { side in
            side == .null ? say(.emptied) : try text(side, as: field?.type).plainWithMarks(self)
        }
        if open.sides.count > Self.sidesMost {
            sides.append(say(.moreSides(open.sides.count - Self.sidesMost)))
        }
        let key = open.key == .null ? "" : try key(open.key, of: field).plainWithMarks(self)
        let prefix = key.isEmpty ? "" : key + ": "
        return Statement([.marked(.conflict, prefix + sides.joined(separator: " | "))])
    }

    /// What two sources say of a field; nil where nobody recorded that they disagree.
    func dispute(_ record: ReportRecord, _ name: String) throws -> Statement? {
        guard case .map(let entries) = record.fields[Dispute.fieldName]?.content,
            let entry = entries.first(where: { $0.key == .text(name) }), case .json = entry.value
        else { return nil }
        return Statement([
            .marked(.dispute, try dispute(Dispute(entry.value), of: record.kind?.field(name)))
        ])
    }

    /// Its values with their sources, and the comment.
    func dispute(_ dispute: Dispute, of field: Field?) throws -> String {
        let sides = try dispute.sides.map { side in
            let shown =
                if case .code(let name) = field?.type, case .string(let text) = side.value {
                    code(text, of: name)
                } else {
                    try json(side.value).plainWithMarks(self)
                }
            guard let source = side.source else { return shown }
            return shown + " (" + source + ")"
        }
        return sides.joined(separator: " | ") + (dispute.comment.map { "; " + $0 } ?? "")
    }
}

extension Statement {
    /// The words with their marks said, for a place that holds text only.
    func plainWithMarks(_ composer: Composer) -> String {
        runs.map { run in
            switch run {
            case .text(let text), .long(let text): text
            case .marked(let mark, let text): mark.spoken(text, composer.language)
            }
        }.joined()
    }
}

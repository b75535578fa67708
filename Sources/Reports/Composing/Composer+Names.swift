import Records

/// What records are called.
extension Composer {
    /// The title of a record with what must be known of it as a whole, citing it.
    func title(_ record: ReportRecord) throws -> Statement {
        var runs = try titleRuns(record)
        if record.isWithdrawnButEdited {
            runs += [.text(" "), .marked(.withdrawnButEdited, "")]
        }
        return Statement(runs, sources: [cite(record)])
    }

    private func titleRuns(_ record: ReportRecord) throws -> [Statement.Run] {
        if record.isReferenceOnly {
            let place = record.text("held_at") ?? record.text("text_held_at") ?? ""
            return [.marked(.byReference, record.name + (place.isEmpty ? "" : ": " + place))]
        }
        for name in titleFields(record.kind) {
            guard let view = record.fields[name], view.content != nil || !view.open.isEmpty else {
                continue
            }
            let runs = try value(record, name).runs
            guard let other = otherLanguage(of: name), case .text(let text)? = runs.first else {
                return runs
            }
            otherLanguages.insert(other)
            return [.marked(.otherLanguage(other), text)] + runs.dropFirst()
        }
        return [.text(record.name)]
    }

    /// Those in the language of the report first.
    private func titleFields(_ kind: Kind?) -> [String] {
        let fields = kind?.titleFields ?? []
        return fields.filter { $0.hasSuffix("_" + language.rawValue) } + fields
    }

    /// The language of a field that is not the report's.
    func otherLanguage(of field: String) -> Language? {
        Language.allCases.first { $0 != language && field.hasSuffix("_" + $0.rawValue) }
    }

    /// What another record is called where it is named; says no more than that one is withheld.
    func name(_ id: RecordID, kinds: [String] = []) throws -> Statement {
        try name(library.look(id, kinds: kinds), unknown: id.description)
    }

    /// A handle that names no record here, or one that came after the record that names it.
    func name(handle: String) throws -> Statement {
        guard let parsed = Handle(handle),
            schema.kinds.contains(where: { $0.handlePrefix == parsed.prefix })
        else { return Statement(handle) }
        return try name(library.look(handle: handle), unknown: handle)
    }

    private func name(_ found: RecordLibrary.Lookup, unknown: String) throws -> Statement {
        switch found {
        case .unknown: return Statement(unknown)
        case .withheld: return Statement([.marked(.withheld, "1")])
        case .held(let record):
            var runs = try titleRuns(record)
            if record.isWithdrawn { runs += [.text(" "), .marked(.withdrawn, "")] }
            return Statement(runs)
        }
    }

    /// Several records after each other: by name, those withheld counted in one place.
    func names(_ values: [Value], kinds: [String]) throws -> Statement {
        var names: [Statement] = []
        var withheld = 0
        for value in values {
            let name =
                switch value {
                case .reference(let id): try self.name(id, kinds: kinds)
                case .text(let handle): try self.name(handle: handle)
                default: Statement(value.jsonName)
                }
            if name.runs == [.marked(.withheld, "1")] { withheld += 1 } else { names.append(name) }
        }
        names.sort { $0.plain.lowercased() < $1.plain.lowercased() }
        if withheld > 0 { names.append(Statement([.marked(.withheld, String(withheld))])) }
        return .joined(names)
    }
}

extension Statement {
    /// The words alone, to sort by and to search in.
    package var plain: String {
        runs.map { run in
            switch run {
            case .text(let text), .long(let text), .marked(_, let text): text
            }
        }.joined()
    }
}

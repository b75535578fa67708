import Records

/// What is kept as JSON, as people read it.
extension Composer {
    /// Shapes that the model has (dated texts, ranks, assessments) read as words, others as names and values. Keys of
    /// citations stay out: the record's sources stand at the end.
    func json(_ json: JSON) throws -> Statement {
        switch json {
        case .null: return .empty
        case .bool(let truth): return Statement((truth ? Message.yes : Message.no)(language))
        case .number(let literal): return Statement(literal)
        case .string(let text): return try name(handle: text)
        case .array(let elements): return .joined(try elements.map(self.json))
        case .object(let members): return try object(members)
        }
    }

    private func object(_ members: [JSON.Member]) throws -> Statement {
        let members = members.filter { $0.name != "source" }
        let lead = ["date", "as_of", "body"].compactMap { name in
            members.first { $0.name == name }
        }
        let rest = members.filter { member in !lead.contains(member) }
        let parts = try rest.map { member in
            let value = try value(member)
            return ["text", "value", "result", "level"].contains(member.name)
                ? value : Statement([.text(member.name + ": ")] + value.runs)
        }
        let said = Statement.joined(parts, separator: "; ")
        guard !lead.isEmpty else { return said }
        let head = Statement.joined(try lead.map { try json($0.value) }, separator: " ")
        return said.isEmpty ? head : Statement(head.runs + [.text(": ")] + said.runs)
    }

    private func value(_ member: JSON.Member) throws -> Statement {
        if member.name == "level", case .string(let level) = member.value {
            return Statement(code(level, of: "tier"))
        }
        return try json(member.value)
    }

    /// Rows of a set or a map of dated JSON, in the order of their dates.
    func dated(_ record: ReportRecord, _ name: String) throws -> [Statement] {
        guard let view = record.fields[name] else { return [] }
        let field = record.kind?.field(name)
        var rows: [(String, Statement)] = []
        switch view.content {
        case .set(let values):
            rows = try values.map { value in
                var date = ""
                if case .json(let text) = value, let json = try? JSON(parsing: text) {
                    date = json["date"]?.plain ?? json["as_of"]?.plain ?? ""
                }
                return (date, try text(value, as: field?.type))
            }
        case .map(let entries), .log(let entries):
            rows = try entries.map { ($0.key.jsonName, try entry($0, of: field)) }
        case .single(let value): rows = [("", try text(value, as: field?.type))]
        case nil: break
        }
        let cited = [cite(record)]
        var statements = rows.sorted { ($0.0, $0.1.plain) < ($1.0, $1.1.plain) }
            .map { $0.1.citing(cited) }
        let isDisputed = try dispute(record, name) != nil
        if !view.open.isEmpty || isDisputed {
            statements = [try value(record, name).citing(cited)]
        }
        return statements
    }
}

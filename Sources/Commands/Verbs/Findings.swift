import ArgumentParser
import Records
import Replica
import Store

/// `liaison findings`: what rules have to say about the records, and accepting one with a reason.
struct Findings: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "findings", abstract: Wording.findingsAbstract.spoken,
            discussion: Wording.findingsDiscussion.spoken,
            subcommands: [FindingsList.self, FindingsAccept.self],
            defaultSubcommand: FindingsList.self)
    }
}

/// `liaison findings list [ID]`, which is what `liaison findings` does.
struct FindingsList: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: Wording.findingsListAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(
        help: Wording.helpFindingsID.help("id"), completion: .custom(CompletionContext.records))
    var id: String?

    @Option(help: Wording.helpFindingsRule.help("rule"))
    var rule: String?

    @Option(help: Wording.helpFindingsOwner.help("name"))
    var owner: String?

    @Option(help: Wording.helpListKind.help("kind"), completion: .custom(CompletionContext.kinds))
    var kind: String?

    @Flag(help: Wording.helpFindingsAccepted.help)
    var accepted = false

    @Flag(help: Wording.helpFindingsCount.help)
    var count = false

    func run(_ context: Context) async throws {
        let replica = try context.checkedReplica()
        let schema = context.schema
        if let kind, schema.kind(kind) == nil {
            throw Failure(
                Wording.unknownKind(kind), hint: Wording.oneOf(schema.kinds.map(\.name)),
                status: .usage)
        }
        let rule = try rule.map { try FindingsList.known($0, schema) }
        let filter = FindingFilter(
            record: try id.map { try replica.locate($0).id }, rule: rule, kind: kind,
            accepted: accepted, today: context.today)
        let text = FindingText(context: context, names: RecordNames(replica))
        var rows = try replica.store.read { try replica.store.findings(filter) }
        if id == nil, rule == nil, owner == nil, kind == nil {
            for one in try replica.store.read({ try replica.store.setAside() }) {
                try context.note(Wording.setAsideLine(one))
            }
        }
        if let owner { rows = try rows.filter { try text.isOwned($0, by: owner) } }
        let order = Dictionary(
            uniqueKeysWithValues: schema.rules.enumerated().map { ($1.number, $0) })
        // By kind and record as the table has them; of a record in the order of the rules.
        rows = rows.enumerated().sorted { a, b in
            (
                a.element.finding.kind, a.element.finding.record,
                order[a.element.finding.rule] ?? 0, a.offset
            )
                < (
                    b.element.finding.kind, b.element.finding.record,
                    order[b.element.finding.rule] ?? 0, b.offset
                )
        }.map(\.element)
        if output.json {
            try context.console.print(JSONOutput.array(try rows.map(text.json)))
        } else if rows.isEmpty {
            try context.note(Wording.noFindings)
        } else if count {
            for line in FindingsList.counts(rows, schema).lines(columns: context.console.columns) {
                try context.console.print(line)
            }
        } else {
            for line in try text.list(rows) { try context.console.print(line) }
        }
    }

    /// - Throws: ``Failure`` with the nearest numbers.
    static func known(_ number: String, _ schema: Schema) throws(Failure) -> String {
        let upper = number.uppercased()
        if schema.rule(upper) != nil { return upper }
        let numbers = schema.rules.map(\.number)
        let nearest = Nearest.words(to: upper, in: numbers)
        throw Failure(
            Wording.unknownRule(number),
            hint: nearest.isEmpty ? Wording.oneOf(numbers) : Wording.nearest(nearest),
            status: .usage)
    }

    private static func counts(_ rows: [FindingRow], _ schema: Schema) -> TextTable {
        var table = TextTable([
            Wording.columnRule.spoken, Wording.columnCount.spoken, Wording.columnAdvice.spoken,
        ])
        for rule in schema.rules {
            let count = rows.count { $0.finding.rule == rule.number }
            if count > 0 { table.add([rule.number, String(count), rule.advice.spoken]) }
        }
        return table
    }
}

extension FindingText {
    /// By record: its findings, and below them what to do, once for each rule.
    func list(_ rows: [FindingRow]) throws -> [String] {
        var lines: [String] = []
        var place = 0
        while place < rows.count {
            let record = rows[place].finding.record
            let end = rows[place...].firstIndex { $0.finding.record != record } ?? rows.count
            let part = rows[place..<end]
            if !lines.isEmpty { lines.append("") }
            lines.append(
                TerminalText.escaped(
                    Wording.findingsHead(
                        try names.name(of: record), try owner(rows[place])
                    ).spoken))
            for row in part { lines += try self.lines(row) }
            var told: Set<String> = []
            for row in part where row.accepted == nil && told.insert(row.finding.rule).inserted {
                let advice = names.schema.rule(row.finding.rule)?.advice.spoken ?? ""
                lines.append(
                    TerminalText.escaped("  " + Wording.adviceFor(row.finding.rule, advice).spoken))
            }
            place = end
        }
        let records = Set(rows.map(\.finding.record)).count
        return lines + ["", Wording.findingsTotal(rows.count, records).spoken]
    }

    /// Whether a finding is that of a desk (handle, id) or of an author (name, in whatever case).
    func isOwned(_ row: FindingRow, by owner: String) throws -> Bool {
        if let desk = row.desk {
            // `DIMS` will do for `partner:DIMS`.
            return [owner, "partner:" + owner].contains {
                (try? context.replica().locate($0))?.id == desk
            }
        }
        let author = row.author.isEmpty ? try context.replica().author() : row.author
        return author.lowercased() == owner.lowercased()
    }
}

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
        if id == nil, rule == nil, owner == nil, kind == nil {
            for one in try replica.store.read({ try replica.store.setAside() }) {
                try context.note(Wording.setAsideLine(one))
            }
        }
        var printer = FindingPrinter(text, isCounted: count, json: output.json)
        // By kind and record as the table has them, some at a time: a large node has several hundred thousand.
        let places = try replica.store.read { try replica.store.findingPlaces(filter) }
        var group: [FindingRow] = []
        for start in stride(from: 0, to: places.count, by: Self.rowsAtOnce) {
            let part = places[start..<min(start + Self.rowsAtOnce, places.count)]
            for row in try replica.store.read({ try replica.store.findings(at: part) }) {
                if let owner, try !text.isOwned(row, by: owner) { continue }
                if let first = group.first, first.finding.record != row.finding.record {
                    try printer.add(group)
                    group = []
                }
                group.append(row)
            }
        }
        try printer.add(group)
        try printer.finish()
    }

    private static let rowsAtOnce = 512

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
}

/// Prints findings as they come, those of one record together.
private struct FindingPrinter {
    private let text: FindingText
    private let isCounted: Bool
    private var stream: JSONStream?
    /// By number.
    private var counts: [String: Int] = [:]
    private var records = 0
    private let order: [String: Int]

    private var console: Console { text.context.console }

    init(_ text: FindingText, isCounted: Bool, json: Bool) {
        self.text = text
        self.isCounted = isCounted
        stream = json ? JSONStream(text.context.console) : nil
        order = Dictionary(
            text.names.schema.rules.enumerated().map { ($1.number, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The findings of one record, in whatever order.
    mutating func add(_ group: [FindingRow]) throws {
        guard !group.isEmpty else { return }
        let rows = group.enumerated().sorted { a, b in
            let (first, second) = (
                order[a.element.finding.rule] ?? 0, order[b.element.finding.rule] ?? 0
            )
            return (first, a.offset) < (second, b.offset)
        }.map(\.element)
        for row in rows {
            counts[row.finding.rule, default: 0] += 1
            try stream?.add(try text.json(row))
        }
        if stream == nil, !isCounted {
            if records > 0 { try console.print() }
            for line in try text.lines(of: rows) { try console.print(line) }
        }
        records += 1
    }

    func finish() throws {
        if let stream { return try stream.end(with: "\n") }
        guard records > 0 else { return try text.context.note(Wording.noFindings) }
        guard isCounted else {
            let all = counts.values.reduce(0, +)
            try console.print()
            return try console.print(Wording.findingsTotal(all, records).spoken)
        }
        var table = TextTable([
            Wording.columnRule.spoken, Wording.columnCount.spoken, Wording.columnAdvice.spoken,
        ])
        for rule in text.names.schema.rules {
            guard let count = counts[rule.number] else { continue }
            table.add([rule.number, String(count), rule.advice.spoken])
        }
        for line in table.lines(columns: console.columns) { try console.print(line) }
    }
}

extension FindingText {
    /// The findings of one record, and below them what to do, once for each rule; at least one.
    func lines(of rows: [FindingRow]) throws -> [String] {
        guard let first = rows.first else { return [] }
        let name = try names.name(of: first.finding.record)
        var lines = [TerminalText.escaped(Wording.findingsHead(name, try owner(first)).spoken)]
        for row in rows { lines += try self.lines(row) }
        var told: Set<String> = []
        for row in rows where row.accepted == nil && told.insert(row.finding.rule).inserted {
            let advice = names.schema.rule(row.finding.rule)?.advice.spoken ?? ""
            lines.append(
                TerminalText.escaped("  " + Wording.adviceFor(row.finding.rule, advice).spoken))
        }
        return lines
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

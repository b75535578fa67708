import ArgumentParser
import Records
import Replica
import Store

/// `liaison findings accept ID RULE --reason TEXT`: a finding that is right as it is. It is a change of the record, and
/// the finding comes back when what it says changes.
struct FindingsAccept: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "accept", abstract: Wording.findingsAcceptAbstract.spoken,
            discussion: Wording.findingsAcceptDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Argument(help: Wording.helpFindingsRule.help("rule"))
    var rule: String

    @Option(parsing: .unconditional, help: Wording.helpReason.help("text"))
    var reason: String?

    @Option(parsing: .unconditional, help: Wording.helpFindingsNumber.help("n"))
    var number: Int?

    @Flag(help: Wording.helpFindingsAll.help)
    var all = false

    func run(_ context: Context) async throws {
        guard let reason, !reason.trimmed.isEmpty else {
            throw Failure(Wording.acceptNeedsReason, hint: Wording.reasonNeededHint, status: .usage)
        }
        let replica = try context.checkedReplica()
        let rule = try FindingsList.known(rule, context.schema)
        let names = RecordNames(replica)
        let filter = FindingFilter(
            record: try replica.locate(id).id, rule: rule, accepted: false, today: context.today)
        let rows = try replica.store.read { try replica.store.findings(filter) }
        let chosen = try chosen(rows, rule, names)
        var drafts: [Draft] = []
        for (anchor, rows) in Dictionary(grouping: chosen, by: \.finding.record)
            .sorted(by: { $0.key < $1.key })
        {
            let record = try context.record(
                at: Store.Location(kind: rows[0].finding.kind, id: anchor))
            var draft = Draft(record)
            for row in rows {
                draft.setKey(
                    .text(row.finding.mark), of: FindingsAccept.field, to: .text(reason.trimmed),
                    .map, shown: record[FindingsAccept.field])
            }
            drafts.append(draft)
        }
        let record = try context.record(id)
        let committed = try replica.commit(drafts, message: reason, author: context.author)
        try FindingCatchUp.run(replica)
        try DeedText.print(
            Wording.acceptedFinding(rule, names.name(of: record), chosen.count), record,
            committed.changes, context, json: output.json)
    }

    /// The header field that holds acceptances.
    private static let field = "accepted"

    private func chosen(
        _ rows: [FindingRow], _ rule: String, _ names: RecordNames
    ) throws -> [FindingRow] {
        guard !rows.isEmpty else {
            throw Failure(Wording.noSuchFinding(rule, id), hint: Wording.noSuchFindingHint(id))
        }
        if all || rows.count == 1, number == nil { return rows }
        let texts = rows.enumerated().map { place, row in
            Wording.numbered(place + 1, FindingText.sentence(row.finding, names))
        }
        guard let number else {
            throw Failure(
                Wording.severalFindings(rule, id), causedBy: texts,
                hint: Wording.severalFindingsHint, status: .usage)
        }
        guard rows.indices.contains(number - 1) else {
            throw Failure(Wording.noSuchNumber(rows.count), causedBy: texts, status: .usage)
        }
        return [rows[number - 1]]
    }
}

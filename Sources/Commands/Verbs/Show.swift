import ArgumentParser
import Records
import Replica
import Store

/// `liaison show ID`: one record, with every side of its open conflicts.
struct Show: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: Wording.showAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var ids: [String]

    @Option(parsing: .unconditional, help: Wording.helpShowAt.help("moment"))
    var at: String?

    @Flag(help: Wording.helpShowWritten.help)
    var written = false

    func run(_ context: Context) async throws {
        if let at { return try showPast(at, context) }
        if written { throw Failure(Wording.writtenNeedsAt, status: .usage) }
        let replica = try context.replica()
        let isWhole = FindingCatchUp.briefly(replica)
        let names = RecordNames(replica)
        let findings = FindingText(context: context, names: names)
        var documents: [JSONOutput] = []
        for (place, id) in ids.enumerated() {
            // One of several that cannot be read does not keep the others from being shown.
            let read =
                ids.count == 1
                ? try context.record(id)
                : try context.passingOver(try replica.locate(id)) { try context.record(id) }
            guard let record = read else { continue }
            let filter = FindingFilter(record: record.id, today: context.today)
            let found = try replica.store.read { try replica.store.findings(filter) }
            let outdated = try replica.outdatedTranslations(of: record)
            let handling = try replica.handling(of: record)
            if output.json {
                documents.append(
                    try names.json(
                        record, outdated: outdated.keys.sorted(), handling: handling,
                        findings: found.map { try findings.json($0) }))
                continue
            }
            if place > 0 { try context.console.print() }
            var text = RecordText(record: record, names: names, columns: context.console.columns)
            text.remarks = try HandlingText.remarks(handling, names)
            for (field, entry) in outdated {
                text.remarks[field, default: []].append(try TranslationText.since(entry, context))
            }
            for line in try text.lines() { try context.console.print(line) }
            guard !found.isEmpty else { continue }
            try context.console.print()
            try context.console.print(
                TerminalText.escaped(
                    Wording.markFindings(found.count, names.name(of: record)).spoken))
            for row in found {
                for line in try findings.lines(row) { try context.console.print(line) }
            }
        }
        if !isWhole { try context.note(Wording.findingsLag) }
        guard output.json else { return }
        if documents.count == 1, let only = documents.first {
            try context.console.print(only)
        } else {
            try context.console.print(JSONOutput.array(documents))
        }
    }

    /// The record as it was: what is judged today, findings among it, is left out.
    private func showPast(_ text: String, _ context: Context) throws {
        let replica = try context.replica()
        let moment = try Moment(text, context)
        let names = RecordNames(replica)
        var documents: [JSONOutput] = []
        for (place, id) in ids.enumerated() {
            let location = try replica.locate(id)
            let past = try replica.past(
                location, at: moment, isWritten: written, context.schema)
            guard let past else { throw Failure(Wording.notYetThere(id)) }
            if output.json {
                documents.append(try names.json(past))
                continue
            }
            if place > 0 { try context.console.print() }
            try context.console.print(moment.label(isWritten: written).spoken)
            let text = RecordText(record: past, names: names, columns: context.console.columns)
            for line in try text.lines() { try context.console.print(line) }
        }
        guard output.json else { return }
        if documents.count == 1, let only = documents.first {
            try context.console.print(only)
        } else {
            try context.console.print(JSONOutput.array(documents))
        }
    }
}

import Records
import Replica

/// What an import says when it is done.
struct ImportReport {
    var refused: [ImportLines.Refusal] = []
    /// Rows that were not added, for they are likely to be here.
    var duplicates: [ImportLines.Refusal] = []
    /// Rows that were left out, for their records are withdrawn here.
    var withdrawn: [WithdrawnRow] = []
    var adapted = 0
    /// What the rules found in what was written.
    var newFindings = 0
    let json: Bool
    /// What would be written, in a dry run.
    var preview: JSONOutput?

    private static let withdrawnShown = 20

    func print(_ summary: Replica.ImportSummary, _ context: Context) throws {
        guard json else {
            try context.console.print(
                Wording.imported(
                    summary.added, summary.changed, summary.unchanged,
                    refused.count + duplicates.count
                ).spoken + (withdrawn.isEmpty ? "" : Wording.leftOut(withdrawn.count).spoken))
            for row in withdrawn.prefix(Self.withdrawnShown) {
                try context.console.print(
                    TerminalText.escaped("  " + Wording.isWithdrawn(row.called).spoken))
            }
            if withdrawn.count > Self.withdrawnShown {
                let rest = withdrawn.count - Self.withdrawnShown
                try context.console.print("  " + Wording.andMore(rest).spoken)
            }
            if newFindings > 0 { try context.note(Wording.newFindings(newFindings)) }
            if adapted > 0 { try context.note(Wording.importAdapted(adapted)) }
            return
        }
        var members: [(String, JSONOutput)] = [
            ("added", .int(summary.added)), ("changed", .int(summary.changed)),
            ("unchanged", .int(summary.unchanged)), ("refused", .int(refused.count)),
            ("findings", .int(newFindings)), ("refusals", list(refused)),
        ]
        if !duplicates.isEmpty { members.append(("duplicates", list(duplicates))) }
        if !withdrawn.isEmpty {
            members.append(("left_out", .array(try withdrawn.map { try $0.json(context) })))
        }
        if let preview { members.append(("records", preview)) }
        try context.console.print(JSONOutput.object(members))
    }

    private func list(_ refusals: [ImportLines.Refusal]) -> JSONOutput {
        .array(
            refusals.map {
                .object([("line", .int($0.line)), ("reason", .text($0.reason.spoken))])
            })
    }
}

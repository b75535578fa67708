import Causality
import Records
import Replica
import Store

/// Changes of the whole node as people read them: newest first, each with the records that it touched.
struct ChangeList {
    let filter: ChangeFilter
    /// Only what touched one of these; all where nil.
    var records: Set<RecordID>?
    /// Only what wrote one of these fields; all where nil.
    var fields: Set<String>?

    /// More records of one change are counted.
    private static let recordsMost = 10

    func print(_ context: Context, json: Bool) throws {
        let replica = try context.replica()
        let names = RecordNames(replica, eachAlone: true)
        var count = 0
        var documents = JSONStream(context.console)
        try replica.forEachChange { change in
            if let fault = change.fault {
                let name = fault.hash?.short ?? "\(change.seq)"
                try context.passedOver.tell(Wording.changeUnreadable(name, fault.reason))
            }
            let touched = change.touched.filter(fits)
            guard let head = touched.first?.entry, filter.fits(head) else { return true }
            if json {
                try documents.add(try document(change, touched, names))
            } else {
                if count > 0 { try context.console.print() }
                for line in try lines(head, touched, context, names) {
                    try context.console.print(line)
                }
            }
            count += 1
            return count < filter.limit ?? Int.max
        }
        if json { return try documents.end(with: "\n") }
        if count == 0 { try context.note(Wording.nothingChanged) }
    }

    private func fits(_ touched: NodeChange.Touched) -> Bool {
        if let records, !records.contains(touched.location.id) { return false }
        guard let fields else { return true }
        return touched.entry.writes.contains { fields.contains($0.field) }
    }

    private func lines(
        _ head: HistoryEntry, _ touched: [NodeChange.Touched], _ context: Context,
        _ names: RecordNames
    ) throws -> [String] {
        let entries = EntryText(context: context, names: names)
        var lines = [head.hash.short + "  " + (try entries.line(head))]
        for one in touched.prefix(Self.recordsMost) {
            lines.append(
                "  " + (try names.name(of: one.location.id)) + ": "
                    + entries.what(one.entry).joined(separator: ", "))
        }
        let rest = touched.count - Self.recordsMost
        if rest > 0 { lines.append("  " + Wording.andMore(rest).spoken) }
        return lines.map { TerminalText.escaped($0) }
    }

    private func document(
        _ change: NodeChange, _ touched: [NodeChange.Touched], _ names: RecordNames
    ) throws -> JSONOutput {
        .object([
            ("seq", .int(Int(change.seq))),
            (
                "records",
                .array(
                    try touched.map { one in
                        .object([
                            ("id", .text(one.location.id.description)),
                            ("kind", .text(one.location.kind)),
                            ("name", .text(try names.name(of: one.location.id))),
                            ("entry", try HistoryText.json(one.entry, names)),
                        ])
                    })
            ),
        ])
    }
}

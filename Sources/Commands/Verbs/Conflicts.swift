import ArgumentParser
import Records
import Replica
import Store

/// `liaison conflicts [ID]`: what people disagree on: a list, or one record's with every side.
struct Conflicts: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "conflicts", abstract: Wording.conflictsAbstract.spoken,
            discussion: Wording.conflictsDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(
        help: Wording.helpConflictsID.help("id"), completion: .custom(CompletionContext.records))
    var id: String?

    @Flag(help: Wording.helpCheck.help)
    var check = false

    func run(_ context: Context) async throws {
        let replica = try context.checkedReplica()
        let location = try id.map { try replica.locate($0) }
        let rows = try replica.store.read { try replica.store.conflicts(record: location?.id) }
        let names = RecordNames(replica)
        if output.json {
            try context.console.print(
                JSONOutput.array(
                    try rows.map { try ConflictText.json(try replica.detail(of: $0), names) }))
        } else if rows.isEmpty {
            try context.note(Wording.noConflicts)
        } else if let id {
            for (place, row) in rows.enumerated() {
                if place > 0 { try context.console.print() }
                let lines = try ConflictText.lines(try replica.detail(of: row), id, context, names)
                for line in lines { try context.console.print(line) }
            }
        } else {
            try list(rows, context, names)
        }
        if check, rows.contains(where: \.level.waits) {
            throw StatusOnly(status: .conflictsOpen)
        }
    }

    /// The fields of a notice that were changed apart.
    private func noticeFields(
        _ row: ConflictRow, _ record: StoredRecord, _ context: Context
    ) throws -> [String] {
        let store = try context.replica().store
        let notices = try store.read { try store.careNotices(of: record) }
        let fields = notices.filter { $0.group == row.field }
            .flatMap { $0.changes.flatMap(\.fields) }
        return Set(fields).sorted()
    }

    private func list(_ rows: [ConflictRow], _ context: Context, _ names: RecordNames) throws {
        var table = TextTable([
            Wording.columnRecord.spoken, Wording.columnField.spoken, Wording.columnLevel.spoken,
            Wording.columnSides.spoken,
        ])
        for row in rows {
            let key = row.key == .null ? "" : "[" + (try names.text(row.key)) + "]"
            let record = try context.record(at: Store.Location(kind: row.kind, id: row.record))
            let live = record[row.field]?.view.open.first { $0.key == row.key }
            if row.level == .notice {
                table.add(
                    [
                        try names.name(of: row.record), Wording.group(row.field).spoken,
                        Wording.level(row.level).spoken,
                        try noticeFields(row, record, context).joined(separator: ", "),
                    ].map { TerminalText.escaped($0) })
                continue
            }
            if row.level == .dispute {
                let text = DisputeText(record, about: row.key, names)
                table.add(
                    [
                        try names.name(of: row.record), text.field,
                        Wording.level(row.level).spoken,
                        try text.sides().joined(separator: " | "),
                    ].map { TerminalText.escaped($0) })
                continue
            }
            let sides =
                row.field.isEmpty
                ? Wording.withdrawnButEdited.spoken
                : try live?.sides.map { side in
                    side == .null ? Wording.emptied.spoken : try names.text(side)
                }.joined(separator: " | ") ?? String(row.sideCount)
            table.add(
                [
                    try names.name(of: row.record), row.field.isEmpty ? "–" : row.field + key,
                    Wording.level(row.level).spoken, sides,
                ].map { TerminalText.escaped($0) })
        }
        for line in table.lines(columns: context.console.columns) {
            try context.console.print(line)
        }
    }
}

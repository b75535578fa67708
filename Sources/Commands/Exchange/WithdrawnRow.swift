import Records
import Replica
import Store

/// A row of a file whose record somebody withdrew here.
struct WithdrawnRow {
    /// Counted from 1.
    let line: Int
    /// The file's name for it.
    let name: String?
    let location: Store.Location

    var called: String { name ?? location.id.description }

    /// Which record, who withdrew it, when and why.
    func label(_ context: Context) throws -> Label {
        let entry = try context.replica().withdrawal(of: location)
        return Wording.rowWithdrawn(called, try entry.map { try Self.who($0, context) })
    }

    static func who(_ entry: HistoryEntry, _ context: Context) throws -> String {
        try EntryText(context: context, names: RecordNames(try context.replica())).line(entry)
    }

    func json(_ context: Context) throws -> JSONOutput {
        let replica = try context.replica()
        let entries = EntryText(context: context, names: RecordNames(replica))
        return .object([
            ("line", .int(line)), ("id", .text(location.id.description)), ("name", .text(called)),
            ("withdrawn", try replica.withdrawal(of: location).map { entries.json($0) } ?? .null),
        ])
    }
}

/// What becomes of the rows of a file whose records are withdrawn here.
enum WithdrawnRows {
    private static let shownMost = 20

    /// Names them, and asks a person at a terminal whether they are to come back; nobody is asked in a dry run. `line` is a row
    /// with its place in the file.
    ///
    /// - Returns: whether they are brought back.
    /// - Throws: what the console refuses.
    static func decide(
        _ rows: [WithdrawnRow], reinstate: Bool, asks: Bool, _ context: Context,
        _ line: (Int, Label) -> Label
    ) throws -> Bool {
        guard !rows.isEmpty, !reinstate else { return reinstate }
        for row in rows.prefix(shownMost) {
            let told = line(row.line, try row.label(context))
            try context.console.note(TerminalText.escaped(told.spoken))
        }
        if rows.count > shownMost {
            try context.note(Wording.moreWithdrawn(rows.count - shownMost))
        }
        if asks, context.console.inIsTerminal,
            try Confirmation.ask(Wording.bringBack(rows.count), context.console)
        {
            return true
        }
        return false
    }
}

import Records
import Replica
import Store

/// The records that refer to one, withdrawn ones left out: what a withdrawal leaves pointing at it.
struct Referrers {
    private let lines: [String]

    private static let shownMost = 20

    init(of record: StoredRecord, _ context: Context) throws {
        let store = try context.replica().store
        let names = RecordNames(try context.replica())
        let found = try store.read { try store.references(to: record.id) }
        var fields: [Store.Location: [String]] = [:]
        var order: [Store.Location] = []
        for referrer in found where referrer.source.id != record.id {
            if fields[referrer.source] == nil { order.append(referrer.source) }
            fields[referrer.source, default: []].append(referrer.field)
        }
        var lines: [String] = []
        for location in order {
            let source = try context.record(at: location)
            guard !source.isHidden else { continue }
            let named = fields[location, default: []].joined(separator: ", ")
            let parts = [names.name(of: source), try source.title(names)].filter { !$0.isEmpty }
            lines.append(parts.joined(separator: "  ") + " (\(named))")
        }
        self.lines = lines
    }

    var isEmpty: Bool { lines.isEmpty }

    /// Shows them, and asks a person at a terminal.
    ///
    /// - Throws: ``Failure`` where nobody says yes.
    func confirm(_ context: Context, _ name: String) throws {
        try context.note(Wording.referredTo(name, lines.count))
        for line in lines.prefix(Self.shownMost) {
            try context.console.note("  " + TerminalText.escaped(line))
        }
        if lines.count > Self.shownMost {
            try context.console.note(
                "  " + Wording.moreReferrers(lines.count - Self.shownMost).spoken)
        }
        guard context.console.inIsTerminal else {
            throw Failure(Wording.isReferredTo(name), hint: Wording.isReferredToHint)
        }
        guard try Confirmation.ask(Wording.withdrawAnyway(name), context.console) else {
            throw Failure(Wording.notConfirmed)
        }
    }
}

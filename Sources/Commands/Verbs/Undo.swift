import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison undo [CHANGE]`: puts back what a change replaced, as a change of its own.
struct UndoVerb: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "undo", abstract: Wording.undoAbstract.spoken,
            discussion: Wording.undoDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpUndoChange.help("change"))
    var change: String?

    @Option(name: .shortAndLong, parsing: .unconditional, help: Wording.helpMessage.help("text"))
    var message: String?

    @Flag(help: Wording.helpDryRun.help)
    var dryRun = false

    @Flag(help: Wording.helpUndoYes.help)
    var yes = false

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        guard let change = try change.map(replica.change(named:)) ?? replica.lastOwnChange(),
            let head = change.head
        else { throw Failure(Wording.nothingOfYours) }
        let undo = try Undo(of: change, in: replica)
        if !output.json || dryRun { try preview(undo, head, context) }
        guard !undo.drafts.isEmpty else { throw Failure(Wording.undoNothing) }
        if dryRun { return try context.note(Wording.dryRunDone) }
        if !yes, !output.json, context.console.inIsTerminal {
            guard try Confirmation.ask(Wording.undoAsk, context.console) else {
                throw Failure(Wording.undoNot)
            }
        }
        let committed = try replica.commit(
            undo.drafts,
            message: message ?? Wording.undoMessage(head.hash.short, head.message).spoken,
            author: context.author)
        _ = try context.found(FindingCatchUp.afterwards(replica))
        if output.json {
            return try context.console.print(
                JSONOutput.object([
                    ("undone", .text(head.hash.description)),
                    ("records", .int(undo.drafts.count)), ("left", .int(undo.left.count)),
                    ("changes", .array(committed.changes.map { .text($0.description) })),
                ]))
        }
        try context.console.print(
            Wording.undone(head.hash.short, undo.drafts.count).spoken)
        if let made = committed.changes.first {
            try context.note(Wording.undoAgain(made.short))
        }
    }

    private func preview(_ undo: Undo, _ head: HistoryEntry, _ context: Context) throws {
        let replica = try context.replica()
        let names = RecordNames(replica, eachAlone: true)
        let lines = EntryText(context: context, names: names)
        var text = [Wording.undoHead(head.hash.short, lines.line(head)).spoken]
        let drafts = DraftText(names: names)
        for draft in undo.drafts {
            let record = try replica.store.read {
                try replica.store.member(draft.id, kind: draft.kind)
            }
            text.append(try names.name(of: draft.id))
            text += try drafts.lines(draft, shown: record).map { "  " + $0 }
        }
        for left in undo.left {
            let key = left.key == .null ? "" : "[" + (try names.text(left.key)) + "]"
            let what =
                try names.name(of: left.location.id)
                + (left.field.isEmpty ? "" : " " + left.field + key)
            text.append(
                (left.by.map { Wording.undoLeftBy(what, lines.line($0)) }
                    ?? Wording.undoLeft(what)).spoken)
        }
        for line in text { try context.console.print(TerminalText.escaped(line)) }
    }
}

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
        if !committed.changes.isEmpty {
            try context.note(
                Wording.undoAgain(
                    committed.changes.map { String($0.short) }.joined(separator: "; liaison undo "))
            )
        }
        let rest = try others(head, replica)
        if rest > 0 { try context.note(Wording.undoOthers(rest, head.message)) }
    }

    /// Changes right before and after one by the same author with the same message: what was too much for one.
    private func others(_ head: HistoryEntry, _ replica: Replica) throws -> Int {
        guard !head.message.isEmpty else { return 0 }
        var count = 0
        var isNear = false
        var run = 0
        try replica.forEachChange { change in
            guard let one = change.head, one.device == head.device else { return true }
            if one.hash == head.hash {
                count = run
                isNear = true
            } else if one.message == head.message, one.author == head.author {
                if isNear { count += 1 } else { run += 1 }
            } else if isNear {
                return false
            } else {
                run = 0
            }
            return true
        }
        return count
    }

    private func preview(_ undo: Undo, _ head: HistoryEntry, _ context: Context) throws {
        let replica = try context.replica()
        let names = RecordNames(replica, eachAlone: true)
        let lines = EntryText(context: context, names: names)
        var text = [Wording.undoHead(head.hash.short, (try lines.line(head))).spoken]
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
                (try left.by.map { Wording.undoLeftBy(what, try lines.line($0)) }
                    ?? Wording.undoLeft(what)).spoken)
        }
        for line in text { try context.console.print(TerminalText.escaped(line)) }
    }
}

import ArgumentParser
import Records
import Replica
import Store

/// `liaison edit ID`: changes a record by flags, or in a form.
struct Edit: PassthroughVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit", abstract: Wording.editAbstract.spoken,
            usage: """
                liaison edit ID [--FIELD VALUE …]
                liaison edit KIND --where FILTER … --FIELD VALUE … [--dry-run]
                """,
            discussion: Wording.editDiscussion.spoken)
    }

    @Argument(
        parsing: .captureForPassthrough, help: Wording.helpEditWords.help,
        completion: .custom(CompletionContext.edit))
    var words: [String] = []

    func run(_ context: Context) async throws {
        if BulkEdit.isMeant(by: words), !FieldArguments.wantsHelp(words) {
            return try BulkEdit(words, context).run()
        }
        guard let name = words.first else {
            throw Failure(Wording.whichRecord, hint: Wording.whichRecordHint, status: .usage)
        }
        let rest = Array(words.dropFirst())
        context.globals.override(with: FieldArguments.globals(in: rest, of: nil))
        let replica = try context.replica()
        let record = try context.record(name)
        guard let kind = record.kind else {
            throw Failure(Wording.unknownKindIsKept(record.kindName), hint: Wording.upgradeHint)
        }
        if !FieldArguments.wantsHelp(rest) { try EditSaving.refuseWithdrawn(record) }
        if FieldArguments.wantsHelp(rest) {
            let help = KindHelp(
                kind: kind, schema: context.schema, columns: context.console.columns)
            return try context.console.print(help.text)
        }
        context.globals.override(with: FieldArguments.globals(in: rest, of: kind))
        let arguments = try FieldArguments(
            rest, kind: kind,
            reader: EntryReader(schema: context.schema, kind: kind, locate: replica.locate))
        let saved: SavedEdit
        if arguments.edits.isEmpty {
            saved = try FormSession(context, kind: kind, arguments: arguments).edit(record)
        } else {
            saved = try EditSaving(context, arguments).edit(record, arguments.edits)
        }
        try saved.print(context, json: arguments.json)
        if !arguments.json { try TranslationText.note(saved, context) }
    }
}

import ArgumentParser
import Records
import Replica
import Store

/// `liaison add KIND`: makes a record from flags, or from a form.
struct Add: PassthroughVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: Wording.addAbstract.spoken,
            usage: "liaison add KIND [--FIELD VALUE …]",
            discussion: Wording.addDiscussion.spoken)
    }

    @Argument(
        parsing: .captureForPassthrough, help: Wording.helpAddWords.help,
        completion: .custom(CompletionContext.add))
    var words: [String] = []

    func run(_ context: Context) async throws {
        guard let name = words.first else {
            throw Failure(Wording.whichKind, hint: kinds(context), status: .usage)
        }
        guard let kind = context.schema.kind(name) else {
            let nearest = Nearest.words(to: name, in: context.schema.kinds.map(\.name))
            throw Failure(
                Wording.unknownKind(name),
                hint: nearest.isEmpty ? kinds(context) : Wording.nearest(nearest), status: .usage)
        }
        let rest = Array(words.dropFirst())
        if FieldArguments.wantsHelp(rest) {
            let help = KindHelp(
                kind: kind, schema: context.schema, columns: context.console.columns)
            return try context.console.print(help.text)
        }
        context.globals.override(with: FieldArguments.globals(in: rest, of: kind))
        let replica = try context.replica()
        let arguments = try FieldArguments(
            rest, kind: kind, reader: EntryReader(schema: context.schema, locate: replica.locate))
        let saved: SavedEdit
        if arguments.edits.isEmpty {
            saved = try FormSession(context, kind: kind, arguments: arguments).add()
        } else {
            saved = try EditSaving(context, arguments).add(kind, arguments.edits)
        }
        try saved.print(context, json: arguments.json)
    }

    private func kinds(_ context: Context) -> Label {
        Wording.oneOf(context.schema.kinds.map(\.name))
    }
}

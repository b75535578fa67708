import ArgumentParser
import Records
import Replica
import Store

/// `liaison add KIND`: makes a record from flags, or from a form.
struct Add: PassthroughVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: Wording.addAbstract.spoken,
            usage: """
                liaison add KIND [--FIELD VALUE …]
                liaison add --from ID [--FIELD VALUE …]
                """,
            discussion: Wording.addDiscussion.spoken)
    }

    @Argument(
        parsing: .captureForPassthrough, help: Wording.helpAddWords.help,
        completion: .custom(CompletionContext.add))
    var words: [String] = []

    func run(_ context: Context) async throws {
        var options = TakenOptions(words)
        let source = try options.values("--from").last
        let words = options.words
        context.globals.override(with: FieldArguments.globals(in: words, of: nil))
        let copy = try source.map { try RecordCopy(try context.record($0)) }
        // The kind of a copy goes without saying.
        let isNamed = words.first.map { !$0.hasPrefix("-") } ?? false
        guard let name = isNamed ? words.first : copy?.kind.name else {
            throw Failure(Wording.whichKind, hint: kinds(context), status: .usage)
        }
        guard let kind = context.schema.kind(name) else {
            let nearest = Nearest.words(to: name, in: context.schema.kinds.map(\.name))
            throw Failure(
                Wording.unknownKind(name),
                hint: nearest.isEmpty ? kinds(context) : Wording.nearest(nearest), status: .usage)
        }
        if let copy, copy.kind.name != kind.name {
            throw Failure(Wording.copyOfOtherKind(source ?? "", copy.kind.name), status: .usage)
        }
        let rest = Array(words.dropFirst(isNamed ? 1 : 0))
        if FieldArguments.wantsHelp(rest) {
            let help = KindHelp(
                kind: kind, schema: context.schema, columns: context.console.columns)
            return try context.console.print(help.text)
        }
        context.globals.override(with: FieldArguments.globals(in: rest, of: kind))
        let replica = try context.replica()
        let arguments = try FieldArguments(
            rest, kind: kind,
            reader: EntryReader(schema: context.schema, kind: kind, locate: replica.locate))
        let saved: SavedEdit
        if let copy, copy.openCount > 0 {
            try context.note(Wording.copyHasConflicts(copy.openCount))
        }
        if arguments.edits.isEmpty {
            saved = try FormSession(context, kind: kind, arguments: arguments).add(copy)
        } else {
            saved = try EditSaving(context, arguments).add(
                kind, copy?.edits(with: arguments.edits) ?? arguments.edits)
        }
        try saved.print(context, json: arguments.json)
    }

    private func kinds(_ context: Context) -> Label {
        Wording.oneOf(context.schema.kinds.map(\.name))
    }
}

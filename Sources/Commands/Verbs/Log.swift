import ArgumentParser
import Records
import Replica
import Store
import Wire

/// `liaison log ID`: everything that ever touched a record, newest first.
struct Log: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "log", abstract: Wording.logAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Option(help: Wording.helpLogField.help("field"), completion: .custom(CompletionContext.fields))
    var field: String?

    @Option(parsing: .unconditional, help: Wording.helpLimit.help("n"))
    var limit: Int?

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let location = try replica.locate(id)
        let kind = context.schema.kind(location.kind)
        var entries = try replica.history(of: location)
        if let field {
            let name = kind.flatMap { FieldFlag(field).field(of: $0)?.name } ?? field
            guard
                kind?.field(name) != nil
                    || entries.contains(where: { $0.writes.contains { $0.field == name } })
            else { throw Failure.unknownField(field, kinds: kind.map { [$0] } ?? []) }
            entries = entries.filter { $0.writes.contains { $0.field == name } }
        }
        if let limit, limit < 1 { throw Failure(Wording.badLimit, status: .usage) }
        entries = Array(entries.prefix(limit ?? Int.max))
        let names = RecordNames(replica, eachAlone: true)
        if output.json {
            return try context.console.print(
                JSONOutput.array(try entries.map { try HistoryText.json($0, names) }))
        }
        for (place, entry) in entries.enumerated() {
            if place > 0 { try context.console.print() }
            for line in try HistoryText.lines(entry, context, names) {
                try context.console.print(line)
            }
        }
    }
}

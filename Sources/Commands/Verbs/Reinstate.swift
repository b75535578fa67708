import ArgumentParser
import Records
import Replica
import Store

/// `liaison reinstate ID`: takes a withdrawal back.
struct Reinstate: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "reinstate", abstract: Wording.reinstateAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Option(name: .shortAndLong, parsing: .unconditional, help: Wording.helpMessage.help("text"))
    var message = ""

    func run(_ context: Context) async throws {
        let record = try context.record(id)
        let name = record.handle ?? record.id.description
        guard !record.deletes.isEmpty else { throw Failure(Wording.notWithdrawn(name)) }
        var draft = Draft(record)
        draft.reinstate(record)
        let committed = try context.replica().commit(
            [draft], message: message, author: context.author)
        try DeedText.print(
            Wording.reinstated(name), record, committed.changes, context, json: output.json)
    }
}

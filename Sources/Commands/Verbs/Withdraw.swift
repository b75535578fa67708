import ArgumentParser
import Records
import Replica
import Store

/// `liaison withdraw ID`: hides a record; an edit that this had not seen brings it back.
struct Withdraw: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw", abstract: Message.withdrawAbstract.spoken,
            discussion: Message.withdrawDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Message.helpID.help, completion: .custom(CompletionContext.records))
    var id: String

    @Option(name: .shortAndLong, help: Message.helpMessage.help)
    var message = ""

    func run(_ context: Context) async throws {
        let record = try context.record(id)
        let name = record.handle ?? record.id.description
        guard !record.isHidden else { throw Failure(Message.alreadyWithdrawn(name)) }
        var draft = Draft(record)
        draft.withdraw(record)
        let committed = try context.replica().commit(
            [draft], message: message, author: context.author)
        try DeedText.print(
            Message.withdrawn(name), record, committed.changes, context, json: output.json)
    }
}

import ArgumentParser
import Records
import Replica
import Store

/// `liaison withdraw ID`: hides a record; an edit that this had not seen brings it back.
struct Withdraw: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw", abstract: Wording.withdrawAbstract.spoken,
            discussion: Wording.withdrawDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Option(name: .shortAndLong, parsing: .unconditional, help: Wording.helpMessage.help("text"))
    var message = ""

    @Flag(help: Wording.helpWithdrawYes.help)
    var yes = false

    func run(_ context: Context) async throws {
        let record = try context.record(id)
        let name = record.handle ?? record.id.description
        guard !record.isHidden else { throw Failure(Wording.alreadyWithdrawn(name)) }
        let referrers = try Referrers(of: record, context)
        if !referrers.isEmpty, !yes { try referrers.confirm(context, name) }
        var draft = Draft(record)
        draft.withdraw(record)
        let committed = try context.replica().commit(
            [draft], message: message, author: context.author)
        try DeedText.print(
            Wording.withdrawn(name), record, committed.changes, context, json: output.json)
    }
}

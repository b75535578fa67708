import ArgumentParser
import Records
import Replica

/// `liaison restore FILE`: puts a backup in the place of the database, which is kept beside it.
struct Restore: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore", abstract: Message.restoreAbstract.spoken,
            discussion: Message.restoreDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Message.helpRestoreFile.help, completion: .file())
    var file: String

    func run(_ context: Context) async throws {
        let (_, kept) = try Replica.restore(
            file, into: try context.directory(), schema: context.schema,
            environment: context.surroundings.environment)
        try context.console.print(TerminalText.escaped(Message.restored(file).spoken))
        if let kept { try context.note(Message.replacedKept(kept)) }
        try context.note(Message.restoredNext)
    }
}

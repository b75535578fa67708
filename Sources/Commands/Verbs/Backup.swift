import ArgumentParser
import Records
import Replica

/// `liaison backup FILE`: a whole copy of the database while work goes on.
struct Backup: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup", abstract: Message.backupAbstract.spoken,
            discussion: Message.backupDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Message.helpBackupFile.help, completion: .file())
    var file: String

    func run(_ context: Context) async throws {
        try context.replica().backUp(to: file)
        try context.console.print(TerminalText.escaped(Message.backedUp(file).spoken))
    }
}

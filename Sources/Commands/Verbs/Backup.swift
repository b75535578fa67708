import ArgumentParser
import Records
import Replica

/// `liaison backup FILE`: a whole copy of the database while work goes on.
struct Backup: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup", abstract: Wording.backupAbstract.spoken,
            discussion: Wording.backupDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Wording.helpBackupFile.help, completion: .file())
    var file: String

    func run(_ context: Context) async throws {
        try context.replica().backUp(to: file)
        try context.console.print(TerminalText.escaped(Wording.backedUp(file).spoken))
    }
}

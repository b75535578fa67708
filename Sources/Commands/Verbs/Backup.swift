import ArgumentParser
import Records
import Replica
import Store

/// `liaison backup FILE`: a whole copy of the database while work goes on.
struct Backup: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup", abstract: Wording.backupAbstract.spoken,
            discussion: Wording.backupDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Wording.helpBackupFile.help("file"), completion: .file())
    var file: String

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        do { try replica.backUp(to: file) } catch let error as StoreError {
            guard let cause = FailureReport.failure(of: error) else { throw error }
            throw Failure(
                Wording.cannotWriteFile(file), causedBy: error.isAccess ? cause.causes : [cause.message])
        }
        try context.console.print(TerminalText.escaped(Wording.backedUp(file).spoken))
    }
}

import ArgumentParser
import Records
import Replica
import Store

/// `liaison restore FILE`: puts a backup in the place of the database, which is kept beside it.
struct Restore: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore", abstract: Wording.restoreAbstract.spoken,
            discussion: Wording.restoreDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Wording.helpRestoreFile.help("file"), completion: .file())
    var file: String

    @Flag(name: .customLong("keep-changes"), help: Wording.helpKeepChanges.help)
    var keepChanges = false

    func run(_ context: Context) async throws {
        let replica: Replica
        let kept: String?
        do {
            (replica, kept) = try Replica.restore(
                file, into: try context.directory(), schema: context.schema,
                environment: context.surroundings.environment)
        } catch let error as StoreError {
            // It is the backup that is wrong: the database here was not touched.
            guard let cause = FailureReport.failure(of: error) else { throw error }
            throw Failure(
                Wording.cannotRestore(file), causedBy: [cause.message] + cause.causes,
                hint: Wording.nothingReplaced)
        }
        try context.console.print(TerminalText.escaped(Wording.restored(file).spoken))
        if let kept {
            try context.note(Wording.replacedKept(kept))
            if keepChanges {
                let taken = try replica.takeOver(from: kept)
                try context.note(Wording.takenOver(taken))
            }
        }
        try context.note(Wording.restoredNext)
    }
}

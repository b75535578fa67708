import ArgumentParser
import Records
import Replica

/// `liaison rebuild`: makes records, tables and the list of conflicts anew from the log.
struct Rebuild: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "rebuild", abstract: Wording.rebuildAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    func run(_ context: Context) async throws {
        try context.replica().rebuild()
        try context.console.print(Wording.rebuilt.spoken)
    }
}

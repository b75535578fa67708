import ArgumentParser
import Records

/// The root of the command line.
struct Liaison: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "liaison", abstract: Message.rootAbstract.spoken,
            discussion: Message.rootDiscussion.spoken, version: Version.text,
            groupedSubcommands: [
                CommandGroup(
                    name: Message.groupRecords.spoken,
                    subcommands: [
                        Add.self, Edit.self, Show.self, List.self, Withdraw.self, Reinstate.self,
                        Log.self,
                    ]),
                CommandGroup(
                    name: Message.groupConflicts.spoken,
                    subcommands: [Conflicts.self, Resolve.self]),
                CommandGroup(
                    name: Message.groupExchange.spoken,
                    subcommands: [
                        PeerVerb.self, Status.self,
                    ]),
                CommandGroup(
                    name: Message.groupNode.spoken,
                    subcommands: [
                        Init.self, Backup.self, Restore.self, Verify.self, Rebuild.self,
                        Completions.self,
                    ]),
            ])
    }
}

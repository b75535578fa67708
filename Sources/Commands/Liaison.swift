import ArgumentParser
import Records

/// The root of the command line.
struct Liaison: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "liaison", abstract: Wording.rootAbstract.spoken,
            discussion: Wording.rootDiscussion.spoken, version: Version.text,
            groupedSubcommands: [
                CommandGroup(
                    name: Wording.groupRecords.spoken,
                    subcommands: [
                        Add.self, Edit.self, Show.self, List.self, Find.self, Queries.self,
                        Withdraw.self, Reinstate.self,
                    ]),
                CommandGroup(
                    name: Wording.groupReports.spoken,
                    subcommands: [ReportVerb.self, AgendaVerb.self, ReferenceVerb.self]),
                CommandGroup(
                    name: Wording.groupConflicts.spoken,
                    subcommands: [
                        Conflicts.self, Explain.self, Resolve.self, Join.self, Findings.self,
                    ]),
                CommandGroup(
                    name: Wording.groupHistory.spoken,
                    subcommands: [
                        Log.self, Changes.self, Diff.self, Blame.self, UndoVerb.self,
                    ]),
                CommandGroup(
                    name: Wording.groupExchange.spoken,
                    subcommands: [
                        SyncVerb.self, PeerVerb.self, Status.self, Import.self, Export.self,
                    ]),
                CommandGroup(
                    name: Wording.groupNode.spoken,
                    subcommands: [
                        Init.self, Doctor.self, Backup.self, Restore.self, Verify.self,
                        Rebuild.self, QuarantineVerb.self,
                        Completions.self, Demo.self,
                    ]),
            ])
    }
}

import ArgumentParser
import Records

/// `liaison changes`: what changed on this node, all records together.
struct Changes: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "changes", abstract: Wording.changesAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption
    @OptionGroup var filter: ChangeFilterOptions

    func run(_ context: Context) async throws {
        try ChangeList(filter: try ChangeFilter(filter, context)).print(context, json: output.json)
    }
}

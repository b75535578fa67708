import ArgumentParser
import Records
import Replica
import Store

/// `liaison queries`: the queries that are kept here; `--remove NAME` forgets one.
struct Queries: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "queries", abstract: Wording.queriesAbstract.spoken,
            discussion: Wording.queriesDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Option(help: Wording.helpRemoveQuery.help("name"))
    var remove: String?

    func run(_ context: Context) async throws {
        let store = try context.replica().store
        if let remove {
            let name = remove.hasPrefix("@") ? String(remove.dropFirst()) : remove
            try store.write {
                var queries = try store.savedQueries()
                guard queries.remove(name) else { throw KeptQueries.unknown(name, queries) }
                try store.save(queries)
            }
            return try context.console.print(
                TerminalText.escaped(Wording.queryForgotten(name).spoken))
        }
        let all = try store.read { try store.savedQueries() }.all
        if output.json {
            let documents = all.map { query in
                JSONOutput.object([
                    ("name", .text(query.name)), ("verb", .text(query.verb)),
                    ("words", .array(query.words.map { .text($0) })),
                ])
            }
            return try context.console.print(JSONOutput.array(documents))
        }
        guard !all.isEmpty else { return try context.note(Wording.noQueries) }
        for query in all {
            try context.console.print(
                TerminalText.escaped("@" + query.name + "  " + KeptQueries.line(query)))
        }
    }
}

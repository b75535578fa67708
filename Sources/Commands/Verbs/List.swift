import ArgumentParser
import Records
import Replica
import Store

/// `liaison list [KIND]`: records on a line each, filtered and sorted.
struct List: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: Wording.listAbstract.spoken,
            discussion: Wording.listDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(
        help: Wording.helpListKind.help("kind"),
        completion: .custom(CompletionContext.kindsOrQueries)
    )
    var kind: String?

    @Option(
        name: .customLong("where"), help: Wording.helpWhere.help("filter"),
        completion: .custom(CompletionContext.fields))
    var filters: [String] = []

    @Option(
        parsing: .unconditional, help: Wording.helpSort.help("field"),
        completion: .custom(CompletionContext.fields))
    var sort: String?

    @Option(help: Wording.helpColumns.help("fields"), completion: .custom(CompletionContext.fields))
    var columns: String?

    @Option(parsing: .unconditional, help: Wording.helpLimit.help("n"))
    var limit: Int?

    @Flag(help: Wording.helpAll.help)
    var all = false

    @Flag(name: .customLong("conflicts"), help: Wording.helpOnlyConflicts.help)
    var onlyConflicts = false

    @Option(help: Wording.helpSave.help("name"))
    var save: String?

    func run(_ context: Context) async throws {
        if let kind, kind.hasPrefix("@") {
            return try await over(
                try KeptQueries.words(of: kind, verb: "list", context)
            ).run(context)
        }
        let replica = try context.replica()
        let request = try ListRequest(
            kind: kind, filters: filters, sort: sort, limit: limit, all: all,
            onlyConflicts: onlyConflicts, context)
        let columns = try ListColumns(columns, kinds: request.kinds, isOneKind: kind != nil)
        if let save { try KeptQueries.keep(save, verb: "list", words, context) }
        let names = RecordNames(replica)
        let found = try request.found()
        if output.json {
            var records = JSONStream(context.console)
            for one in found {
                let record = try context.passingOver(one.location) {
                    try context.record(at: one.location)
                }
                if let record { try records.add(try names.json(record)) }
            }
            return try records.end(with: "\n")
        }
        guard !found.isEmpty else { return try context.note(Wording.nothingListed) }
        let table = try ListTable(found, columns, names, context)
        try table.forEachLine(columns: context.console.columns) { try context.console.print($0) }
    }

    /// A kept list with what is said now beside it: filters of both, else the later word.
    private func over(_ words: [String]) throws -> List {
        var merged = try List.parse(words)
        merged.globals = globals
        merged.output = output
        merged.filters += filters
        merged.sort = sort ?? merged.sort
        merged.columns = columns ?? merged.columns
        merged.limit = limit ?? merged.limit
        merged.all = all || merged.all
        merged.onlyConflicts = onlyConflicts || merged.onlyConflicts
        merged.save = save
        return merged
    }

    /// The words that ask for this list again.
    private var words: [String] {
        var words = kind.map { [$0] } ?? []
        for filter in filters { words += ["--where", filter] }
        if let sort { words += ["--sort", sort] }
        if let columns { words += ["--columns", columns] }
        if let limit { words += ["--limit", String(limit)] }
        if all { words.append("--all") }
        if onlyConflicts { words.append("--conflicts") }
        return words
    }
}

import ArgumentParser
import Records
import Replica
import Store

/// `liaison find QUERY`: records by the words in them, the best first.
struct Find: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "find", abstract: Wording.findAbstract.spoken,
            discussion: Wording.findDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    /// Options that the parser does not know are words: `-arctic` is part of the query.
    @Argument(parsing: .allUnrecognized, help: Wording.helpFindQuery.help("query"))
    var words: [String] = []

    @Option(
        name: .customLong("kind"), help: Wording.helpFindKind.help("kind"),
        completion: .custom(CompletionContext.kinds))
    var kinds: [String] = []

    @Option(parsing: .unconditional, help: Wording.helpLimit.help("n"))
    var limit: Int?

    @Flag(help: Wording.helpAll.help)
    var all = false

    @Option(help: Wording.helpSave.help("name"))
    var save: String?

    private static let usualLimit = 20
    /// Fewer than this are read before anybody wonders: changes, and records of an index that is made anew.
    private static let changesWorthANote: Int64 = 1000
    private static let recordsWorthANote = 1000

    func run(_ context: Context) async throws {
        if let first = words.first, first.hasPrefix("@") {
            return try await over(
                try KeptQueries.words(of: first, verb: "find", context)
            ).run(context)
        }
        let limit = limit ?? Self.usualLimit
        if limit < 1 { throw Failure(Wording.badLimit, status: .usage) }
        if let option = words.first(where: { $0.hasPrefix("--") }) {
            throw Failure(
                Wording.unknownOption(option), hint: Wording.seeHelp("find"), status: .usage)
        }
        let replica = try context.replica()
        for kind in kinds { try KindName.check(kind, context) }
        let query = try QueryText.query(
            words.joined(separator: " "), try replica.searchIndex().fields)
        if let save { try KeptQueries.keep(save, verb: "find", wordsToKeep, context) }
        let index = try Self.index(replica, context)
        // One more than is shown says whether there are more.
        let hits = try index.find(
            .init(query, kinds: kinds, includingHidden: all, limit: limit + 1))
        let names = RecordNames(replica)
        let shown = try hits.prefix(limit).compactMap { hit -> FoundRecord? in
            let record = try context.passingOver(hit.location) {
                try replica.store.read {
                    try replica.store.record(hit.location.id, kind: hit.location.kind)
                }
            }
            return try record.map { try FoundRecord($0, hit, names) }
        }
        if output.json {
            return try context.console.print(JSONOutput.array(try shown.map { try $0.json(names) }))
        }
        guard !shown.isEmpty else { return try context.note(Wording.nothingFound) }
        for found in shown {
            for line in try found.lines(names, context.console) {
                try context.console.print(styled: line)
            }
        }
        if hits.count > limit { try context.note(Wording.moreFound(limit)) }
    }

    /// The index, brought up to the log. Whoever waits for that is told what for, and how far it is.
    private static func index(_ replica: Replica, _ context: Context) throws -> SearchIndex {
        let store = replica.store
        let bar = ProgressBar(Wording.searchIndex.spoken, context.console)
        defer { try? bar.clear() }
        let isNew = try replica.searchIndex().isEmpty
        var isTold = false
        var all: Int64?
        return try replica.catchUpSearch { left in
            let total = all ?? left
            all = total
            if !isTold {
                isTold = true
                let records = isNew ? try store.read { try store.recordCounts() } : []
                let count = records.reduce(0) { $0 + $1.count }
                if count >= Self.recordsWorthANote {
                    try context.note(Wording.buildingIndex(count))
                } else if left >= Self.changesWorthANote {
                    try context.note(Wording.indexing(Int(left)))
                }
            }
            let fraction = total > 0 ? 1 - Double(left) / Double(total) : 1
            try bar.draw(fraction, Wording.changesLeft(Int(left)).spoken)
        }
    }

    /// A kept search with what is said now beside it: both queries must fit.
    private func over(_ kept: [String]) throws -> Find {
        var merged = try Find.parse(kept)
        merged.globals = globals
        merged.output = output
        let rest = words.dropFirst()
        if !rest.isEmpty {
            merged.words = ["(" + merged.words.joined(separator: " ") + ")"] + rest
        }
        if !kinds.isEmpty { merged.kinds = kinds }
        merged.limit = limit ?? merged.limit
        merged.all = all || merged.all
        merged.save = save
        return merged
    }

    /// The words that ask for this search again.
    private var wordsToKeep: [String] {
        var kept = [words.joined(separator: " ")]
        for kind in kinds { kept += ["--kind", kind] }
        if let limit { kept += ["--limit", String(limit)] }
        if all { kept.append("--all") }
        return kept
    }
}

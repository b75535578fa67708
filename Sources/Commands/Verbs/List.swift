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

    @Argument(help: Wording.helpListKind.help("kind"), completion: .custom(CompletionContext.kinds))
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

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let kinds = try declaredKinds(context)
        let names = RecordNames(replica)
        let filters = try filters.map {
            try ListFilter($0, kinds: kinds, locate: replica.locate)
        }
        let columns = try ListColumns(columns, kinds: kinds, isOneKind: kind != nil)
        let sorting = try sort.map { try Sorting($0, kinds: kinds) }
        if let limit, limit < 1 { throw Failure(Wording.badLimit, status: .usage) }
        var rows: [Row] = []
        // Sorting needs them all; else reading stops at the limit.
        let enough = sorting == nil ? limit ?? Int.max : Int.max
        let held = try replica.store.read { replica.store.kindNames }
        let scan = RecordScan(
            replica, kinds: kind.map { [$0] } ?? held, includingWithdrawn: all)
        try scan.forEach { record in
            guard !onlyConflicts || record.openCount > 0,
                try filters.allSatisfy({ try $0.fits(record, names) })
            else { return true }
            rows.append(
                Row(
                    key: try sorting.map { try SortKey(record[$0.field]?.view.content, names) }
                        ?? .empty,
                    id: record.id,
                    shown: output.json
                        ? .json(try names.json(record)) : .cells(try columns.row(record, names))))
            return rows.count < enough
        }
        if let sorting { rows = Array(sorting.sorted(rows).prefix(limit ?? Int.max)) }
        try print(rows, columns, context)
    }

    private func print(_ rows: [Row], _ columns: ListColumns, _ context: Context) throws {
        if output.json {
            let documents = rows.map { row in
                if case .json(let json) = row.shown { json } else { JSONOutput.null }
            }
            return try context.console.print(JSONOutput.array(documents))
        }
        guard !rows.isEmpty else { return try context.note(Wording.nothingListed) }
        var table = TextTable(columns.head)
        for row in rows { if case .cells(let cells) = row.shown { table.add(cells) } }
        for line in table.lines(columns: context.console.columns) {
            try context.console.print(line)
        }
    }

    /// The kinds that fields may be of: the one asked for, or all.
    private func declaredKinds(_ context: Context) throws -> [Kind] {
        guard let name = kind else { return context.schema.kinds }
        if let declared = context.schema.kind(name) { return [declared] }
        let replica = try context.replica()
        let held = try replica.store.read { replica.store.kindNames }
        if held.contains(name) { return [] }
        let nearest = Nearest.words(to: name, in: held)
        throw Failure(
            Wording.unknownKind(name),
            hint: nearest.isEmpty
                ? Wording.oneOf(context.schema.kinds.map(\.name)) : Wording.nearest(nearest),
            status: .usage)
    }
}

/// A record as it will be printed, with what it is sorted by.
private struct Row {
    let key: SortKey
    let id: RecordID
    let shown: Shown

    enum Shown {
        case cells([String])
        case json(JSONOutput)
    }
}

/// `--sort field` or `--sort -field` for the reverse.
private struct Sorting {
    let field: String
    let isReversed: Bool

    init(_ text: String, kinds: [Kind]) throws(Failure) {
        isReversed = text.hasPrefix("-")
        let name = isReversed ? String(text.dropFirst()) : text
        guard let field = kinds.compactMap({ FieldFlag(name).field(of: $0) }).first else {
            throw Failure.unknownField(name, kinds: kinds)
        }
        self.field = field.name
    }

    /// Equal keys by id; records without the field come last either way.
    func sorted(_ rows: [Row]) -> [Row] {
        rows.sorted { a, b in
            if case .empty = a.key {
                guard case .empty = b.key else { return false }
                return a.id < b.id
            }
            if case .empty = b.key { return true }
            let (first, second) = isReversed ? (b.key, a.key) : (a.key, b.key)
            if ValueOrder.precedes(first, second) { return true }
            if ValueOrder.precedes(second, first) { return false }
            return a.id < b.id
        }
    }
}

import ArgumentParser
import Records
import Replica
import Store

/// `liaison conflicts [ID]`: what people disagree on: a list, or one record's with every side.
struct Conflicts: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "conflicts", abstract: Wording.conflictsAbstract.spoken,
            discussion: Wording.conflictsDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(
        help: Wording.helpConflictsID.help("id"), completion: .custom(CompletionContext.records))
    var id: String?

    @Option(help: Wording.helpConflictLevel.help("level"))
    var level: String?

    @Option(help: Wording.helpFindKind.help("kind"), completion: .custom(CompletionContext.kinds))
    var kind: [String] = []

    @Option(
        help: Wording.helpConflictPartner.help("id"),
        completion: .custom(CompletionContext.records))
    var partner: String?

    @Option(parsing: .unconditional, help: Wording.helpConflictSince.help("moment"))
    var since: String?

    @Flag(help: Wording.helpConflictMine.help)
    var mine = false

    @Flag(
        name: [.customLong("check"), .customLong("fail-on-conflict")], help: Wording.helpCheck.help)
    var check = false

    func run(_ context: Context) async throws {
        let replica = try context.checkedReplica()
        for kind in kind { try KindName.check(kind, context) }
        let names = RecordNames(replica)
        var filter = ConflictList.Filter(
            record: try id.map(replica.locate), level: try chosenLevel(), kinds: kind, mine: mine)
        filter.partner = try partner.map { try located($0, replica) }
        filter.sinceMs = try since.map { try Moment.time($0, context).lowerBound }
        let list = try ConflictList(filter, context, names)
        if output.json {
            var stream = JSONStream(context.console)
            try list.forEachDetail(id, passesOver: id == nil) { try stream.add(try $0.json()) }
            try stream.end(with: "\n")
        } else if list.rows.isEmpty {
            try context.note(Wording.noConflicts)
        } else if id != nil {
            var isFirst = true
            try list.forEachDetail(id, passesOver: false) { text in
                if !isFirst { try context.console.print() }
                isFirst = false
                for line in try text.lines() { try context.console.print(line) }
            }
        } else {
            try list.forEachLine { try context.console.print($0) }
        }
        if check, list.rows.contains(where: \.level.waits) {
            throw StatusOnly(status: .conflictsOpen)
        }
    }

    private func chosenLevel() throws -> ConflictLevel? {
        guard let level else { return nil }
        guard let known = ConflictLevel(rawValue: level.lowercased()) else {
            throw Failure(
                Wording.noSuchLevel(level),
                hint: Wording.oneOf(ConflictLevel.allCases.map(\.rawValue)), status: .usage)
        }
        return known
    }

    /// `NOR` will do for `partner:NOR`.
    private func located(_ text: String, _ replica: Replica) throws -> Store.Location {
        do { return try replica.locate(text) } catch let error as LookupError {
            guard !text.contains(":"), let found = try? replica.locate("partner:" + text) else {
                throw error
            }
            return found
        }
    }
}

import ArgumentParser
import Causality
import Records
import Replica
import Store
import Wire

/// `liaison log [ID]`: everything that ever touched a record, a dossier or the node, newest first.
struct Log: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "log", abstract: Wording.logAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption
    @OptionGroup var filter: ChangeFilterOptions

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String?

    @Option(help: Wording.helpLogField.help("field"), completion: .custom(CompletionContext.fields))
    var field: String?

    @Option(
        help: Wording.helpLogDossier.help("id"), completion: .custom(CompletionContext.records))
    var dossier: String?

    func run(_ context: Context) async throws {
        guard id == nil || dossier == nil else {
            throw Failure(Wording.recordOrDossier, status: .usage)
        }
        guard let id else { return try whole(context) }
        let replica = try context.replica()
        let location = try replica.locate(id)
        let kind = context.schema.kind(location.kind)
        let filter = try ChangeFilter(filter, context)
        var entries = try replica.history(of: location).filter(filter.fits)
        if let field {
            let name = kind.flatMap { FieldFlag(field).field(of: $0)?.name } ?? field
            guard
                kind?.field(name) != nil
                    || entries.contains(where: { $0.writes.contains { $0.field == name } })
            else { throw Failure.unknownField(field, kinds: kind.map { [$0] } ?? []) }
            entries = entries.filter { $0.writes.contains { $0.field == name } }
        }
        entries = Array(entries.prefix(filter.limit ?? Int.max))
        let names = RecordNames(replica, eachAlone: true)
        if output.json {
            var documents = JSONStream(context.console)
            for entry in entries { try documents.add(try HistoryText.json(entry, names)) }
            return try documents.end(with: "\n")
        }
        for (place, entry) in entries.enumerated() {
            if place > 0 { try context.console.print() }
            for line in try HistoryText.lines(entry, context, names) {
                try context.console.print(line)
            }
        }
    }

    /// All records together, or those of a dossier: a record with all that refers to it.
    private func whole(_ context: Context) throws {
        let replica = try context.replica()
        var records: Set<RecordID>?
        if let dossier {
            let location = try replica.locate(dossier)
            records = try replica.store.read {
                var ids = Set(replica.store.group(of: location))
                for reference in try replica.store.references(to: location.id, limit: Int.max) {
                    ids.insert(reference.source.id)
                }
                return ids
            }
        }
        var names: Set<String>?
        if let field {
            let flag = FieldFlag(field)
            let found = context.schema.kinds.compactMap { flag.field(of: $0)?.name }
            guard !found.isEmpty else {
                throw Failure.unknownField(field, kinds: context.schema.kinds)
            }
            names = Set(found)
        }
        try ChangeList(
            filter: try ChangeFilter(filter, context), records: records, fields: names
        ).print(context, json: output.json)
    }
}

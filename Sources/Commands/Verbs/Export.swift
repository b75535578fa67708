import ArgumentParser
import Records
import Replica
import Store

/// `liaison export [KIND …]`: records as JSON lines that `import` reads.
struct Export: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export", abstract: Wording.exportAbstract.spoken,
            discussion: Wording.exportDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: Wording.helpExportKinds.help("kind"), completion: .custom(CompletionContext.kinds))
    var kinds: [String] = []

    @Flag(help: Wording.helpAll.help)
    var all = false

    @Flag(help: Wording.helpCSV.help)
    var csv = false

    @Flag(help: Wording.helpExportRaw.help)
    var raw = false

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let store = replica.store
        let held = try store.read { store.kindNames }
        for kind in kinds where !held.contains(kind) {
            let nearest = Nearest.words(to: kind, in: held)
            throw Failure(
                Wording.unknownKind(kind),
                hint: nearest.isEmpty ? Wording.oneOf(held) : Wording.nearest(nearest),
                status: .usage)
        }
        if csv { return try exportTable(context) }
        if raw { throw Failure(Wording.rawIsForTables, status: .usage) }
        let names = RecordNames(replica, eachAlone: true)
        let scan = RecordScan(context, kinds: kinds.isEmpty ? held : kinds, includingWithdrawn: all)
        var open = 0
        try scan.forEach { record in
            open += record.openCount
            try context.console.print(try line(record, names))
            return true
        }
        if open > 0 { try context.note(Wording.exportHasConflicts(open)) }
    }

    private func exportTable(_ context: Context) throws {
        guard kinds.count == 1 else {
            throw Failure(
                Wording.csvOneKind, hint: Wording.oneOf(context.schema.kinds.map(\.name)),
                status: .usage)
        }
        guard let kind = context.schema.kind(kinds[0]) else {
            throw Failure(Wording.unknownKindIsKept(kinds[0]), hint: Wording.upgradeHint)
        }
        let table = try CSVExport(
            kind, includingWithdrawn: all, isRaw: raw, context)
        let open = try table.write { line in
            // Other tools read files and pipes; a terminal is never written to raw.
            if raw, !context.console.outIsTerminal {
                try context.console.write(line + "\n")
            } else {
                try context.console.print(line)
            }
        }
        if open > 0 { try context.note(Wording.exportHasConflicts(open)) }
    }

    private func line(_ record: StoredRecord, _ names: RecordNames) throws -> String {
        // Looked up beforehand: the format asks for names without a way to fail.
        var known: [RecordID: String] = [:]
        for id in record.content.references where known[id] == nil {
            known[id] = try names.name(of: id)
        }
        return FileFormat.line(
            kind: record.kindName, handle: names.name(of: record), content: record.content
        ) { known[$0] ?? $0.description }
    }
}

extension RecordContent {
    /// Every record that the content names.
    fileprivate var references: [RecordID] {
        fields.flatMap(\.content.values).compactMap {
            if case .reference(let id) = $0 { id } else { nil }
        }
    }
}

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

    @Argument(help: Wording.helpExportKinds.help("kind"), completion: .custom(CompletionContext.kinds))
    var kinds: [String] = []

    @Flag(help: Wording.helpAll.help)
    var all = false

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
        let names = RecordNames(replica)
        let scan = RecordScan(replica, kinds: kinds.isEmpty ? held : kinds, includingWithdrawn: all)
        var open = 0
        try scan.forEach { record in
            open += record.openCount
            try context.console.print(try line(record, names))
            return true
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
        fields.flatMap { field -> [Value] in
            switch field.content {
            case .single(let value): [value]
            case .set(let values): values
            case .map(let entries), .log(let entries): entries.flatMap { [$0.key, $0.value] }
            }
        }.compactMap { if case .reference(let id) = $0 { id } else { nil } }
    }
}

import Records
import Replica
import Store

/// What an import would write, record by record.
struct ImportPreview {
    private let context: Context
    private let names: RecordNames

    /// `handles` are what the file's records are called.
    init(_ handles: [RecordID: String], _ context: Context) throws {
        self.context = context
        names = RecordNames(try context.replica())
        for (id, handle) in handles { names.learn(handle, of: id) }
    }

    func print(_ plan: ImportPlan) throws {
        for item in plan.items {
            let (head, text, shown) = try parts(item)
            try context.console.print(TerminalText.escaped(head.spoken))
            for line in try text.lines(item.draft, shown: shown) {
                try context.console.print("  " + line)
            }
        }
    }

    func json(_ plan: ImportPlan) throws -> [JSONOutput] {
        try plan.items.map { item in
            let (_, text, shown) = try parts(item)
            return .object([
                ("id", .text(item.draft.id.description)), ("kind", .text(item.draft.kind)),
                ("name", .text(try names.name(of: item.draft.id))), ("new", .bool(item.isNew)),
                ("changes", try text.json(item.draft, shown: shown)),
            ])
        }
    }

    private func parts(
        _ item: ImportPlan.Item
    ) throws -> (head: Label, text: DraftText, shown: StoredRecord?) {
        let name = try names.name(of: item.draft.id)
        let store = try context.replica().store
        return (
            item.isNew
                ? Wording.wouldAdd(item.draft.kind, name)
                : Wording.wouldChange(item.draft.kind, name),
            DraftText(names: names),
            try store.read { try store.member(item.draft.id, kind: item.draft.kind) }
        )
    }
}

import Causality
import Records
import Store

/// What a verb that changes one record as a whole says when it is done.
enum DeedText {
    static func print(
        _ label: Label, _ record: StoredRecord, _ changes: [ChangeHash], _ context: Context,
        json: Bool
    ) throws {
        if json {
            try context.console.print(
                JSONOutput.object([
                    ("id", .text(record.id.description)), ("kind", .text(record.kindName)),
                    ("handle", .optional(record.handle)),
                    ("changes", .array(changes.map { .text($0.description) })),
                ]))
        } else {
            try context.console.print(TerminalText.escaped(label.spoken))
        }
    }
}

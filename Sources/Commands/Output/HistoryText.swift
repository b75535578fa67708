import Causality
import Records
import Replica
import Wire

/// One change in the history of a record, as `log` prints it.
enum HistoryText {
    static func lines(
        _ entry: HistoryEntry, _ context: Context, _ names: RecordNames
    ) throws -> [String] {
        var lines = [
            TerminalText.escaped(
                entry.hash.short + "  " + context.minute(entry.wallMs) + "  "
                    + (try context.bylines().byline(entry).whole.spoken))
        ]
        if !entry.message.isEmpty {
            lines.append("  “" + TerminalText.escaped(entry.message) + "”")
        }
        switch entry.deed {
        case .withdraw: lines.append("  " + Wording.deedWithdrawn.spoken)
        case .reinstate: lines.append("  " + Wording.deedReinstated.spoken)
        case nil: break
        }
        for write in entry.writes {
            lines.append("  " + TerminalText.escaped(try line(write, names)))
        }
        return lines
    }

    private static func line(
        _ write: HistoryEntry.WrittenField, _ names: RecordNames
    ) throws -> String {
        let values = try write.values.map { value in
            value == .null ? Wording.emptied.spoken : try names.text(value)
        }
        switch write.storedType {
        case .set:
            return write.field + (write.values.isEmpty ? " − " : " + ")
                + (try names.text(write.key))
        case .map, .entryLog:
            return try write.field + "[" + names.text(write.key) + "] = "
                + values.joined(separator: " | ")
        default: return write.field + " = " + values.joined(separator: " | ")
        }
    }

    static func json(_ entry: HistoryEntry, _ names: RecordNames) throws -> JSONOutput {
        let deed: String? =
            switch entry.deed {
            case .withdraw: "withdraw"
            case .reinstate: "reinstate"
            case nil: nil
            }
        return .object([
            ("change", .text(entry.hash.description)),
            ("replica", .text(entry.dot.replica.description)),
            ("number", .int(Int(clamping: entry.dot.number))),
            ("device", .optional(entry.device?.description)),
            ("device_name", .text(entry.deviceName)), ("author", .text(entry.author)),
            ("time", .text(TimeText.utc(entry.wallMs))), ("message", .text(entry.message)),
            ("deed", .optional(deed)),
            (
                "writes",
                .array(
                    try entry.writes.map { write in
                        .object([
                            ("field", .text(write.field)),
                            ("key", write.key == .null ? .null : .text(try names.text(write.key))),
                            ("removed", .bool(write.values.isEmpty)),
                            (
                                "values",
                                .array(
                                    write.storedType == .set ? [] : try write.values.map(names.json)
                                )
                            ),
                        ])
                    })
            ),
        ])
    }
}

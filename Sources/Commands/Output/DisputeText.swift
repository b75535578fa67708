import Records
import Replica
import Store

/// Two sources that disagree about a field, as people read it: beside merge conflicts, told apart from them.
struct DisputeText {
    /// The name of the field that the sources disagree about.
    let field: String
    private let record: StoredRecord
    private let dispute: Dispute
    private let names: RecordNames

    init(_ record: StoredRecord, about key: Value, _ names: RecordNames) {
        self.record = record
        self.names = names
        field = if case .text(let name) = key { name } else { "" }
        let live = record[Dispute.fieldName]?.live.first { $0.key == key }
        dispute = Dispute(live?.values.first ?? .null)
    }

    private var declared: Field? { record.kind?.field(field) }

    private func value(_ side: Dispute.Side) throws -> String {
        let value =
            declared.flatMap { Value(side.value, as: $0.type) } ?? .text(side.value.plain)
        return try names.shown(value, as: declared?.type)
    }

    /// Each value with its source.
    func sides() throws -> [String] {
        try dispute.sides.map { side in
            try value(side) + (side.source.map { " (" + $0 + ")" } ?? "")
        }
    }

    /// `name` is what the person called the record.
    func lines(_ detail: ConflictDetail, _ name: String, _ context: Context) throws -> [String] {
        let label = declared?.label.spoken ?? field
        var lines = [
            Wording.conflictHead(names.name(of: record), field, label, .dispute).spoken
        ]
        for side in try sides() { lines.append("  - " + side) }
        if let comment = dispute.comment { lines.append("  " + comment) }
        for writer in detail.sides {
            let entry = writer.entry
            let who = try context.bylines().byline(entry).whole.spoken
            lines.append(
                "  " + Wording.disputeRecorded(who, context.minute(entry.wallMs)).spoken
                    + (entry.message.isEmpty ? "" : ": “" + entry.message + "”"))
        }
        let flag = FieldFlag.text(of: Dispute.fieldName)
        lines.append(
            "  " + Wording.settleWith("liaison edit \(name) \(flag) \(field)=").spoken)
        return lines.map { TerminalText.escaped($0) }
    }

    func json(_ detail: ConflictDetail, _ entries: EntryText) throws -> JSONOutput {
        .object([
            ("id", .text(record.id.description)), ("kind", .text(record.kindName)),
            ("handle", .optional(record.handle)), ("field", .text(field)), ("key", .null),
            ("level", .text(ConflictLevel.dispute.rawValue)),
            (
                "values",
                .array(
                    dispute.sides.map { side in
                        .object([
                            ("value", .raw(side.value.canonical)),
                            ("source", .optional(side.source)),
                        ])
                    })
            ),
            ("comment", .optional(dispute.comment)),
            ("writers", .array(detail.sides.map { entries.json($0.entry) })),
        ])
    }
}

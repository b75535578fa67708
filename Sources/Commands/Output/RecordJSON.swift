import Records
import Replica
import Store

extension RecordNames {
    /// A record as `--json` prints it: what names it, its state, its fields as shown, its open conflicts.
    func json(
        _ record: StoredRecord, outdated: [String]? = nil, handling: Handling? = nil,
        findings: [JSONOutput]? = nil
    ) throws -> JSONOutput {
        var members: [(String, JSONOutput)] = [
            ("id", .text(record.id.description)), ("kind", .text(record.kindName)),
            ("handle", .optional(record.handle)), ("withdrawn", .bool(record.isHidden)),
            ("withdrawn_but_edited", .bool(record.isWithdrawnButEdited)),
            (
                "fields",
                .object(
                    try record.fields.compactMap { field in
                        try field.view.content.map { (field.name, try json($0)) }
                    })
            ),
            (
                "conflicts",
                .array(
                    try record.fields.flatMap { field in
                        try field.view.open.map { try json(open: $0, of: field.name) }
                    })
            ),
        ]
        if let outdated {
            members.append(("other_language_changed_since", .array(outdated.map { .text($0) })))
        }
        if let handling {
            let waiting = try handling.waiting.map { try text(.reference($0)) }.sorted()
            members.append(("release_pending", .array(waiting.map { .text($0) })))
            members.append(
                (
                    "marking_still_holds",
                    .array(try handling.held.map(text).sorted().map { .text($0) })
                ))
        }
        if !record.members.isEmpty {
            let others = record.members.dropFirst().map(name(of:))
            members.append(("joined_with", .array(others.map { .text($0) })))
        }
        if let findings { members.append(("findings", .array(findings))) }
        return .object(members)
    }

    private func json(open: FieldView.OpenKey, of field: String) throws -> JSONOutput {
        .object([
            ("field", .text(field)), ("key", open.key == .null ? .null : .text(try text(open.key))),
            ("sides", .array(try open.sides.map(json))),
        ])
    }
}

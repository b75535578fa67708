import Causality
import Records
import Replica
import Store
import Wire

/// One open conflict with its sides: who, when, on what device, why, and what all of them started from.
enum ConflictText {
    /// `name` is what the person called the record; it is used in the command that settles it.
    static func lines(
        _ detail: ConflictDetail, _ name: String, _ context: Context, _ names: RecordNames
    ) throws -> [String] {
        let row = detail.row
        if row.level == .notice { return try noticeLines(detail, name, context, names) }
        if row.level == .dispute {
            return try DisputeText(detail.record, about: row.key, names).lines(
                detail, name, context)
        }
        let key = row.key == .null ? "" : "[" + (try names.text(row.key)) + "]"
        let record = names.name(of: detail.record)
        var lines: [String] = []
        if row.field.isEmpty {
            lines.append(Wording.brokenBack(record).spoken)
        } else {
            let label = detail.record[row.field]?.field?.label.spoken ?? row.field
            lines.append(Wording.conflictHead(record, row.field + key, label, row.level).spoken)
        }
        for (place, side) in ConflictSides.numbered(detail).enumerated() {
            let values = try side.values.map { value in
                value == .null ? Wording.emptied.spoken : try names.text(value)
            }
            let number = row.field.isEmpty ? "  - " : "  \(place + 1)  "
            if !row.field.isEmpty { lines.append(number + values.joined(separator: " | ")) }
            for writer in side.writers {
                let who = Wording.authorOnDevice(writer.author, writer.deviceName).spoken
                let indent = row.field.isEmpty ? number : "     "
                let deed = row.field.isEmpty ? try deedText(writer, detail, context) : ""
                lines.append(
                    indent + who + ", " + context.minute(writer.wallMs) + deed
                        + (writer.message.isEmpty ? "" : ": “" + writer.message + "”"))
            }
        }
        if !row.field.isEmpty {
            let base = try detail.base.filter { $0 != .null }.map(names.text).joined(
                separator: " | ")
            lines.append(
                "  " + (base.isEmpty ? Wording.startedEmpty : Wording.startedFrom(base)).spoken)
        }
        lines.append("  " + Wording.settleWith(command(row, name, try names.text(row.key))).spoken)
        return lines.map { TerminalText.escaped($0) }
    }

    /// Fields that belong together, changed apart: who changed what.
    private static func noticeLines(
        _ detail: ConflictDetail, _ name: String, _ context: Context, _ names: RecordNames
    ) throws -> [String] {
        let group = Wording.group(detail.row.field)
        var lines = [Wording.noticeHead(names.name(of: detail.record), group).spoken]
        for side in detail.sides {
            let who = Wording.authorOnDevice(side.author, side.deviceName).spoken
            lines.append(
                "  - " + who + ", " + context.minute(side.wallMs)
                    + (try deedText(side, detail, context))
                    + (side.message.isEmpty ? "" : ": “" + side.message + "”"))
        }
        lines.append("  " + Wording.seenWith("liaison resolve \(name) --seen").spoken)
        return lines.map { TerminalText.escaped($0) }
    }

    /// What one side of a withdrawn but edited record did: withdrew it, or edited these fields.
    private static func deedText(
        _ side: ConflictDetail.Side, _ detail: ConflictDetail, _ context: Context
    ) throws -> String {
        let location = Store.Location(kind: detail.row.kind, id: detail.row.record)
        let history = try context.replica().history(of: location)
        guard let entry = history.first(where: { $0.hash == side.change }) else { return "" }
        if entry.deed == .withdraw { return ", " + Wording.deedWithdrawn.spoken }
        var fields: [String] = []
        for write in entry.writes where !fields.contains(write.field) { fields.append(write.field) }
        return ", " + Wording.deedEdited(fields).spoken
    }

    private static func command(_ row: ConflictRow, _ name: String, _ key: String) -> String {
        if row.field.isEmpty { return "liaison reinstate \(name)  |  liaison withdraw \(name)" }
        return "liaison resolve \(name) \(row.field)" + (row.key == .null ? "" : " --key \(key)")
            + " --take N --reason TEXT"
    }

    static func json(_ detail: ConflictDetail, _ names: RecordNames) throws -> JSONOutput {
        let row = detail.row
        if row.level == .dispute {
            return try DisputeText(detail.record, about: row.key, names).json(detail)
        }
        return .object([
            ("id", .text(row.record.description)), ("kind", .text(row.kind)),
            ("handle", .optional(detail.record.handle)),
            ("field", row.field.isEmpty ? .null : .text(row.field)),
            ("key", row.key == .null ? .null : .text(try names.text(row.key))),
            ("level", .text(row.level.rawValue)),
            ("base", .array(try detail.base.map(names.json))),
            (
                "sides",
                .array(
                    try ConflictSides.numbered(detail).map { side in
                        .object([
                            ("values", .array(try side.values.map(names.json))),
                            ("writers", .array(side.writers.map(json))),
                        ])
                    })
            ),
        ])
    }

    static func json(_ writer: ConflictDetail.Side) -> JSONOutput {
        .object([
            ("author", .text(writer.author)), ("device_name", .text(writer.deviceName)),
            ("device", .optional(writer.device?.description)),
            ("time", .text(TimeText.utc(writer.wallMs))), ("message", .text(writer.message)),
            ("change", .text(writer.change.description)),
        ])
    }
}

/// The different values of a conflict, numbered as `show`, `conflicts` and `resolve --take` count them.
struct ConflictSides {
    let values: [Value]
    /// Everyone who wrote just that.
    let writers: [ConflictDetail.Side]

    static func numbered(_ detail: ConflictDetail) -> [ConflictSides] {
        let row = detail.row
        guard !row.field.isEmpty,
            let open = detail.record[row.field]?.view.open.first(where: { $0.key == row.key })
        else { return detail.sides.map { ConflictSides(values: $0.values, writers: [$0]) } }
        return open.sides.map { value in
            ConflictSides(
                values: [value], writers: detail.sides.filter { $0.values.contains(value) })
        }
    }
}

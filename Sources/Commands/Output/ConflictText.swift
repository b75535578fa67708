import CRDT
import Causality
import Records
import Replica
import Store
import Wire

/// One open conflict with its sides: who, when, on what device, why, what else they changed with it, and what all of them
/// started from.
struct ConflictText {
    let detail: ConflictDetail
    /// What the person called the record; it is used in the command that settles it.
    let name: String
    let context: Context
    let names: RecordNames

    private var row: ConflictRow { detail.row }
    private var entries: EntryText { EntryText(context: context, names: names) }

    func lines() throws -> [String] {
        switch row.level {
        case .notice: try noticeLines()
        case .dispute:
            try DisputeText(detail.record, about: row.key, names).lines(detail, name, context)
        case .conflict, .structural:
            row.field.isEmpty ? try withdrawnLines() : try fieldLines()
        }
    }

    // MARK: A field

    private func fieldLines() throws -> [String] {
        let key = row.key == .null ? "" : "[" + (try names.text(row.key)) + "]"
        let label = detail.record[row.field]?.field?.label.spoken ?? row.field
        var lines = [
            Wording.conflictHead(
                names.name(of: detail.record), row.field + key, label, row.level
            ).spoken
        ]
        let sides = ConflictSides.numbered(detail)
        let texts = try sides.map { try $0.values.map(word).joined(separator: " | ") }
        let beside = besides(sides, texts)
        for (place, side) in sides.enumerated() {
            lines.append("  \(place + 1)  " + (beside == nil ? texts[place] : ""))
            if beside == nil, let marked = marked(side) {
                lines.append("     " + Wording.againstBase(marked).spoken)
            }
            for writer in side.writers { lines += try writerLines(writer.entry) }
        }
        if let merged = detail.merged { lines += mergedLines(merged) }
        let base = try detail.base.filter { $0 != .null }.map(names.text).joined(separator: " | ")
        lines.append(
            "  " + (base.isEmpty ? Wording.startedEmpty : Wording.startedFrom(base)).spoken)
        let command =
            "liaison resolve \(name) \(row.field)"
            + (row.key == .null ? "" : " --key \(try names.text(row.key))")
            + (detail.merged == nil
                ? " --take N --reason TEXT" : " --take N|merged --reason TEXT")
        lines.append("  " + Wording.settleWith(command).spoken)
        return lines.map { TerminalText.escaped($0) } + (beside ?? [])
    }

    /// The text as it is merged, and the sentences that more than one side changed.
    private func mergedLines(_ merged: MergedText) -> [String] {
        var lines = ["  " + Wording.mergedAs(merged.text).spoken]
        for overlap in merged.overlaps {
            let base = overlap.base.trimmed
            lines.append(
                "  " + (base.isEmpty ? Wording.overlapNew : Wording.overlap(base)).spoken)
            for (place, side) in overlap.sides.enumerated() where side != overlap.base {
                let text = side.trimmed
                lines.append(
                    "     \(place + 1)  " + (text.isEmpty ? Wording.emptied.spoken : text))
            }
        }
        return lines
    }

    private func writerLines(_ entry: HistoryEntry) throws -> [String] {
        let rest = try entries.rest(entry, besides: row.field, of: detail.record)
        let doubt = entries.doubt(entry, detail.history).map { "! " + $0 }
        return ([entries.line(entry)] + [rest, doubt].compactMap(\.self)).map { "     " + $0 }
    }

    private func word(_ value: Value) throws -> String {
        value == .null ? Wording.emptied.spoken : try names.text(value)
    }

    /// The words of a text that a side changed; nil where there is no text to compare, or nothing in common.
    private func marked(_ side: ConflictSides) -> String? {
        guard case .text(let old)? = detail.base.first, detail.base.count == 1,
            case .text(let new)? = side.values.first, old.contains(" "), new.contains(" ")
        else { return nil }
        return WordDifference(from: old, to: new).marked
    }

    /// Two long texts beside each other, in a terminal that is wide enough.
    private func besides(_ sides: [ConflictSides], _ texts: [String]) -> [String]? {
        guard sides.count == 2, texts.contains(where: { $0.count > 40 }) else { return nil }
        let halves = sides.indices.map { place in
            (head: String(place + 1), text: marked(sides[place]) ?? texts[place])
        }
        return SideBySide.lines(halves[0], halves[1], columns: context.console.columns)
    }

    // MARK: A record

    private func withdrawnLines() throws -> [String] {
        var lines = [Wording.brokenBack(names.name(of: detail.record)).spoken]
        for side in detail.sides {
            lines.append("  - " + entries.line(side.entry, deed: deed(side.entry)))
            if let doubt = entries.doubt(side.entry, detail.history) {
                lines.append("    ! " + doubt)
            }
        }
        lines.append(
            "  "
                + Wording.settleWith("liaison reinstate \(name)  |  liaison withdraw \(name)")
                .spoken
        )
        return lines.map { TerminalText.escaped($0) }
    }

    /// Fields that belong together, changed apart: who changed what.
    private func noticeLines() throws -> [String] {
        let group = Wording.group(row.field)
        var lines = [Wording.noticeHead(names.name(of: detail.record), group).spoken]
        for side in detail.sides {
            lines.append("  - " + entries.line(side.entry, deed: deed(side.entry)))
        }
        lines.append("  " + Wording.seenWith("liaison resolve \(name) --seen").spoken)
        return lines.map { TerminalText.escaped($0) }
    }

    /// What somebody did to the record: withdrew it, or edited these fields.
    private func deed(_ entry: HistoryEntry) -> String {
        if entry.deed == .withdraw { return ", " + Wording.deedWithdrawn.spoken }
        var fields: [String] = []
        for write in entry.writes where !fields.contains(write.field) { fields.append(write.field) }
        return ", " + Wording.deedEdited(fields).spoken
    }

    // MARK: JSON

    func json() throws -> JSONOutput {
        if row.level == .dispute {
            return try DisputeText(detail.record, about: row.key, names).json(detail, entries)
        }
        return .object([
            ("id", .text(row.record.description)), ("kind", .text(row.kind)),
            ("handle", .optional(detail.record.handle)),
            ("field", row.field.isEmpty ? .null : .text(row.field)),
            ("key", row.key == .null ? .null : .text(try names.text(row.key))),
            ("level", .text(row.level.rawValue)),
            ("base", .array(try detail.base.map(names.json))),
            ("merged", .optional(detail.merged?.text)),
            (
                "overlaps",
                .array(
                    (detail.merged?.overlaps ?? []).map { overlap in
                        .object([
                            ("base", .text(overlap.base)),
                            ("sides", .array(overlap.sides.map { .text($0) })),
                        ])
                    })
            ),
            (
                "sides",
                .array(
                    try ConflictSides.numbered(detail).map { side in
                        .object([
                            ("values", .array(try side.values.map(names.json))),
                            ("writers", .array(side.writers.map { entries.json($0.entry) })),
                        ])
                    })
            ),
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
        var writers: [Value: [ConflictDetail.Side]] = [:]
        for side in detail.sides {
            for value in Set(side.values) { writers[value, default: []].append(side) }
        }
        return open.sides.map { ConflictSides(values: [$0], writers: writers[$0] ?? []) }
    }
}

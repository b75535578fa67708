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
        if let merged = detail.merged, !merged.contested.isEmpty {
            lines += contestedLines(merged)
            for (place, side) in sides.enumerated() {
                for (turn, writer) in side.writers.enumerated() {
                    let rest = try writerLines(writer.entry)
                    lines +=
                        turn > 0 ? rest : ["  \(place + 1)  " + rest[0].trimmed] + rest.dropFirst()
                }
            }
        } else {
            lines += try sideLines(sides)
            let base = try detail.base.filter { $0 != .null }.map(names.text)
            lines.append(
                "  "
                    + (base.isEmpty
                    ? Wording.startedEmpty : Wording.startedFrom(base.joined(separator: " | ")))
                    .spoken)
        }
        let mark = detail.record[row.field].map { " --if " + $0.mark(of: row.key) } ?? ""
        let command =
            "liaison resolve \(name) \(row.field)"
            + (row.key == .null ? "" : " --key \(try names.text(row.key))")
            + (detail.merged == nil ? " --take N" : " --take N|merged") + mark + " --reason TEXT"
        lines.append("  " + Wording.settleWith(command).spoken)
        return lines.map { TerminalText.escaped($0) }
    }

    private func sideLines(_ sides: [ConflictSides]) throws -> [String] {
        let texts = try sides.map { try $0.values.map(word).joined(separator: " | ") }
        let halves = zip(sides, texts).map { marked($0) ?? $1 }
        var lines = beside(halves) ?? []
        let isBeside = !lines.isEmpty
        for (place, side) in sides.enumerated() {
            if !isBeside {
                lines.append("  \(place + 1)  " + texts[place])
                if let marked = marked(side) {
                    lines.append("     " + Wording.againstBase(marked).spoken)
                }
            }
            for (turn, writer) in side.writers.enumerated() {
                let rest = try writerLines(writer.entry)
                lines +=
                    isBeside && turn == 0
                    ? ["  \(place + 1)  " + rest[0].trimmed] + rest.dropFirst() : rest
            }
        }
        return lines
    }

    /// Each sentence that more than one side changed: what it was, what each made of it and how it is shown.
    private func contestedLines(_ merged: MergedText) -> [String] {
        var lines: [String] = []
        for (place, contested) in merged.contested.enumerated() {
            let base = contested.base.trimmed
            lines.append(
                "  " + (base.isEmpty ? Wording.overlapNew : Wording.overlap(base)).spoken)
            let pieces = merged.sides.enumerated().compactMap { number, side in
                side.pieces[place].map { (number: number + 1, text: piece($0.trimmed, base)) }
            }
            if pieces.count == 2, let beside = beside(pieces.map { "\($0.number)  \($0.text)" }) {
                lines += beside
            } else {
                for piece in pieces { lines.append("     \(piece.number)  " + piece.text) }
            }
            lines.append("     " + Wording.shownAs(contested.merged.trimmed).spoken)
        }
        return lines
    }

    /// The words that a side changed in a sentence, where it left others.
    private func piece(_ text: String, _ base: String) -> String {
        if text.isEmpty { return Wording.emptied.spoken }
        guard base.contains(" "), text.contains(" ") else { return text }
        return WordDifference(from: base, to: text).marked
    }

    private func writerLines(_ entry: HistoryEntry) throws -> [String] {
        let rest = try entries.rest(entry, besides: row.field, of: detail.record)
        let doubt = entries.doubt(entry, detail.history).map { "! " + $0 }
        return ([try entries.line(entry)] + [rest, doubt].compactMap(\.self)).map { "     " + $0 }
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
    private func beside(_ halves: [String]) -> [String]? {
        guard halves.count == 2, halves.contains(where: { $0.count > 40 }) else { return nil }
        let heads = halves.first?.hasPrefix("1  ") == true ? ["", ""] : ["1", "2"]
        return SideBySide.lines(
            (heads[0], halves[0]), (heads[1], halves[1]), columns: context.console.columns)
    }

    // MARK: A record

    private func withdrawnLines() throws -> [String] {
        let name = names.name(of: detail.record)
        var lines = [
            (isEditedUnknowing ? Wording.brokenBack(name) : Wording.brokenBackKnowing(name)).spoken
        ]
        for side in detail.sides {
            lines.append("  - " + (try entries.line(side.entry, deed: deed(side.entry))))
            if let doubt = entries.doubt(side.entry, detail.history) {
                lines.append("    ! " + doubt)
            }
        }
        lines.append(
            "  "
                + Wording.settleWith(
                    "liaison reinstate \(self.name)  |  liaison withdraw \(self.name)"
                )
                .spoken
        )
        return lines.map { TerminalText.escaped($0) }
    }

    /// Whether somebody edited the record who had neither withdrawn it nor seen that it was.
    private var isEditedUnknowing: Bool {
        let withdrawals = detail.sides.map(\.entry).filter { $0.deed == .withdraw }
        let edits = detail.sides.map(\.entry).filter { $0.deed != .withdraw }
        let seen = Set(withdrawals.compactMap { detail.history.place(of: $0.hash) })
        return edits.contains { edit in
            let isTheirs = withdrawals.contains {
                $0.device == edit.device && $0.author == edit.author
            }
            let place = detail.history.place(of: edit.hash)
            let past = place.map { detail.history.pasts[$0] } ?? []
            return !isTheirs && past.isDisjoint(with: seen)
        }
    }

    /// Fields that belong together, changed apart: who changed what.
    private func noticeLines() throws -> [String] {
        let group = Wording.group(row.field)
        var lines = [Wording.noticeHead(names.name(of: detail.record), group).spoken]
        for side in detail.sides {
            lines.append("  - " + (try entries.line(side.entry, deed: deed(side.entry))))
        }
        lines.append("  " + Wording.seenWith("liaison resolve \(name) --seen").spoken)
        return lines.map { TerminalText.escaped($0) }
    }

    /// The fields that a change wrote, as JSON.
    private func fields(_ entry: HistoryEntry) -> [JSONOutput] {
        var names: [String] = []
        for write in entry.writes where !names.contains(write.field) { names.append(write.field) }
        return names.map { .text($0) }
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
                    (detail.merged?.contested ?? []).enumerated().map { place, contested in
                        .object([
                            ("base", .text(contested.base)), ("merged", .text(contested.merged)),
                            (
                                "sides",
                                .array(
                                    (detail.merged?.sides ?? []).map { .optional($0.pieces[place]) }
                                )
                            ),
                        ])
                    })
            ),
            ("mark", .optional(detail.record[row.field]?.mark(of: row.key))),
            (
                "sides",
                .array(
                    try ConflictSides.numbered(detail).map { side in
                        .object([
                            ("values", .array(try side.values.map(names.json))),
                            (
                                "writers",
                                .array(side.writers.map { entries.json($0.entry, detail.history) })
                            ),
                            ("fields", .array(side.writers.flatMap { fields($0.entry) })),
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

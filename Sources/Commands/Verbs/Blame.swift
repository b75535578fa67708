import ArgumentParser
import CRDT
import Causality
import Records
import Replica
import Store

/// `liaison blame ID [FIELD]`: who wrote each value, and each line of a long text.
struct Blame: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "blame", abstract: Wording.blameAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Argument(
        help: Wording.helpExplainField.help("field"),
        completion: .custom(CompletionContext.fields))
    var field: String?

    /// What one piece is, and the change that wrote it.
    private struct Piece {
        let field: String
        let text: String
        let entry: HistoryEntry
    }

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let location = try replica.locate(id)
        let record = try context.record(at: location)
        let history = try replica.history(of: location)
        let names = RecordNames(replica)
        var fields = record.fields
        if let field {
            let name = record.kind.flatMap { FieldFlag(field).field(of: $0)?.name } ?? field
            fields = fields.filter { $0.name == name }
            guard !fields.isEmpty else {
                guard record.kind?.field(name) != nil else {
                    throw Failure.unknownField(field, kinds: record.kind.map { [$0] } ?? [])
                }
                throw Failure(Wording.explainNever(name))
            }
        }
        let pieces = try fields.flatMap { try self.pieces(of: $0, history, names) }
        let entries = EntryText(context: context, names: names)
        if output.json {
            return try context.console.print(
                JSONOutput.array(
                    pieces.map { piece in
                        .object([
                            ("field", .text(piece.field)), ("text", .text(piece.text)),
                            ("writer", entries.json(piece.entry)),
                        ])
                    }))
        }
        let bylines = try context.bylines()
        var table = TextTable([
            Wording.columnChange.spoken, Wording.columnWhen.spoken, Wording.columnAuthor.spoken,
            Wording.columnField.spoken, Wording.columnValue.spoken,
        ])
        for piece in pieces {
            table.add(
                [
                    String(piece.entry.hash.short), context.minute(piece.entry.wallMs),
                    bylines.byline(piece.entry).name.spoken, piece.field, piece.text,
                ].map { TerminalText.escaped($0) })
        }
        for line in table.lines(columns: context.console.columns) {
            try context.console.print(line)
        }
    }

    private func pieces(
        of field: StoredField, _ history: [HistoryEntry], _ names: RecordNames
    ) throws -> [Piece] {
        let lineage = Lineage(history, of: field.name)
        if field.isMerged, case .single(.text(let text))? = field.view.content {
            // Made of several texts: each sentence with who wrote it, a contested one with all who did.
            let live = field.live.reversed().compactMap { lineage.entries[$0.stamp.point] }
            let units = SentenceMerge.sentences(of: text)
            return units.flatMap { unit -> [Piece] in
                let holders = live.filter {
                    lineage.units($0, SentenceMerge.sentences).contains(unit)
                }
                let writers = holders.first.map {
                    [lineage.writer(of: unit, from: $0, SentenceMerge.sentences)]
                }
                return (writers ?? live).map { Piece(field: field.name, text: unit, entry: $0) }
            }
        }
        return try field.live.reversed().flatMap { live -> [Piece] in
            guard let entry = lineage.entries[live.stamp.point] else { return [] }
            let key = live.key == .null ? "" : "[" + (try names.text(live.key)) + "]"
            let name = field.name + (field.field?.shape == .set ? "" : key)
            if case .text(let text)? = live.values.first, live.values.count == 1,
                live.key == .null, text.contains("\n")
            {
                return Self.lines(text).map { line in
                    Piece(
                        field: name, text: line,
                        entry: lineage.writer(of: line, from: entry, Self.lines))
                }
            }
            let values =
                field.field?.shape == .set
                ? [try names.text(live.key)]
                : try live.values.map { $0 == .null ? Wording.emptied.spoken : try names.text($0) }
            return [Piece(field: name, text: values.joined(separator: " | "), entry: entry)]
        }
    }

    /// The writes of one field, and which went over which.
    private struct Lineage {
        let field: String
        private(set) var entries: [Point: HistoryEntry] = [:]

        init(_ history: [HistoryEntry], of field: String) {
            self.field = field
            for entry in history where entry.writes.contains(where: { $0.field == field }) {
                entries[entry.point] = entry
            }
        }

        /// The lines or sentences of a text.
        func units(_ entry: HistoryEntry, _ split: (String) -> [String]) -> [String] {
            guard case .text(let text)? = entry.write(field, .null)?.values.first else { return [] }
            return split(text)
        }

        /// The first change that had a line or sentence, on the way back through texts that had it: none of the later ones
        /// wrote it anew.
        func writer(
            of unit: String, from entry: HistoryEntry, _ split: (String) -> [String]
        ) -> HistoryEntry {
            var found = entry
            var seen: Set<Point> = []
            while true {
                let before = found.write(field, .null)?.superseded ?? PointRanges()
                let earlier = before.points.first { point in
                    guard let entry = entries[point], seen.insert(point).inserted else {
                        return false
                    }
                    return units(entry, split).contains(unit)
                }
                guard let point = earlier, let next = entries[point] else { return found }
                found = next
            }
        }
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

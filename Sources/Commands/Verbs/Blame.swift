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
        var table = TextTable([
            Wording.columnChange.spoken, Wording.columnWhen.spoken, Wording.columnAuthor.spoken,
            Wording.columnField.spoken, Wording.columnValue.spoken,
        ])
        for piece in pieces {
            table.add(
                [
                    String(piece.entry.hash.short), context.minute(piece.entry.wallMs),
                    piece.entry.author, piece.field, piece.text,
                ].map { TerminalText.escaped($0) })
        }
        for line in table.lines(columns: context.console.columns) {
            try context.console.print(line)
        }
    }

    private func pieces(
        of field: StoredField, _ history: [HistoryEntry], _ names: RecordNames
    ) throws -> [Piece] {
        try field.live.reversed().flatMap { live -> [Piece] in
            guard let entry = history.first(where: { $0.point == live.stamp.point }) else {
                return []
            }
            let key = live.key == .null ? "" : "[" + (try names.text(live.key)) + "]"
            let name = field.name + (field.field?.shape == .set ? "" : key)
            if case .text(let text)? = live.values.first, live.values.count == 1,
                live.key == .null, text.contains("\n")
            {
                return lines(of: text, by: entry, field.name, history).map {
                    Piece(field: name, text: $0.text, entry: $0.entry)
                }
            }
            let values =
                field.field?.shape == .set
                ? [try names.text(live.key)]
                : try live.values.map { $0 == .null ? Wording.emptied.spoken : try names.text($0) }
            return [Piece(field: name, text: values.joined(separator: " | "), entry: entry)]
        }
    }

    /// Each line of a text with the change that it came with: a line that an earlier text had was not written anew.
    private func lines(
        of text: String, by entry: HistoryEntry, _ field: String, _ history: [HistoryEntry]
    ) -> [(text: String, entry: HistoryEntry)] {
        var lines = Self.lines(text).map { (text: $0, entry: entry) }
        var later = entry
        while let write = later.write(field, .null),
            let earlier = history.first(where: { write.superseded.contains($0.point) }),
            case .text(let old)? = earlier.write(field, .null)?.values.first
        {
            let before = Self.lines(old)
            let own = lines.indices.filter { lines[$0].entry.hash == later.hash }
            // What is still taken for new is looked for in the text before.
            let added = Set(
                lines.map(\.text).difference(from: before).insertions.compactMap { change in
                    if case .insert(let place, _, _) = change { place } else { nil }
                })
            for place in own where !added.contains(place) { lines[place].entry = earlier }
            later = earlier
        }
        return lines
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

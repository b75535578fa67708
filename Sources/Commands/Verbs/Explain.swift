import ArgumentParser
import CRDT
import Causality
import Records
import Replica
import Store

/// `liaison explain ID [FIELD]`: why a field shows what it shows.
struct Explain: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "explain", abstract: Wording.explainAbstract.spoken,
            discussion: Wording.explainDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Argument(
        help: Wording.helpExplainField.help("field"),
        completion: .custom(CompletionContext.fields))
    var field: String?

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let location = try replica.locate(id)
        let record = try context.record(at: location)
        let history = CausalHistory(try replica.history(of: location))
        let names = RecordNames(replica)
        var texts: [ExplanationText] = []
        for name in try fields(record, history) {
            let all = Explanation.all(of: name, in: record, history).filter {
                field != nil || isWorthTelling($0)
            }
            if all.isEmpty { continue }
            texts.append(
                ExplanationText(
                    record: record, field: name, explanations: all, history: history,
                    entries: EntryText(context: context, names: names)))
        }
        if output.json {
            return try context.console.print(JSONOutput.array(try texts.map { try $0.json() }))
        }
        if field == nil, record.isWithdrawnButEdited {
            try context.console.print("! " + Wording.withdrawnButEdited.spoken)
            for entry in history.entries.reversed()
            where record.deletes.contains(where: { $0.stamp.point == entry.point }) {
                let line = try EntryText(context: context, names: names).line(
                    entry, deed: ", " + Wording.deedWithdrawn.spoken)
                try context.console.print("  " + TerminalText.escaped(line))
            }
            if !texts.isEmpty { try context.console.print() }
        } else if texts.isEmpty {
            return try context.note(Wording.explainPlain)
        }
        for (place, text) in texts.enumerated() {
            if place > 0 { try context.console.print() }
            for line in try text.lines() { try context.console.print(line) }
        }
    }

    private func fields(_ record: StoredRecord, _ history: CausalHistory) throws -> [String] {
        var written: [String] = record.kind?.fields.map(\.name) ?? []
        for entry in history.entries {
            for write in entry.writes where !written.contains(write.field) {
                written.append(write.field)
            }
        }
        let known = written.filter { name in
            history.entries.contains { $0.writes.contains { $0.field == name } }
        }
        guard let field else { return known }
        guard
            let name = record.kind.flatMap({ FieldFlag(field).field(of: $0)?.name })
                ?? known.first(where: { $0 == field })
        else { throw Failure.unknownField(field, kinds: record.kind.map { [$0] } ?? []) }
        guard known.contains(name) else { throw Failure(Wording.explainNever(name)) }
        return [name]
    }

    /// Whether there was more than one write.
    private func isWorthTelling(_ explanation: Explanation) -> Bool {
        explanation.live.count + explanation.gone.count > 1
    }
}

/// An explanation as people read it.
struct ExplanationText {
    let record: StoredRecord
    let field: String
    let explanations: [Explanation]
    let history: CausalHistory
    let entries: EntryText

    private var names: RecordNames { entries.names }
    /// More changes are counted.
    private static let namedMost = 5
    private var declared: Field? { record.kind?.field(field) }

    func lines() throws -> [String] {
        let label = declared?.label.spoken ?? field
        var lines = [names.name(of: record) + " \(field) (\(label))"]
        let merge = declared?.merge ?? .ask
        lines.append(
            "  " + Wording.explainMerge(merge.rawValue, TypeText.label(merge).spoken).spoken)
        for explanation in explanations {
            if explanation.key != .null {
                lines.append("  [" + (try names.text(explanation.key)) + "]")
            }
            lines += try standing(explanation, merge).map { "  " + $0 }
            if !explanation.gone.isEmpty { lines.append("  " + Wording.explainGone.spoken) }
            for gone in explanation.gone { lines += try self.gone(gone).map { "  " + $0 } }
        }
        return lines.map { TerminalText.escaped($0) }
    }

    private func standing(_ explanation: Explanation, _ merge: MergeClass) throws -> [String] {
        guard !explanation.live.isEmpty else { return [Wording.explainNothing.spoken] }
        var lines = [Wording.explainInForce.spoken]
        let open = record[field]?.view.open.first { $0.key == explanation.key }
        let isMerged = record[field]?.isMerged == true
        let shown = isMerged ? nil : self.shown(explanation)
        for standing in explanation.live {
            let values = try self.words(standing.values)
            let isShown = shown.map { standing.values.contains($0) } ?? false
            lines.append(
                "  " + standing.entry.hash.short + "  " + values
                    + (isShown && explanation.live.count > 1
                        ? "  (" + Wording.explainShown.spoken + ")" : ""))
            lines.append("    " + (try entries.line(standing.entry)))
            if let doubt = entries.doubt(standing.entry, history) { lines.append("    ! " + doubt) }
            if !standing.apart.isEmpty {
                lines.append("    " + apart(standing, explanation).spoken)
            }
        }
        let different = Set(explanation.live.flatMap(\.values)).count
        if explanation.live.count > 1 {
            let label =
                isMerged && open == nil
                ? Wording.explainMerged
                : different < 2
                    ? Wording.explainSame
                    : open == nil ? Wording.explainDecided : Wording.explainWaits
            lines.append("  " + label.spoken)
        }
        if isMerged, case .single(.text(let text))? = record[field]?.view.content {
            lines.append("  " + Wording.explainMergedAs(text).spoken)
        }
        return lines
    }

    private func apart(_ standing: Explanation.Standing, _ explanation: Explanation) -> Label {
        let isFromAll = standing.apartCount == explanation.live.count - 1
        if isFromAll, standing.apartCount > Self.namedMost { return Wording.explainApartAll }
        var who = standing.apart.prefix(Self.namedMost).map(\.hash.short)
        let rest = standing.apartCount - who.count
        if rest > 0 { who.append(Wording.andMore(rest).spoken) }
        return Wording.explainApart(who.joined(separator: ", "))
    }

    /// The value that is shown for a key; nil for the elements of a set, of which each stands or does not.
    private func shown(_ explanation: Explanation) -> Value? {
        if let side = record[field]?.view.open.first(where: { $0.key == explanation.key }) {
            return side.sides.first
        }
        switch record[field]?.view.content {
        case .single(let value): return value
        case .map(let entries), .log(let entries):
            return entries.first { $0.key == explanation.key }?.value
        case .set, nil: return nil
        }
    }

    private func gone(_ gone: Explanation.Gone) throws -> [String] {
        var lines = ["  " + gone.entry.hash.short + "  " + (try words(gone.values))]
        lines.append("    " + (try entries.line(gone.entry)))
        if let doubt = entries.doubt(gone.entry, history) { lines.append("    ! " + doubt) }
        // A removal leaves nothing that could be replaced.
        guard !gone.values.isEmpty else { return lines }
        var by = gone.by.prefix(Self.namedMost).map(\.hash.short)
        if gone.by.count > by.count {
            by.append(Wording.andMore(gone.by.count - by.count).spoken)
        }
        let label =
            by.isEmpty
            ? Wording.explainNoEffect : Wording.explainBy(by.joined(separator: ", "))
        lines.append("    " + label.spoken)
        return lines
    }

    private func words(_ values: [Value]) throws -> String {
        guard !values.isEmpty else { return Wording.explainRemoved.spoken }
        if declared?.shape == .set { return "+" }
        return try values.map { $0 == .null ? Wording.emptied.spoken : try names.text($0) }
            .joined(separator: " | ")
    }

    func json() throws -> JSONOutput {
        .object([
            ("field", .text(field)), ("rule", .text((declared?.merge ?? .ask).rawValue)),
            (
                "keys",
                .array(
                    try explanations.map { one in
                        .object([
                            ("key", one.key == .null ? .null : .text(try names.text(one.key))),
                            (
                                "in_force",
                                .array(
                                    try one.live.map { standing in
                                        .object([
                                            ("values", .array(try standing.values.map(names.json))),
                                            ("writer", entries.json(standing.entry)),
                                            (
                                                "made_apart_from_count",
                                                .int(standing.apartCount)
                                            ),
                                            (
                                                "made_apart_from",
                                                .array(
                                                    standing.apart.map {
                                                        .text($0.hash.description)
                                                    })
                                            ),
                                        ])
                                    })
                            ),
                            (
                                "went_before",
                                .array(
                                    try one.gone.map { gone in
                                        .object([
                                            ("values", .array(try gone.values.map(names.json))),
                                            ("writer", entries.json(gone.entry)),
                                            (
                                                "replaced_by",
                                                .array(
                                                    gone.by.map { .text($0.hash.description) })
                                            ),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }
}

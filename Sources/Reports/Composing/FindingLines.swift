import Records
import Store

/// Broken rules as reports tell them.
struct FindingLine {
    let row: FindingRow
    let record: ReportRecord
    let text: String

    /// Those whose record, and every record that they are about, this audience may see: a sentence names them all.
    static func all(_ rows: [FindingRow], _ composer: Composer) throws -> [FindingLine] {
        try rows.compactMap { row in
            let finding = row.finding
            guard
                case .held(let record) = try composer.library.look(
                    finding.record, kinds: [finding.kind]), !record.isReferenceOnly
            else { return nil }
            var names: [RecordID: String] = [:]
            for id in finding.involved {
                guard case .held(let other) = try composer.library.look(id),
                    !other.isReferenceOnly
                else { return nil }
            }
            for id in finding.involved + [finding.record] {
                names[id] = try composer.name(id).plainWithMarks(composer)
            }
            let known = names
            let text = finding.text(composer.language, schema: composer.schema) { id in
                // A record that the sentence names and the finding does not list is not named.
                known[id] ?? "…"
            }
            return FindingLine(row: row, record: record, text: text)
        }
    }

    /// The desk that it goes to, else who changed the record last. Source: the domain model, ruling 11.
    func owner(_ composer: Composer) throws -> String {
        if let desk = row.desk {
            return try composer.name(desk, kinds: Partners.kinds).plainWithMarks(composer)
        }
        let author = composer.say(try composer.library.lastAuthor(of: record))
        return author.isEmpty ? composer.say(.noOwner) : author
    }

    static func section(
        _ label: Label, _ lines: [FindingLine], _ composer: Composer
    ) throws -> ReportSection {
        let title = composer.say(label) + " (\(lines.count))"
        guard !lines.isEmpty else {
            return ReportSection(title, [.paragraph(Statement(composer.say(.none)))])
        }
        let columns: [Label] = [.record, .rule, .whatIsSaid]
        return ReportSection(
            title,
            [
                .table(
                    ReportTable(
                        composer.say(label), columns.map(composer.say),
                        try lines.map { line in
                            [
                                try composer.title(line.record), Statement(line.row.finding.rule),
                                Statement([.marked(.attention, line.text)]),
                            ]
                        }))
            ])
    }
}

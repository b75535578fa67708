import CRDT
import Records
import Replica
import Store

/// Findings as people read them, and as `--json` prints them.
struct FindingText {
    let context: Context
    let names: RecordNames

    /// The sentence of a finding in both languages, records named as people type them.
    static func sentence(_ finding: Finding, _ names: RecordNames) -> Label {
        func text(_ language: Language) -> String {
            finding.text(language, schema: names.schema) { id in
                (try? names.name(of: id)) ?? id.description
            }
        }
        return Label(en: text(.english), nl: text(.dutch))
    }

    /// Whose it is: the desk that owns the record, else who changed it last, else the name that this node keeps.
    func owner(_ row: FindingRow) throws -> String {
        if let desk = row.desk { return try names.name(of: desk) }
        let replica = try context.replica()
        guard !row.author.isEmpty else { return try replica.author() }
        let bylines = try context.bylines()
        guard bylines.needsLook(row.author) else { return row.author }
        let store = replica.store
        let location = Store.Location(kind: row.finding.kind, id: row.finding.record)
        let byline = try store.read {
            try store.readableRecord(location)?.heads.last.flatMap {
                try bylines.byline(at: $0.point, in: store)
            }
        }
        return byline?.name.spoken ?? row.author
    }

    /// `V1 coop:x: sentence`, and behind an accepted one why.
    func lines(_ row: FindingRow) throws -> [String] {
        var lines = [
            "  " + Wording.rule(row.finding.rule, Self.sentence(row.finding, names)).spoken
        ]
        if let reason = row.accepted {
            lines.append("     " + Wording.findingAccepted(reason).spoken)
        }
        return lines.map { TerminalText.escaped($0) }
    }

    func json(_ row: FindingRow) throws -> JSONOutput {
        let finding = row.finding
        return .object([
            ("rule", .text(finding.rule)), ("kind", .text(finding.kind)),
            ("record", .text(try names.name(of: finding.record))),
            ("sentence", .text(Self.sentence(finding, names).spoken)),
            ("advice", .text(names.schema.rule(finding.rule)?.advice.spoken ?? "")),
            ("others", .array(try finding.involved.map { .text(try names.name(of: $0)) })),
            ("owner", .text(try owner(row))), ("since", .optional(finding.countsFrom)),
            ("accepted", .optional(row.accepted)),
        ])
    }
}

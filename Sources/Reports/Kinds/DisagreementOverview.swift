package import Records
import Store

/// `disagreements`: conflicts, disputes and findings under those who own the records.
package enum DisagreementOverview: Report {
    package static let name = "disagreements"
    package static let summary = Label(
        en: "conflicts, disputed facts and findings by owner",
        nl: "conflicten, tegenstrijdige bronnen en bevindingen per eigenaar")
    package static let parameters = ReportParameters()
    package static let tellsFindings = true

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        var byOwner: [String: [[Statement]]] = [:]
        var counts = [0, 0, 0, 0]
        for kind in composer.schema.kinds {
            let records = try composer.byTitle(
                try composer.library.select(kind.name) { record in
                    record.isWithdrawnButEdited || !composer.openMatters(record).isEmpty
                })
            for record in records {
                let owner = try composer.owner(of: record)
                if record.isWithdrawnButEdited { counts[1] += 1 }
                for row in try rows(record, composer) {
                    byOwner[owner, default: []].append(row.cells)
                    counts[row.isDispute ? 2 : 0] += 1
                }
                if record.isWithdrawnButEdited {
                    let cells = [
                        try composer.title(record), Statement(kind.label[composer.language]),
                        Statement(composer.say(.withdrawnButEdited)), .empty,
                    ]
                    byOwner[owner, default: []].append(cells)
                }
            }
        }
        for line in try FindingLine.all(request.findings, composer) {
            counts[3] += 1
            let kind = line.record.kind?.label[composer.language] ?? line.record.kindName
            byOwner[try line.owner(composer), default: []].append([
                try composer.title(line.record), Statement(kind),
                Statement(composer.say(.ruleNumber(line.row.finding.rule))),
                Statement([.marked(.attention, line.text)]),
            ])
        }
        let labels: [Label] = [.conflicts, .withdrawnButEdited, .disputes, .findings]
        let facts = zip(labels, counts).map { Fact(composer.say($0), Statement(String($1))) }
        var sections = [ReportSection(composer.say(.inShort), [.facts(facts)])]
        let columns: [Label] = [.record, .kindOfRecord, .field, .whatIsSaid]
        for owner in byOwner.keys.sorted() {
            let rows = byOwner[owner] ?? []
            sections.append(
                ReportSection(
                    owner + " (\(rows.count))",
                    [.table(ReportTable(owner, columns.map(composer.say), rows))]))
        }
        return ReportBody(composer.say(.disagreements), sections)
    }

    private static func rows(
        _ record: ReportRecord, _ composer: Composer
    ) throws -> [(cells: [Statement], isDispute: Bool)] {
        let title = try composer.title(record)
        let kind = Statement(record.kind?.label[composer.language] ?? record.kindName)
        return try composer.openMatters(record).flatMap { field, label in
            try composer.value(record, field).runs.compactMap { run in
                guard case .marked(let mark, _) = run, mark == .conflict || mark == .dispute else {
                    return nil
                }
                return ([title, kind, Statement(label), Statement([run])], mark == .dispute)
            }
        }
    }
}

extension Composer {
    /// Who is to look at a record: its owner desk, else who changed it last. Source: the domain model, ruling 11.
    func owner(of record: ReportRecord) throws -> String {
        let desk = try value(record, "owner_desk")
        if !desk.isEmpty { return desk.plainWithMarks(self) }
        let author = say(try library.lastAuthor(of: record))
        return author.isEmpty ? say(.noOwner) : author
    }
}

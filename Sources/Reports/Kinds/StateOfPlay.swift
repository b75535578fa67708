package import Records

/// `state-of-play [PARTNER] --year YEAR`: the yearly account of what was done with each partner, with the overview of all
/// cooperation as its annex.
package enum StateOfPlay: Report {
    package static let name = "state-of-play"
    package static let summary = Label(
        en: "the year with each partner, with the overview of cooperation as annex",
        nl: "het jaar met elke partner, met het overzicht van samenwerking als bijlage")
    package static let parameters = ReportParameters(subject: .may, year: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let year = request.year ?? composer.asOf.date.year
        let kept = try YearFile(year, of: request.subject, composer)
        var sections: [ReportSection] = []
        for head in kept.partners { sections.append(try section(head, kept, composer)) }
        if sections.isEmpty {
            sections = [
                ReportSection(
                    composer.say(.cooperations), [.paragraph(Statement(composer.say(.none)))])
            ]
        }
        sections.append(try annex(kept, composer))
        let about = try request.subject.map {
            try composer.name($0, kinds: Partners.kinds).plainWithMarks(composer)
        }
        return ReportBody(composer.say(.stateOfPlay(year, about)), sections)
    }

    private static func section(
        _ head: RecordID, _ file: YearFile, _ composer: Composer
    ) throws -> ReportSection {
        let cooperations = file.of(head, "cooperation")
        let parts: [(Label, [ReportRecord], [RecordColumn])] = [
            (.cooperations, cooperations, Columns.cooperation),
            (.signedInYear(file.year), file.of(head, "agreement"), Columns.agreement),
            (.activities, file.of(head, "activity"), Columns.activity),
            (.contributions, file.of(head, "contribution"), Columns.contribution),
            (.postings, file.of(head, "posting"), Columns.posting),
            (.projects, file.of(head, "project"), Columns.project),
        ]
        var sections = try parts.filter { !$0.1.isEmpty }.map {
            try FileSections.section($0.0, $0.1, $0.2, composer)
        }
        let results = try FileSections.results(cooperations, composer)
        if case .table? = results.blocks.first { sections.append(results) }
        let title = try composer.name(head, kinds: Partners.kinds).plainWithMarks(composer)
        var facts: [Fact] = []
        if let partner = file.all[head] {
            let ranks = try composer.dated(partner, "tier")
            let label = partner.kind?.field("tier")?.label[composer.language] ?? ""
            if !ranks.isEmpty { facts.append(Fact(label, .joined(ranks, separator: "; "))) }
        }
        facts += parts.filter { !$0.1.isEmpty }.map {
            Fact(composer.say($0.0), Statement(String($0.1.count)))
        }
        return ReportSection(title, [.facts(facts)], sections: sections)
    }

    /// The overview of the letters to parliament: each cooperation of the year on a row, bilateral ones first.
    private static func annex(_ file: YearFile, _ composer: Composer) throws -> ReportSection {
        let columns: [RecordColumn] = [
            .field("scope", of: .cooperation), .field("partners", of: .cooperation),
            .field("family", of: .cooperation), .field("forms", of: .cooperation),
            .field("intensity", of: .cooperation), .period, .field("status", of: .cooperation),
            .field("agreements", of: .cooperation),
        ]
        let all = file.records("cooperation")
        let rows =
            all.filter { $0.has("scope", "bilateral") }
            + all.filter { !$0.has("scope", "bilateral") }
        var blocks = [try composer.table(composer.say(.annex), of: rows, columns)]
        if let chart = try FormMatrix.chart(rows, file.all, composer) {
            blocks.insert(.chart(chart), at: 0)
        }
        return ReportSection(composer.say(.annex) + " (\(rows.count))", blocks)
    }
}

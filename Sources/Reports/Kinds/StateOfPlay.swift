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
        let family = file.all.family(of: head)
        func of(_ records: [ReportRecord]) -> [ReportRecord] {
            records.filter { $0.concerns(family) }
        }
        let cooperations = of(file.cooperations)
        let parts: [(Label, [ReportRecord], [RecordColumn])] = [
            (.cooperations, cooperations, Columns.cooperation),
            (.signedInYear(file.year), of(file.agreements), Columns.agreement),
            (.activities, of(file.activities), Columns.activity),
            (.contributions, of(file.contributions), Columns.contribution),
            (.postings, of(file.postings), Columns.posting),
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
        let rows =
            file.cooperations.filter { $0.has("scope", "bilateral") }
            + file.cooperations.filter { !$0.has("scope", "bilateral") }
        var blocks = [try composer.table(composer.say(.annex), of: rows, columns)]
        if let chart = try FormMatrix.chart(rows, file.all, composer) {
            blocks.insert(.chart(chart), at: 0)
        }
        return ReportSection(composer.say(.annex) + " (\(rows.count))", blocks)
    }
}

/// What touches one year, each kind read once.
private struct YearFile {
    let year: Int
    let all: Partners
    /// Those that something is told of, by name.
    let partners: [RecordID]
    let cooperations: [ReportRecord]
    let agreements: [ReportRecord]
    let activities: [ReportRecord]
    let contributions: [ReportRecord]
    let postings: [ReportRecord]

    init(_ year: Int, of subject: RecordID?, _ composer: Composer) throws {
        self.year = year
        let (first, last) = (
            CivilDay(year: year, month: 1, day: 1), CivilDay(year: year, month: 12, day: 31)
        )
        let library = composer.library
        let all = try Partners(library)
        self.all = all
        let family = try composer.family(of: subject)
        func touching(_ kind: String) throws -> [ReportRecord] {
            try library.select(kind) { record in
                record.mayTouch(from: first, through: last)
                    && (family.map { record.concerns($0) } ?? true)
            }
        }
        cooperations = try composer.byTitle(try touching("cooperation"))
        activities = try composer.byStart(
            try library.select("activity") { record in
                record.dates("start").contains { start in
                    let ends = record.dates("end")
                    return (ends.isEmpty ? [nil] : ends.map(Optional.some)).contains {
                        DateSpan(eventFrom: start, to: $0).mayTouch(from: first, through: last)
                    }
                } && (family.map { record.concerns($0) } ?? true)
            })
        contributions = try composer.byStart(try touching("contribution"))
        postings = try composer.byTitle(try touching("posting"))
        agreements = try composer.byStart(
            try library.select("agreement") { record in
                let dates = record.dates("signed") + record.dates("in_force")
                return dates.contains { DateSpan(on: $0).mayTouch(from: first, through: last) }
                    && (family.map { record.concerns($0) } ?? true)
            }, "signed")
        if let subject {
            partners = [subject]
        } else {
            let told = cooperations + activities + contributions + postings + agreements
            // The account is of countries; what has no country for a partner stands in the annex.
            let heads = all.heads(of: told.flatMap(\.partners)).filter(all.isCountry)
            partners = try composer.byTitle(heads.compactMap { all[$0] }).map(\.id)
        }
    }
}

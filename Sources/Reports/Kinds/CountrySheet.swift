package import Records

/// `country-sheet PARTNER`: who a partner is to us, and all that we do together.
package enum CountrySheet: Report {
    package static let name = "country-sheet"
    package static let summary = Label(
        en: "who a partner is, and all that is done together",
        nl: "wie een partner is, en alles wat samen gebeurt")
    package static let parameters = ReportParameters(subject: .must)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        guard let subject = request.subject else { throw ReportError.subjectUnknown }
        let file = try PartnerFile(of: subject, composer)
        let name = try composer.title(file.partner).plainWithMarks(composer)
        var sections = [
            ReportSection(composer.say(.whoItIs), [.facts(try facts(file.partner, composer))])
        ]
        let sheet = try composer.bilingual(file.partner, "sheet")
        if !sheet.isEmpty {
            sections[0].blocks.append(.paragraph(sheet.citing([composer.cite(file.partner)])))
        }
        let lanes = PartnerTimeline.lanes(file, composer)
        if let chart = try PartnerTimeline.chart(
            lanes(), composer.say(.throughTheYears(name)), composer)
        {
            sections.append(ReportSection(composer.say(.atAGlance), [.chart(chart)]))
        }
        sections += try FileSections.all(file, composer)
        return ReportBody(composer.say(.countrySheet(name)), sections)
    }

    static func facts(_ partner: ReportRecord, _ composer: Composer) throws -> [Fact] {
        let cited = [composer.cite(partner)]
        var facts: [Fact] = []
        for field in [
            "code", "kind", "parent", "members", "seat", "like_minded", "like_minded_basis",
            "like_minded_date", "alliances", "aliases", "name_history.en", "name_history.nl",
            "remarks",
        ] {
            let value = try composer.value(partner, field)
            guard !value.isEmpty else { continue }
            let label = partner.kind?.field(field)?.label[composer.language] ?? field
            facts.append(Fact(label, value.citing(cited)))
        }
        let ranks = try composer.dated(partner, "tier")
        if !ranks.isEmpty {
            let label = partner.kind?.field("tier")?.label[composer.language] ?? "tier"
            facts.append(Fact(label, .joined(ranks, separator: "; ")))
        }
        let heading = try composer.heading(partner, besides: Set(facts.map(\.label)))
        return [Fact(composer.say(.record), heading)] + facts
    }
}

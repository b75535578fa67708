package import Records

/// `postings`: who is posted where, what is vacant, who hands over.
package enum PostingOverview: Report {
    package static let name = "postings"
    package static let summary = Label(
        en: "postings, vacancies and handovers", nl: "plaatsingen, vacatures en overdrachten")
    package static let parameters = ReportParameters(subject: .may, days: .may)

    private static let daysAhead = 180

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let library = composer.library
        let family = try composer.family(of: request.subject)
        let all = try composer.byTitle(
            try library.select("posting") { record in
                family.map { record.concerns($0) } ?? true
            })
        let (today, days) = (composer.asOf, request.days ?? daysAhead)
        let vacant = all.filter { Occupation($0, on: today).isVacant }
        let handovers = all.filter { !Occupation($0, on: today).leaving(within: days).isEmpty }
        let reviews = all.filter { record in
            record.dates("next_review").contains { $0.first <= today + days }
        }
        let bars = Overview.bars(
            Overview.groups(all, by: "kind", "posting_kind", composer))
        let holders = RecordColumn(
            .holders, covers: ["holders.start", "holders.end", "seats"]
        ) { record, composer in try Occupation(record, on: composer.asOf).holders(composer) }
        var sections: [ReportSection] = []
        if bars.count > 1 {
            let chart = ReportChart(
                title: composer.say(.postingsByKind), description: composer.say(.barsDescription),
                drawing: .bars(bars))
            sections.append(ReportSection(composer.say(.atAGlance), [.chart(chart)]))
        }
        let full =
            Columns.posting + [
                holders, .field("accredited_to", of: .posting), .field("roles", of: .posting),
                .field("as_of", of: .posting),
            ]
        sections += [
            try FileSections.section(.vacant, vacant, Columns.posting + [holders], composer),
            try FileSections.section(
                .handovers(days), handovers, Columns.posting + [holders], composer),
            try FileSections.section(
                .reviews(days), reviews, [.field("next_review", of: .posting)], composer),
            try FileSections.section(.allPostings, all, full, composer),
        ]
        return ReportBody(composer.say(.postings), sections)
    }
}

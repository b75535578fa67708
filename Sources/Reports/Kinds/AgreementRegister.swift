package import Records

/// `agreement-register [PARTNER]`: every agreement, and those that ask for attention.
package enum AgreementRegister: Report {
    package static let name = "agreement-register"
    package static let summary = Label(
        en: "all agreements: expiring, undated, superseded, linked to nothing",
        nl: "alle afspraken: aflopend, ongedateerd, vervangen, nergens aan gekoppeld")
    package static let parameters = ReportParameters(subject: .may, days: .may)

    private static let daysAhead = 365
    /// Fields of other kinds that say what an agreement carries.
    private static let links = [
        "cooperation": "agreements", "activity": "agreements", "project": "agreements",
        "contribution": "agreements", "posting": "agreement",
    ]

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let library = composer.library
        let family = try composer.family(of: request.subject)
        let all = try composer.byStart(
            try library.select("agreement") { record in
                family.map { record.concerns($0) } ?? true
            }, "signed")
        let (today, days) = (composer.asOf, request.days ?? daysAhead)
        let loose = try all.filter { record in
            try record.values("covers").isEmpty && !library.isNamed(record.id, in: links)
        }
        let superseded = Set(all.flatMap { $0.references("supersedes") })
        let parts: [(Label, [ReportRecord])] = [
            (.expiring(days), all.filter { Deadlines.isDue($0, from: today, days: days) }),
            (
                .pastEnd,
                all.filter { Deadlines.isPastEnd($0, on: today) && !Deadlines.isOver($0) }
            ),
            (
                .undated,
                all.filter { $0.values("signed").isEmpty && $0.values("in_force").isEmpty }
            ),
            (
                .superseded,
                all.filter { $0.has("status", "superseded") || superseded.contains($0.id) }
            ),
            (.linkedToNothing, loose),
        ]
        let bars =
            [ReportChart.Bar(composer.say(.allAgreements), all.count)]
            + parts.map { ReportChart.Bar(composer.say($0.0), $0.1.count) }
        var glance: [ReportBlock] = [
            .chart(
                .init(
                    title: composer.say(.agreementRegister),
                    description: composer.say(.barsDescription), drawing: .bars(bars)))
        ]
        if let chart = try PartnerTimeline.chart(
            try PartnerTimeline.agreements(all, composer),
            composer.say(.throughTheYears(composer.say(.agreements))), composer)
        {
            glance.append(.chart(chart))
        }
        var sections = [ReportSection(composer.say(.atAGlance), glance)]
        for (label, records) in parts {
            sections.append(
                try FileSections.section(label, records, Columns.agreement, composer))
        }
        sections.append(
            try FileSections.section(
                .allAgreements, all,
                Columns.agreement + [
                    .field("treaty_series", of: .agreement), .field("supersedes", of: .agreement),
                    .field("covers", of: .agreement),
                ], composer))
        return ReportBody(composer.say(.agreementRegister), sections)
    }
}

package import Records
import Store

/// `visit-brief PARTNER`: what one must know before talking to a partner.
package enum VisitBrief: Report {
    package static let name = "visit-brief"
    package static let summary = Label(
        en: "what to know before talking to a partner",
        nl: "wat te weten voor een gesprek met een partner")
    package static let parameters = ReportParameters(subject: .must, days: .may)
    package static let tellsFindings = true

    /// How far back "recent" reaches.
    private static let daysBack = 365
    private static let daysAhead = 180

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        guard let subject = request.subject else { throw ReportError.subjectUnknown }
        let file = try PartnerFile(of: subject, composer)
        let name = try composer.title(file.partner).plainWithMarks(composer)
        let (today, days) = (composer.asOf, request.days ?? daysAhead)
        let current = file.cooperations.filter {
            !$0.codes("status").allSatisfy(["ended", "rejected"].contains)
                && $0.mayTouch(from: today, through: today)
        }
        let coming = file.activities.filter { activity in
            activity.dates("start").contains {
                DateSpan(on: $0).mayTouch(from: today, through: today + days)
            } && !activity.codes("status").allSatisfy(["held", "cancelled"].contains)
        }
        let recent = file.activities.filter { activity in
            activity.dates("start").contains { start in
                start.first < today && start.last >= today + -daysBack
            }
        }
        let due = file.agreements.filter { Deadlines.isDue($0, from: today, days: days) }
        let open = file.actions.filter(OpenActions.isOpen)
        let visits = file.activities.filter { $0.has("kind", "visit", "meeting") }.suffix(5)
        let disputed = file.everything.filter { !composer.openMatters($0).isEmpty }
        let concerned = Set(file.everything.map(\.id))
        let findings = try FindingLine.all(
            request.findings.filter { concerned.contains($0.finding.record) }, composer)
        let short = [
            Fact(composer.say(.currentCooperation), Statement(String(current.count))),
            Fact(composer.say(.comingIn(days)), Statement(String(coming.count))),
            Fact(composer.say(.openActions), Statement(String(open.count))),
            Fact(composer.say(.agreementsDue(days)), Statement(String(due.count))),
            Fact(composer.say(.openMatters), Statement(String(disputed.count))),
            Fact(composer.say(.findings), Statement(String(findings.count))),
        ]
        let sections: [ReportSection] = [
            ReportSection(composer.say(.inShort), [.facts(short)]),
            ReportSection(
                composer.say(.whoItIs), [.facts(try CountrySheet.facts(file.partner, composer))]),
            try FileSections.section(
                .currentCooperation, current,
                Columns.cooperation + [.bilingual("summary", .inWords)], composer),
            try FileSections.results(current, composer),
            try FileSections.section(.comingIn(days), coming, Columns.activity, composer),
            try FileSections.section(.recent, recent, Columns.activity, composer),
            try FileSections.section(.lastVisits, Array(visits), Columns.activity, composer),
            try FileSections.section(.openActions, open, Columns.action, composer),
            try FileSections.section(.agreementsDue(days), due, Columns.agreement, composer),
            try FileSections.section(.postings, file.postings, Columns.posting, composer),
            try FileSections.section(.contacts, file.contacts, Columns.person, composer),
            try FileSections.section(.openMatters, disputed, [.kind], composer),
            try FindingLine.section(.findings, findings, composer),
        ]
        return ReportBody(composer.say(.visitBrief(name)), sections)
    }
}

package import Records

/// `agenda --days N`: what asks for attention soon: what ends, is due, begins, falls vacant or is owed.
package enum Agenda: Report {
    package static let name = "agenda"
    package static let summary = Label(
        en: "what ends, is due, begins, falls vacant or is owed in the coming days",
        nl: "wat de komende dagen afloopt, moet, begint, vacant raakt of nog verschuldigd is")
    package static let parameters = ReportParameters(subject: .may, days: .may)
    package static let isCalendar = true

    package static let daysAhead = 90

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let days = request.days ?? daysAhead
        let family = try composer.family(of: request.subject)
        let found = try AgendaItem.all(days: days, family: family, composer)
        func items(_ group: AgendaItem.Group) -> [AgendaItem] {
            found.filter { $0.group == group }.sorted { $0.sortKey < $1.sortKey }
        }
        let groups: [(AgendaItem.Group, Label)] = [
            (.overdue, .overdue), (.coming, .coming(days)), (.vacant, .vacant),
            (.owed, .reportsOwed),
        ]
        let sections = groups.map { group, label in
            section(composer.say(label), items(group), composer)
        }
        return ReportBody(
            composer.say(.agenda(days)), sections, events: found.compactMap(\.event))
    }

    private static func section(
        _ title: String, _ items: [AgendaItem], _ composer: Composer
    ) -> ReportSection {
        let heading = title + " (\(items.count))"
        guard !items.isEmpty else {
            return ReportSection(heading, [.paragraph(Statement(composer.say(.none)))])
        }
        let columns: [Label] = [.date, .whatIsDue, .record, .owner]
        return ReportSection(
            heading,
            [
                .table(
                    ReportTable(
                        title, columns.map(composer.say),
                        items.map { [$0.date, Statement($0.deed), $0.title, $0.owner] }))
            ])
    }
}

import Records

/// All cooperation in groups: what the overviews by partner, goal, form and scope have in common.
enum Overview {
    struct Group {
        let title: String
        let records: [ReportRecord]
    }

    static func body(
        _ title: Label, _ groups: [Group], _ composer: Composer, all: [ReportRecord],
        extra: [ReportBlock] = []
    ) throws -> ReportBody {
        let chart = ReportChart(
            title: composer.say(title), description: composer.say(.barsDescription),
            drawing: .bars(bars(groups)))
        let count = Fact(composer.say(.cooperations), Statement(String(all.count)))
        var sections = [
            ReportSection(composer.say(.atAGlance), [.facts([count]), .chart(chart)] + extra)
        ]
        for group in groups where !group.records.isEmpty {
            sections.append(
                ReportSection(
                    group.title + " (\(group.records.count))",
                    [try composer.table(group.title, of: group.records, Columns.cooperation)]))
        }
        return ReportBody(composer.say(title), sections)
    }

    /// All, or those that concern one partner.
    static func cooperations(
        _ request: ReportRequest, _ composer: Composer
    ) throws -> [ReportRecord] {
        let family = try composer.family(of: request.subject)
        return try composer.byTitle(
            try composer.library.select("cooperation") { record in
                family.map { record.concerns($0) } ?? true
            })
    }

    /// One group a code, in the order of the vocabulary; those that have none come last.
    static func groups(
        _ records: [ReportRecord], by field: String, _ vocabulary: String, _ composer: Composer
    ) -> [Group] {
        let terms = composer.schema.vocabularies[vocabulary]?.terms ?? []
        var groups = terms.map { term in
            let label = term.label[composer.language]
            return Group(
                // Codes in capitals are how people speak of goals and forms; others are for machines.
                title: term.code.first?.isUppercase == true && label != term.code
                    ? term.code + " · " + label : label,
                records: records.filter { $0.has(field, term.code) })
        }
        let known = Set(terms.map(\.code))
        groups.append(
            Group(
                title: composer.say(.notAttributed),
                records: records.filter { known.isDisjoint(with: $0.codes(field)) }))
        return groups
    }

    /// One for each group that has records.
    static func bars(_ groups: [Group]) -> [ReportChart.Bar] {
        groups.filter { !$0.records.isEmpty }.map { ReportChart.Bar($0.title, $0.records.count) }
    }
}

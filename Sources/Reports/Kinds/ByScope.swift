package import Records

/// `by-scope`: bilateral and multinational cooperation, the latter by framework as well.
package enum ByScope: Report {
    package static let name = "by-scope"
    package static let summary = Label(
        en: "all cooperation, bilateral and by multinational framework",
        nl: "alle samenwerking, bilateraal en naar multinationaal kader")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let all = try Overview.cooperations(request, composer)
        let groups = Overview.groups(all, by: "scope", "scope", composer)
        let frameworks = Overview.groups(
            all.filter { !$0.codes("framework").isEmpty }, by: "framework", "framework", composer)
        let bars = Overview.bars(frameworks)
        let chart = ReportChart(
            title: composer.say(.byFramework), description: composer.say(.barsDescription),
            drawing: .bars(bars))
        return try Overview.body(
            .byScope, groups, composer, all: all, extra: bars.isEmpty ? [] : [.chart(chart)])
    }
}

package import Records

/// `by-goal`: cooperation under each of its goals.
package enum ByGoal: Report {
    package static let name = "by-goal"
    package static let summary = Label(
        en: "all cooperation by goal", nl: "alle samenwerking naar doel")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let all = try Overview.cooperations(request, composer)
        let groups = Overview.groups(all, by: "goals", "goal", composer)
        return try Overview.body(.byGoal, groups, composer, all: all)
    }
}

package import Records

/// `by-form`: cooperation under each of its forms.
package enum ByForm: Report {
    package static let name = "by-form"
    package static let summary = Label(
        en: "all cooperation by form", nl: "alle samenwerking naar vorm")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let all = try Overview.cooperations(request, composer)
        let groups = Overview.groups(all, by: "forms", "form", composer)
        return try Overview.body(.byForm, groups, composer, all: all)
    }
}

package import Records

/// `by-partner`: cooperation under each country or body that takes part; what a part does, the whole does.
package enum ByPartner: Report {
    package static let name = "by-partner"
    package static let summary = Label(
        en: "all cooperation by partner", nl: "alle samenwerking naar partner")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let all = try Overview.cooperations(request, composer)
        let partners = try composer.partners()
        var of: [RecordID: [ReportRecord]] = [:]
        for record in all {
            for head in partners.heads(of: record.references("partners")) {
                of[head, default: []].append(record)
            }
        }
        var groups = try composer.byTitle(of.keys.compactMap { partners[$0] }).map { partner in
            Overview.Group(
                title: try composer.name(partner.id).plainWithMarks(composer),
                records: of[partner.id] ?? [])
        }
        let named = Set(of.values.joined().map(\.id))
        groups.append(
            Overview.Group(
                title: composer.say(.notAttributed), records: all.filter { !named.contains($0.id) })
        )
        let matrix = try FormMatrix.chart(all, partners, composer).map { [ReportBlock.chart($0)] }
        return try Overview.body(
            .byPartner, groups, composer, all: all, extra: matrix ?? [])
    }
}

package import Records

/// `as-known [PARTNER] --known-on DATE`: every record as it was known here on a date, with what has changed since.
package enum AsKnown: Report {
    package static let name = "as-known"
    package static let summary = Label(
        en: "every record as known here on a date, and what has changed since",
        nl: "elk record zoals hier bekend op een datum, en wat sindsdien is gewijzigd")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        var since: [RecordID: [String]] = [:]
        for touched in (request.changes ?? []).flatMap(\.records) {
            for field in touched.fields where since[touched.id]?.contains(field) != true {
                since[touched.id, default: []].append(field)
            }
        }
        let changed = since
        let later = RecordColumn(.since) { record, composer in
            guard let fields = changed[record.id] else { return .empty }
            let names = fields.map { field in
                field.isEmpty
                    ? composer.say(.theRecordItself)
                    : record.kind?.field(field)?.label[composer.language] ?? field
            }
            return Statement([.marked(.attention, names.joined(separator: ", "))])
        }
        let family = try composer.family(of: request.subject)
        var sections: [ReportSection] = []
        var bars: [ReportChart.Bar] = []
        for kind in composer.schema.kinds {
            let records = try composer.byTitle(
                try composer.library.select(kind.name) { record in
                    family.map { $0.contains(record.id) || record.concerns($0) } ?? true
                })
            guard !records.isEmpty else { continue }
            let label = kind.label[composer.language]
            bars.append(ReportChart.Bar(label, records.count))
            var columns: [RecordColumn] = []
            if kind.field("start") != nil { columns.append(.period) }
            for name in ["signed", "in_force", "ends", "due", "done", "status", "phase"]
            where kind.field(name) != nil {
                columns.append(.field(name, of: kind))
            }
            sections.append(
                ReportSection(
                    label + " (\(records.count))",
                    [try composer.table(label, of: records, columns + [later])]))
        }
        let chart = ReportChart(
            title: composer.say(.asKnown), description: composer.say(.barsDescription),
            drawing: .bars(bars))
        sections.insert(ReportSection(composer.say(.atAGlance), [.chart(chart)]), at: 0)
        return ReportBody(composer.say(.asKnown), sections)
    }
}

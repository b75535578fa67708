package import Records

/// `capabilities`: shortfalls and surpluses as NATO and EU set them, base and niche, and what cooperation does about them.
package enum CapabilityOverview: Report {
    package static let name = "capabilities"
    package static let summary = Label(
        en: "shortfalls and surpluses, base and niche capabilities",
        nl: "tekorten en overschotten, basis- en nichecapaciteiten")
    package static let parameters = ReportParameters()

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let library = composer.library
        let all = try composer.byTitle(try library.select("capability"))
        var served: [RecordID: [ReportRecord]] = [:]
        let cooperations = try library.select("cooperation") { record in
            record.fields.keys.contains { $0 == "capabilities" || $0.hasPrefix("shortfall_check") }
        }
        for record in cooperations {
            for id in record.references("capabilities") { served[id, default: []].append(record) }
        }
        // The other direction: what the record of the capability itself names.
        let claimed = served
        let cooperation = RecordColumn(.cooperations, covers: ["cooperations"]) {
            record, composer in
            let stated = claimed[record.id] ?? []
            let ids = Set(stated.map(\.id) + record.references("cooperations"))
            let names = try composer.names(ids.map { .reference($0) }, kinds: ["cooperation"])
            let isOpen = record.has("classes", "shortfall")
            guard names.isEmpty, isOpen else {
                return names.citing(stated.map { composer.cite($0) })
            }
            return Statement([.marked(.attention, composer.say(.noCooperation))])
        }
        let columns: [RecordColumn] = [
            .field("assessments", of: .capability), .field("holders", of: .capability),
            .field("alone", of: .capability), .field("own_history", of: .capability), cooperation,
            .field("projects", of: .capability),
        ]
        let groups = Overview.groups(all, by: "classes", "capability_class", composer)
        let bars = Overview.bars(groups)
        let chart = ReportChart(
            title: composer.say(.capabilitiesByClass), description: composer.say(.barsDescription),
            drawing: .bars(bars))
        var sections = [ReportSection(composer.say(.atAGlance), [.chart(chart)])]
        for group in groups where !group.records.isEmpty {
            sections.append(
                ReportSection(
                    group.title + " (\(group.records.count))",
                    [try composer.table(group.title, of: group.records, columns)]))
        }
        let checked = cooperations.filter { record in
            record.fields.keys.contains { $0.hasPrefix("shortfall_check") }
        }
        sections.append(
            try FileSections.section(
                .shortfallChecks, try composer.byTitle(checked),
                [
                    .field("shortfall_check.date", of: .cooperation),
                    .field("shortfall_check.result", of: .cooperation),
                    .field("shortfall_check.text", of: .cooperation),
                ], composer))
        return ReportBody(composer.say(.capabilities), sections)
    }
}

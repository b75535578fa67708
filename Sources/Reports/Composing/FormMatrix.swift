import Records

/// How many cooperations there are with each partner in each main form.
enum FormMatrix {
    /// Nil where there is too little to see.
    static func chart(
        _ cooperations: [ReportRecord], _ partners: Partners, _ composer: Composer
    ) throws -> ReportChart? {
        let vocabulary = composer.schema.vocabularies["form"]
        let codes =
            vocabulary?.terms.map(\.code).filter { code in
                cooperations.contains { $0.has("forms", code) }
            } ?? []
        var counts: [RecordID: [Int]] = [:]
        for record in cooperations {
            for head in partners.heads(of: record.references("partners"))
            where partners.isCountry(head) {
                var row = counts[head] ?? Array(repeating: 0, count: codes.count)
                for (place, code) in codes.enumerated() where record.has("forms", code) {
                    row[place] += 1
                }
                counts[head] = row
            }
        }
        let rows = try composer.byTitle(counts.keys.compactMap { partners[$0] })
        guard rows.count > 1, codes.count > 1 else { return nil }
        return ReportChart(
            title: composer.say(.partnerByForm), description: composer.say(.matrixDescription),
            drawing: .matrix(
                .init(
                    rows: try rows.map { try composer.name($0.id).plain },
                    columns: codes.map { composer.code($0, of: "form") },
                    counts: rows.map { counts[$0.id] ?? [] })))
    }
}

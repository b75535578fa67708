package import Records

/// `cost-benefit`: what cooperation costs and yields, by currency and basis, and who owes whom hours.
package enum CostBenefit: Report {
    package static let name = "cost-benefit"
    package static let summary = Label(
        en: "costs, benefits and the balance of hours", nl: "kosten, baten en het saldo van uren")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let library = composer.library
        let all: [ReportRecord]
        if let subject = request.subject {
            all = try PartnerFile(of: subject, composer).finance
        } else {
            all = try composer.byTitle(try library.select("finance"))
        }
        let groups = Overview.groups(all, by: "kind", "finance_kind", composer)
        var sections = [ReportSection(composer.say(.sums), [try sums(all, composer)])]
        for group in groups where !group.records.isEmpty {
            sections.append(
                ReportSection(
                    group.title + " (\(group.records.count))",
                    [try composer.table(group.title, of: group.records, Columns.finance + split)]))
        }
        let hired = try library.select("activity") { $0.fields["hire.hours"] != nil }
        sections.append(
            ReportSection(
                composer.say(.balance),
                try HourBalance(all, hired, composer).blocks(composer)))
        return ReportBody(composer.say(.money), sections)
    }

    private static var split: [RecordColumn] {
        [
            RecordColumn(
                Label(en: "Split", nl: "Verdeling"), covers: ["split", "split_unit"]
            ) { record, composer in
                .joined(
                    [
                        try composer.value(record, "split"),
                        try composer.value(record, "split_unit"),
                    ],
                    separator: " ")
            }
        ]
    }

    /// Sums of what can be added: one currency, one basis, one kind, per the same. A record without a figure, or with
    /// two, is counted beside the sum, never guessed.
    private static func sums(
        _ records: [ReportRecord], _ composer: Composer
    ) throws -> ReportBlock {
        var sums: [[String]: MoneySum] = [:]
        for record in records where !record.values("currency").isEmpty {
            let key = ["kind", "currency", "basis", "per"].map { field in
                record.codes(field).sorted().joined(separator: " | ")
            }
            var sum = sums[key] ?? MoneySum()
            sum.add(record, composer.cite(record))
            sums[key] = sum
        }
        let keys = sums.keys.sorted { $0.lexicographicallyPrecedes($1) }
        guard !keys.isEmpty else { return .paragraph(Statement(composer.say(.none))) }
        let rows = keys.map { key -> [Statement] in
            let sum = sums[key] ?? MoneySum()
            func label(_ place: Int, _ vocabulary: String) -> Statement {
                Statement(
                    key[place].isEmpty ? "" : composer.code(key[place], of: vocabulary))
            }
            return [
                label(0, "finance_kind").citing(sum.sources), Statement(key[1]),
                label(2, "money_basis"), label(3, "per"), Statement(String(sum.count)),
                Statement(sum.low.map(composer.words) ?? composer.say(.tooLong)),
                Statement(sum.high.map(composer.words) ?? composer.say(.tooLong)),
                sum.left == 0
                    ? .empty : Statement([.marked(.attention, composer.say(.notAdded(sum.left)))]),
            ]
        }
        let columns: [Label] = [
            .kindOfRecord, .currency, .basis, .per, .number, .sumLow, .sumHigh, .notInSum,
        ]
        return .table(
            ReportTable(
                composer.say(.sumsCaption), columns.map(composer.say), rows, numeric: [4, 5, 6]))
    }
}

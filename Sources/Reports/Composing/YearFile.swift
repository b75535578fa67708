import Records

/// What touches one year, each kind read once, and under which country it is told.
struct YearFile {
    let year: Int
    let all: Partners
    /// Those that something is told of, by name.
    let partners: [RecordID]
    private let kinds: [String: [ReportRecord]]
    /// Nil where all is about one partner.
    private let byHead: [String: [RecordID: [ReportRecord]]]?

    init(_ year: Int, of subject: RecordID?, _ composer: Composer) throws {
        self.year = year
        all = try composer.partners()
        let family = try composer.family(of: subject)
        let kinds = try YearFile.read(year, family, composer)
        self.kinds = kinds
        if let subject {
            partners = [subject]
            byHead = nil
            return
        }
        var byHead: [String: [RecordID: [ReportRecord]]] = [:]
        var told: [RecordID] = []
        // Projects go on for years without a date: they alone do not make a partner one of this year.
        for (kind, records) in kinds {
            for record in records {
                // The account is of countries; what has no country for a partner stands in the annex.
                for head in all.heads(of: record.partners) where all.isCountry(head) {
                    byHead[kind, default: [:]][head, default: []].append(record)
                    if kind != "project" { told.append(head) }
                }
            }
        }
        self.byHead = byHead
        partners = try composer.byTitle(Set(told).compactMap { [all] in all[$0] }).map(\.id)
    }

    private static func read(
        _ year: Int, _ family: Set<RecordID>?, _ composer: Composer
    ) throws -> [String: [ReportRecord]] {
        let first = CalendarDay(year: year, month: 1, day: 1)
        let last = CalendarDay(year: year, month: 12, day: 31)
        func select(
            _ kind: String, _ fits: (ReportRecord) -> Bool
        ) throws -> [ReportRecord] {
            try composer.library.select(kind) { record in
                (family.map { record.concerns($0) } ?? true) && fits(record)
            }
        }
        return [
            "cooperation": try composer.byTitle(
                try select("cooperation") { $0.mayTouch(from: first, through: last) }),
            "activity": try composer.byStart(
                try select("activity") { record in
                    record.eventSpans.contains { $0.mayTouch(from: first, through: last) }
                }),
            "contribution": try composer.byStart(
                try select("contribution") { $0.mayTouch(from: first, through: last) }),
            "posting": try composer.byTitle(
                try select("posting") { $0.mayTouch(from: first, through: last) }),
            "agreement": try composer.byStart(
                try select("agreement") { record in
                    (record.dates("signed") + record.dates("in_force")).contains {
                        DateSpan(on: $0).mayTouch(from: first, through: last)
                    }
                }, "signed"),
            "project": try composer.byTitle(
                try select("project") { !$0.codes("phase").contains("ended") }),
        ]
    }

    func records(_ kind: String) -> [ReportRecord] { kinds[kind] ?? [] }

    /// What is told of one partner.
    func of(_ head: RecordID, _ kind: String) -> [ReportRecord] {
        byHead.map { $0[kind]?[head] ?? [] } ?? records(kind)
    }
}

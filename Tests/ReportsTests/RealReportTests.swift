import Records
import Reports
import Testing

/// Each report on the real records: what it prints is kept in `Golden`, its rows are counted by SQL.
@Suite struct `Reports on the real records` {
    /// One report as it is kept: narrow, so that a person reads the difference.
    struct Kept: Sendable, CustomTestStringConvertible {
        let name: String
        var about: String?
        var year: Int?
        var since: String?
        var days: Int?
        var language = Language.english
        var asOf = "2018-03-01"
        var knownOn: String?
        var format = ReportFormat.text
        var columns: Int? = 100

        var testDescription: String { name + "." + format.rawValue }
    }

    static let kept: [Kept] = [
        Kept(name: "state-of-play", about: "partner:MAR", year: 2013),
        Kept(name: "country-sheet", about: "partner:IDN", language: .dutch),
        Kept(name: "country-sheet", about: "partner:JPN", format: .html, columns: nil),
        Kept(name: "visit-brief", about: "partner:IDN", asOf: "2014-03-01"),
        Kept(name: "by-partner", about: "partner:IDN", format: .markdown, columns: nil),
        Kept(name: "by-goal", about: "partner:JPN"),
        Kept(name: "by-form", about: "partner:IDN", language: .dutch),
        Kept(name: "by-scope", about: "partner:MAR", format: .json, columns: nil),
        Kept(name: "agreement-register", about: "partner:IDN"),
        Kept(name: "exercise-calendar", about: "partner:NOR", year: 2014),
        Kept(name: "exercise-calendar", about: "partner:NOR", year: 2014, format: .calendar),
        Kept(name: "postings", about: "partner:NOR", language: .dutch),
        Kept(name: "capabilities", language: .dutch, columns: 120),
        Kept(name: "cost-benefit", columns: 120),
        Kept(name: "actions", language: .dutch),
        Kept(name: "disagreements", format: .markdown, columns: nil),
        Kept(name: "changes", since: "2026-01-01", asOf: "2026-03-01"),
        Kept(name: "as-known", about: "partner:IDN", asOf: "2026-03-01", knownOn: "2026-03-01"),
        Kept(name: "agenda", asOf: "2021-10-10"),
        Kept(name: "agenda", about: "partner:NOR", asOf: "2026-02-01", format: .calendar),
    ]

    @Test(arguments: kept) func `a report prints what it printed before`(_ kept: Kept) throws {
        try RealRecords.reading { office in
            let document = try office.report(
                kept.name, about: kept.about, year: kept.year, since: kept.since, days: kept.days,
                language: kept.language, asOf: kept.asOf, knownOn: kept.knownOn)
            let text = office.printed(document, as: kept.format, columns: kept.columns)
                // Ids of changes and of the device differ from run to run.
                .replacing(#/[0-9a-f]{10}(?= )/#, with: "changeid00")
            try Golden.check(text, kept.name + "." + kept.format.rawValue)
        }
    }

    @Test func `every report is kept`() {
        let names = Set(Self.kept.map(\.name))
        for report in ReportCatalogue.all { #expect(names.contains(report.name)) }
    }

    // MARK: Rows counted by a query

    /// Ids of a partner and its parts.
    private static func family(_ handle: String) -> String {
        """
        WITH RECURSIVE family(id) AS (SELECT id FROM partner WHERE handle = '\(handle)' UNION
        SELECT partner.id FROM partner JOIN family ON partner.parent = family.id)
        """
    }

    private static func concerning(_ kind: String, _ fields: String) -> String {
        """
        \(kind).hidden = 0 AND EXISTS (SELECT 1 FROM reference WHERE source = \(kind).id
        AND field IN (\(fields)) AND target IN family)
        """
    }

    private static func touches(_ year: Int, end: String = "end") -> String {
        """
        (start IS NULL OR substr(start, 1, 4) <= '\(year)')
        AND (\(end) IS NULL OR substr(\(end), 1, 4) >= '\(year)')
        """
    }

    @Test(arguments: ["partner:DEU", "partner:NOR", "partner:IDN"], [2013, 2016])
    func `the annex holds every cooperation of the partner in the year`(
        _ partner: String, _ year: Int
    ) throws {
        try RealRecords.reading { office in
            let document = try office.report("state-of-play", about: partner, year: year)
            let rows = document.rows("Annex")
            let expected = try office.count(
                """
                \(Self.family(partner)) SELECT count(*) FROM cooperation
                WHERE \(Self.concerning("cooperation", "'partners', 'lead'"))
                AND \(Self.touches(year))
                """)
            #expect(rows.count == expected)
            #expect(document.rows("Cooperation").count == expected)
            let signed = try office.count(
                """
                \(Self.family(partner)) SELECT count(*) FROM agreement
                WHERE \(Self.concerning("agreement", "'parties', 'lead'"))
                AND (substr(signed, 1, 4) = '\(year)' OR substr(in_force, 1, 4) = '\(year)')
                """)
            #expect(document.rows("Agreements signed").count == signed)
        }
    }

    @Test(arguments: ["partner:DEU", "partner:NOR", "partner:JPN"])
    func `a country sheet and a brief hold what concerns the partner`(_ partner: String) throws {
        try RealRecords.reading { office in
            let sheet = try office.report("country-sheet", about: partner)
            let joint =
                "SELECT id FROM cooperation WHERE "
                + Self.concerning("cooperation", "'partners', 'lead'")
            let cooperations = try office.count(
                Self.family(partner) + " SELECT count(*) FROM (\(joint))")
            #expect(sheet.rows("Cooperation").count == cooperations)
            let activities = try office.count(
                """
                \(Self.family(partner)) SELECT count(*) FROM activity WHERE
                \(Self.concerning("activity", "'participants', 'host'")) OR EXISTS
                (SELECT 1 FROM reference WHERE source = activity.id AND field = 'cooperation'
                AND target IN (\(joint)))
                """)
            #expect(sheet.rows("Activities").count == activities)
            let agreements = try office.count(
                """
                \(Self.family(partner)) SELECT count(*) FROM agreement WHERE
                \(Self.concerning("agreement", "'parties', 'lead'")) OR EXISTS
                (SELECT 1 FROM reference WHERE target = agreement.id AND field = 'agreements'
                AND source IN (\(joint)))
                """)
            #expect(sheet.rows("Agreements").count == agreements)
            let current = try office.count(
                """
                \(Self.family(partner)) SELECT count(*) FROM cooperation
                WHERE \(Self.concerning("cooperation", "'partners', 'lead'"))
                AND status NOT IN ('ended', 'rejected') AND (start IS NULL OR start <= '2018-03-01')
                AND (end IS NULL OR end >= '2018' AND end <> '2018-01' AND end <> '2018-02')
                """)
            let brief = try office.report("visit-brief", about: partner, asOf: "2018-03-01")
            #expect(brief.rows("Current cooperation").count == current)
        }
    }

    @Test(
        arguments: [
            ("by-goal", "goals"), ("by-form", "forms"), ("by-scope", "scope"),
        ] as [(String, String)])
    func `overviews hold each cooperation under each of its codes`(
        _ report: String, _ field: String
    ) throws {
        try RealRecords.reading { office in
            let document = try office.report(report)
            let rows = document.sections.dropFirst().reduce(0) { $0 + $1.rows.count }
            let coded =
                field == "scope"
                ? try office.count("SELECT count(*) FROM cooperation WHERE scope IS NOT NULL")
                : try office.count("SELECT count(*) FROM cooperation, json_each(\(field))")
            let bare = try office.count(
                "SELECT count(*) FROM cooperation WHERE \(field) IS NULL")
            #expect(rows == coded + bare)
        }
    }

    @Test func `the overview by partner holds Germany's under Germany`() throws {
        try RealRecords.reading { office in
            let expected = try office.count(
                Self.family("partner:DEU") + " SELECT count(*) FROM cooperation WHERE "
                    + Self.concerning("cooperation", "'partners'"))
            #expect(try office.report("by-partner").rows("Germany").count == expected)
        }
    }

    @Test func `the register counts agreements as SQL does`() throws {
        try RealRecords.reading { office in
            let document = try office.report("agreement-register", days: 365, asOf: "2021-06-01")
            let all = try office.count("SELECT count(*) FROM agreement")
            #expect(document.rows("All agreements").count == all)
            let undated = try office.count(
                "SELECT count(*) FROM agreement WHERE signed IS NULL AND in_force IS NULL")
            #expect(document.rows("Neither signed").count == undated)
            let superseded = try office.count(
                """
                SELECT count(*) FROM agreement WHERE status = 'superseded' OR id IN
                (SELECT target FROM reference WHERE field = 'supersedes')
                """)
            #expect(document.rows("Superseded").count == superseded)
            let loose = try office.count(
                """
                SELECT count(*) FROM agreement WHERE covers IS NULL AND id NOT IN (SELECT target
                FROM reference WHERE field IN ('agreements', 'agreement'))
                """)
            #expect(document.rows("Linked to nothing").count == loose)
            let expiring = try office.count(
                """
                SELECT count(*) FROM agreement WHERE (ends <= '2022-06-01' OR review_due <= '2022-06-01')
                AND status NOT IN ('expired', 'superseded', 'terminated')
                """)
            #expect(document.rows("Ending or").count == expiring)
        }
    }

    @Test(arguments: [2012, 2014, 2015, 2026])
    func `the calendar holds the activities of the year`(_ year: Int) throws {
        try RealRecords.reading { office in
            let document = try office.report("exercise-calendar", year: year)
            let when = "start IS NOT NULL AND " + Self.touches(year, end: "coalesce(end, start)")
            let exercises = try office.count(
                "SELECT count(*) FROM activity WHERE kind = 'exercise' AND \(when)")
            #expect(document.rows("Exercises").count == exercises)
            let all = try office.count("SELECT count(*) FROM activity WHERE \(when)")
            #expect(document.events?.count == all)
        }
    }

    @Test func `postings, capabilities, money and actions are all there`() throws {
        try RealRecords.reading { office in
            #expect(
                try office.report("postings").rows("All postings").count
                    == office.count("SELECT count(*) FROM posting"))
            let capabilities = try office.report("capabilities")
            let classes = try office.count("SELECT count(*) FROM capability, json_each(classes)")
            let checks = capabilities.rows("Cooperation checked").count
            #expect(
                capabilities.sections.reduce(0) { $0 + $1.rows.count } - checks == classes)
            let money = try office.report("cost-benefit")
            let sums = money.rows("Sums")
            #expect(
                money.sections.reduce(0) { $0 + $1.rows.count } - sums.count
                    == (try office.count("SELECT count(*) FROM finance")))
            #expect(
                sums.count
                    == (try office.count(
                        """
                        SELECT count(*) FROM (SELECT DISTINCT kind, currency, basis, per
                        FROM finance WHERE currency IS NOT NULL)
                        """)))
            let planned = try #require(
                sums.first {
                    $0[0].runs == [.text("Investment")] && $0[2].runs == [.text("Planned")]
                })
            let (low, high) = (
                try office.count(
                    "SELECT sum(coalesce(amount, amount_low)) FROM finance WHERE kind = 'investment' AND basis = 'planned'"
                ),
                try office.count(
                    "SELECT sum(coalesce(amount, amount_high)) FROM finance WHERE kind = 'investment' AND basis = 'planned'"
                )
            )
            #expect(planned[5].runs == [.text(grouped(low))])
            #expect(planned[6].runs == [.text(grouped(high))])
            let actions = try office.report("actions")
            let open = try office.count(
                "SELECT count(*) FROM action WHERE status NOT IN ('done', 'dropped')")
            #expect(
                actions.rows("Overdue").count + actions.rows("Open commitments").count
                    + actions.rows("Other open").count == open)
            #expect(
                actions.rows("Done").count == (try office.count("SELECT count(*) FROM action"))
                    - open)
        }
    }

    private func grouped(_ number: Int) -> String {
        ExactDecimal(Int64(number)).text(group: ",", point: ".")
    }

    @Test func `every disputed fact is shown, and every change and record`() throws {
        try RealRecords.reading { office in
            let kinds = Schema.liaison.kinds.map(\.name)
            let disputes = try kinds.reduce(0) {
                try $0 + office.count("SELECT count(*) FROM \"\($1)\", json_each(disputed)")
            }
            let document = try office.report("disagreements")
            #expect(document.sections.dropFirst().reduce(0) { $0 + $1.rows.count } == disputes)
            #expect(
                try office.report("changes", since: "2026-01-01").rows("Changes").count
                    == office.count("SELECT count(*) FROM change"))
            let known = try office.report("as-known", knownOn: "2026-03-01")
            let all = try kinds.reduce(0) {
                try $0 + office.count("SELECT count(*) FROM \"\($1)\" WHERE hidden = 0")
            }
            #expect(known.sections.reduce(0) { $0 + $1.rows.count } == all)
        }
    }

    @Test func `the agenda holds what SQL finds`() throws {
        try RealRecords.reading { office in
            let document = try office.report("agenda", days: 90, asOf: "2021-10-10")
            let ends = try office.count(
                """
                SELECT count(*) FROM agreement WHERE ends BETWEEN '2021-10-10' AND '2022-01-08'
                AND status NOT IN ('expired', 'superseded', 'terminated')
                """)
            let starts = try office.count(
                """
                SELECT count(*) FROM activity WHERE (start BETWEEN '2021-10-10' AND '2022-01-08'
                OR start IN ('2021', '2021-10', '2022', '2022-01'))
                AND status NOT IN ('held', 'cancelled')
                """)
            let others = try ["cooperation", "contribution", "posting"].reduce(0) {
                try $0
                    + office.count(
                        """
                        SELECT count(*) FROM \($1) WHERE (end BETWEEN '2021-10-10' AND '2022-01-08'
                        OR end IN ('2021', '2021-10', '2022', '2022-01'))
                        AND coalesce(status, '') NOT IN ('ended', 'rejected')
                        """)
            }
            #expect(document.rows("In the next").count == ends + starts + others)
            let late = try office.count(
                """
                SELECT count(*) FROM action WHERE due < '2021-10' AND status NOT IN ('done', 'dropped')
                """)
            let past = try office.count(
                """
                SELECT count(*) FROM agreement WHERE ends < '2021-10'
                AND status NOT IN ('expired', 'superseded', 'terminated')
                """)
            #expect(document.rows("Overdue").count == late + past)
            let owed = try office.count(
                """
                SELECT count(*) FROM activity WHERE kind = 'visit' AND report IS NULL
                AND coalesce(end, start) < '2021-10' AND status <> 'cancelled'
                """)
            #expect(document.rows("Reports owed").count == owed)
        }
    }
}

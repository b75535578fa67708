import Records
import Reports
import Store
import Testing

/// What is not agreed is said in its place in every report, and dates keep their precision.
@Suite struct `What is open in reports` {
    private static func disputed() throws -> Office {
        let (hague, oslo) = (try Office("hague"), try Office("oslo"))
        try hague.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
            #"{"type":"cooperation","id":"coop:a","title_en":"Arctic","partners":["partner:NOR"],"scope":"bilateral","forms":["GEN.S.EX"],"goals":["MIL.1"],"status":"active","start":"2014-07","marking":"PUB"}"#,
            #"{"type":"activity","id":"activity:a","title_en":"Exercise","kind":"exercise","participants":["partner:NOR"],"start":"2026-03-09","end":"2026-03-20","status":"planned","marking":"PUB","disputed":[{"field":"personnel","values":[{"value":14000,"source":"x"},{"value":12000,"source":"y"}]}]}"#,
            #"{"type":"agreement","id":"agreement:a","title_en":"Agreement","instrument":"mou","parties":["partner:NOR"],"status":"in_force","signed":"2014","ends":"2026-04","marking":"PUB"}"#
        )
        try oslo.take(from: hague)
        try hague.edit("activity:a", "end", "2026-03-19")
        try oslo.edit("activity:a", "end", "2026-03-22")
        try hague.edit("coop:a", "place", "Oslo")
        try oslo.edit("coop:a", "place", "Bodø")
        try oslo.edit("agreement:a", "status", "terminated")
        try hague.edit("agreement:a", "status", "expired")
        try hague.withdraw("coop:a")
        try hague.take(from: oslo)
        return hague
    }

    @Test func `both sides of a conflict stand in every report that shows the record`() throws {
        let office = try Self.disputed()
        for format in [ReportFormat.text, .markdown, .html, .json] {
            for (name, about) in [
                ("country-sheet", "partner:NOR"), ("visit-brief", "partner:NOR"),
                ("state-of-play", "partner:NOR"), ("exercise-calendar", nil), ("agenda", nil),
                ("disagreements", nil),
            ] as [(String, String?)] {
                let document = try office.report(name, about: about)
                let text = office.printed(document, as: format)
                #expect(
                    text.contains("2026-03-19 | 2026-03-22")
                        || text.contains("2026-03-22 | 2026-03-19")
                        || text.contains(#"2026-03-19 \| 2026-03-22"#)
                        || text.contains(#"2026-03-22 \| 2026-03-19"#), "\(name) as \(format)")
            }
        }
    }

    @Test func `conflicts in fields that no column shows stand beside the title`() throws {
        let office = try Self.disputed()
        let text = office.printed(try office.report("by-scope"))
        #expect(text.contains("[conflict: Place: "))
        #expect(text.contains("Oslo") && text.contains("Bodø"))
        #expect(text.contains("(withdrawn but edited)"))
    }

    @Test func `what sources disagree on is said with the sources`() throws {
        let office = try Self.disputed()
        let text = office.printed(try office.report("exercise-calendar", year: 2026))
        #expect(
            text.contains("[sources disagree: Personnel in total: 14000 (x) | 12000 (y)]"))
    }

    @Test func `two ends of a status made apart both count`() throws {
        let office = try Self.disputed()
        let document = try office.report("agreement-register")
        let row = try #require(document.rows("All agreements").first)
        let text = row.map { office.printed(row: $0) }.joined(separator: " ")
        #expect(text.contains("Expired") && text.contains("Terminated"))
    }

    @Test func `dates keep their precision, and open periods are open`() throws {
        let office = try Self.disputed()
        let text = office.printed(try office.report("by-scope"))
        #expect(text.contains("2014-07 – open"))
        let register = office.printed(try office.report("agreement-register"))
        #expect(register.contains("2014 ") && !register.contains("2014-01-01"))
        // Known to the month only: it may end within thirty days, and it may not.
        let soon = try office.report("agenda", days: 40, asOf: "2026-03-01")
        #expect(soon.rows("In the next").count == 1)
    }

    @Test func `a text known in the other language only is marked`() throws {
        let office = try Office()
        try office.load(
            #"{"type":"posting","id":"posting:a","title_nl":"Attaché","kind":"attache","marking":"PUB"}"#
        )
        let text = office.printed(try office.report("postings"))
        #expect(text.contains("Attaché [nl]"))
        #expect(text.contains("[nl]: known in Dutch only"))
        let html = office.printed(try office.report("postings"), as: .html)
        #expect(html.contains("<span lang=\"nl\">Attaché</span>"))
        let dutch = office.printed(try office.report("postings", language: .dutch))
        #expect(!dutch.contains("[nl]"))
    }

    @Test func `findings stand under their owner, for those who may see all that they name`()
        throws
    {
        let office = try Office()
        func agreement(_ name: String, _ marking: String, _ more: String = "") -> String {
            """
            {"type":"cooperation","id":"coop:\(name)","title_en":"T-\(name)","partners":["partner:NOR"],\
            "scope":"bilateral","status":"active","marking":"\(marking)"\(more)}
            """
        }
        // Likely the same exercise twice: the finding names both.
        func twin(_ name: String, _ marking: String) -> String {
            """
            {"type":"activity","id":"activity:\(name)","title_en":"Cold Winter","kind":"exercise",\
            "participants":["partner:NOR"],"start":"2026-03-09","end":"2026-03-20","status":"planned",\
            "marking":"\(marking)"}
            """
        }
        try office.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","name_nl":"Noorwegen","marking":"PUB"}"#,
            agreement("open", "PUB"), agreement("SECRET", "DV"),
            agreement("child", "PUB", #","part_of":"coop:SECRET""#),
            twin("one", "PUB"), twin("SECRET", "DV"))
        let rows = try office.findings()
        #expect(rows.contains { $0.finding.rule == "X6" })
        #expect(rows.contains { $0.finding.rule == "X3" })
        let document = try office.report("disagreements", findings: rows)
        let text = office.printed(document)
        #expect(text.contains("rule X6") && text.contains("T-open"))
        #expect(!text.contains("SECRET") && !text.contains("X3"))
        let inner = try office.report(
            "disagreements", audience: Audience(level: 2, partners: []), findings: rows)
        #expect(office.printed(inner).contains("rule X3"))
        #expect(text.contains("Officer in hague"))
        let brief = try office.report("visit-brief", about: "partner:NOR", findings: rows)
        #expect(brief.rows("Findings").contains { office.printed(row: $0[0]).contains("T-open") })
        #expect(!office.printed(brief).contains("SECRET"))
    }

    @Test func `units that are asked for twice are found, surely or perhaps`() throws {
        let office = try Office()
        func activity(_ name: String, _ dates: String, _ status: String = "planned") -> String {
            """
            {"type":"activity","id":"activity:\(name)","title_en":"\(name)","kind":"exercise",\
            "own_units":["HNLMS Rotterdam"],\(dates),"status":"\(status)","marking":"PUB"}
            """
        }
        try office.load(
            activity("one", #""start":"2026-03-09","end":"2026-03-20""#),
            activity("two", #""start":"2026-03-20""#), activity("three", #""start":"2026-03""#),
            activity("four", #""start":"2026-04-01""#),
            activity("gone", #""start":"2026-03-10""#, "cancelled"))
        let rows = try office.report("exercise-calendar", year: 2026).rows("Units")
        let said = rows.map { row in
            [row[1], row[3]].map { office.printed(row: $0).prefix { $0 != " " } }.sorted()
                .joined(separator: "+")
                + (office.printed(row: row[5]).contains("perhaps") ? "?" : "")
        }
        #expect(said.sorted() == ["one+three?", "one+two", "three+two?"])
    }
}

extension Office {
    /// A statement as text has it.
    func printed(row statement: Statement) -> String {
        let section = ReportSection("", [.paragraph(statement)])
        let document = ReportDocument(
            name: "", title: "", language: .english, head: [], sections: [section])
        return printed(document).split(separator: "\n").joined(separator: " ")
    }
}

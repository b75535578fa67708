import Foundation
import Records
import Replica
import Reports
import Store
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What every format must hold, whatever a record says.
@Suite struct `Printed reports` {
    /// Records that try to be markup, commands to a terminal, or a calendar of their own.
    private static func hostile() throws -> Office {
        let office = try Office()
        try office.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Nor<script>alert(1)</script>way & \"co\"","marking":"PUB","source":[{"key":"k<","title":"T|t*_`","url":"javascript:alert(1)"},{"key":"l","title":"web","url":"https://example.org/?a=1&b=\"2\""}]}"#,
            #"{"type":"activity","id":"activity:a","title_en":"One; two, three\\four\nEND:VCALENDAR\r\nX:","kind":"exercise","participants":["partner:NOR"],"start":"2026-03","status":"planned","place":"Ålesund, på kaia ved det lange, lange bordet med mange bokstaver æøå","marking":"PUB"}"#,
            #"{"type":"activity","id":"activity:b","title_en":"| cell | <b>bold</b> [link](javascript:x) ](","kind":"course","participants":["partner:NOR"],"start":"2026-03-10","end":"2026-03-12","status":"cancelled","marking":"PUB"}"#
        )
        // What no file may bring in, a peer may have.
        let place = try office.replica.locate("partner:NOR")
        let record = try #require(
            try office.replica.store.read {
                try office.replica.store.record(place.id, kind: place.kind)
            })
        var draft = Draft(record)
        draft.set(
            "name_en",
            to: .single(.text("Nor<script>alert(1)</script>\u{1B}[31m\u{202E}way & \"co\"")),
            storedType: .register, shown: record["name_en"])
        try office.replica.commit([draft])
        return office
    }

    @Test func `HTML is well-formed and asks for nothing from elsewhere`() throws {
        let office = try Self.hostile()
        for report in ReportCatalogue.all {
            let takes = report.parameters
            let document = try office.report(
                report.name, about: takes.subject == .must ? "partner:NOR" : nil,
                year: takes.year == .no ? nil : 2026,
                since: takes.since == .must ? "2020-01-01" : nil)
            let html = office.printed(document, as: .html)
            let parser = XMLParser(data: Data(html.utf8))
            #expect(parser.parse(), "\(report.name): \(String(describing: parser.parserError))")
            #expect(!html.contains("<script"))
            #expect(!html.contains("href=\"javascript"))
            #expect(!html.contains("\u{1B}"))
            #expect(!html.contains("src="))
            #expect(!html.contains("@import") && !html.contains("url(http"))
            #expect(html.contains("lang=\"en\""))
        }
    }

    @Test func `charts have a title and a description, tables a caption and heads`() throws {
        let html = try RealRecords.reading { office in
            office.printed(try office.report("by-scope"), as: .html)
        }
        #expect(html.contains("<svg"))
        let charts = html.components(separatedBy: "<svg").dropFirst()
        for chart in charts {
            #expect(chart.contains("<title>") && chart.contains("<desc>"))
            #expect(chart.contains("role=\"img\""))
        }
        for table in html.components(separatedBy: "<table>").dropFirst() {
            #expect(table.contains("<caption") && table.contains("<th scope=\"col\""))
            #expect(table.contains("<th scope=\"row\""))
        }
        let ids = html.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `Markdown takes nothing of a record for markup`() throws {
        let office = try Self.hostile()
        let text = office.printed(try office.report("exercise-calendar", year: 2026), as: .markdown)
        #expect(text.contains(#"\| cell \| \<b\>bold\</b\> \[link\](javascript:x) \]("#))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        let cells = rows.map { row in
            row.replacing(#/\\[\\|]/#, with: "").filter { $0 == "|" }.count
        }
        #expect(Set(cells.prefix(2)).count == 1)
    }

    @Test func `text drives no terminal`() throws {
        let office = try Self.hostile()
        let text = office.printed(try office.report("country-sheet", about: "partner:NOR"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("\\u{1B}"))
    }

    @Test func `JSON is JSON`() throws {
        let office = try Self.hostile()
        let text = office.printed(try office.report("exercise-calendar", year: 2026), as: .json)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["report_version"] as? Int == 1)
        #expect((object["events"] as? [Any])?.count == 2)
    }

    @Test func `a calendar is one by the letter of RFC 5545`() throws {
        let office = try Self.hostile()
        let text = office.printed(
            try office.report("exercise-calendar", year: 2026), as: .calendar)
        let calendar = try CalendarReader(text)
        #expect(calendar.events.count == 2)
        let open = try #require(calendar.events.first)
        #expect(open["SUMMARY"] == "One; two, three\\four\nEND:VCALENDAR\nX:")
        #expect(open["DTSTART"] == "20260301")
        #expect(open["DTEND"] == "20260401")
        #expect(open["STATUS"] == "TENTATIVE")
        #expect(open["LOCATION"]?.hasSuffix("æøå") == true)
        #expect(open["DESCRIPTION"]?.contains("2026-03\n") == true)
        #expect(calendar.events[1]["DTSTART"] == "20260310")
        #expect(calendar.events[1]["DTEND"] == "20260313")
        #expect(calendar.events[1]["STATUS"] == "CANCELLED")
        // The same event has the same name in the next export.
        let again = try CalendarReader(
            office.printed(try office.report("exercise-calendar", year: 2026), as: .calendar))
        #expect(again.events.map { $0["UID"] } == calendar.events.map { $0["UID"] })
        #expect(Set(calendar.events.map { $0["UID"] }).count == 2)
    }

    @Test func `calendars of the real records can be read`() throws {
        try RealRecords.reading { office in
            for year in [2012, 2014, 2016] {
                let document = try office.report("exercise-calendar", year: year)
                let calendar = try CalendarReader(office.printed(document, as: .calendar))
                #expect(calendar.events.count == document.events?.count)
            }
        }
    }

    @Test func `what does not fit into a terminal is wrapped or told row by row, never cut`() throws
    {
        try RealRecords.reading { office in
            let document = try office.report("country-sheet", about: "partner:NOR")
            for columns in [40, 80, 132] {
                let text = office.printed(document, columns: columns)
                #expect(!text.contains("…"))
                for word in ["Expeditionary", "Interoperability", "European"] {
                    #expect(text.contains(word), "\(columns): \(word)")
                }
                let sources = try #require(text.range(of: "\nSources\n"))
                let widest = text[..<sources.lowerBound].split(separator: "\n").map(\.count).max()
                #expect(widest ?? 0 <= columns)
            }
        }
    }
}

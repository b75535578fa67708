import Records
import Replica
import Reports
import Store
import Testing

/// Whom a report tells what. Every record that is to stay unseen carries the word SECRET wherever it can.
@Suite struct `What an audience may see` {
    private static let levels = ["PUB", "INT", "DV"]

    /// A record of each kind that says SECRET in each of its texts.
    static func secrets(marking: String, name: String) -> [String] {
        let common =
            "\"marking\":\"\(marking)\",\"source\":[{\"key\":\"SECRET\",\"title\":\"SECRET\"}],"
            + "\"tags\":[\"SECRET\"]"
        let partner = "\"partner:NOR\""
        return [
            "{\"type\":\"partner\",\"id\":\"partner:SECRET-\(name)\",\"kind\":\"formation\",\"code\":\"SECRET\",\"name_en\":\"SECRET\",\"parent\":\(partner),\(common)}",
            "{\"type\":\"cooperation\",\"id\":\"coop:SECRET-\(name)\",\"title_en\":\"SECRET\",\"partners\":[\(partner)],\"scope\":\"bilateral\",\"forms\":[\"GEN.S.EX\"],\"goals\":[\"MIL.1\"],\"status\":\"active\",\"start\":\"2026-01-01\",\"capabilities\":[\"capability:SECRET-\(name)\"],\(common)}",
            "{\"type\":\"agreement\",\"id\":\"agreement:SECRET-\(name)\",\"title_en\":\"SECRET\",\"instrument\":\"mou\",\"parties\":[\(partner)],\"status\":\"in_force\",\"signed\":\"2026-01-02\",\"ends\":\"2026-04-01\",\(common)}",
            "{\"type\":\"activity\",\"id\":\"activity:SECRET-\(name)\",\"title_en\":\"SECRET\",\"kind\":\"exercise\",\"participants\":[\(partner)],\"start\":\"2026-03-10\",\"own_units\":[\"SECRET\",\"1 Unit\"],\"status\":\"planned\",\(common)}",
            "{\"type\":\"contribution\",\"id\":\"contribution:SECRET-\(name)\",\"title_en\":\"SECRET\",\"operation\":\"SECRET\",\"framework\":[\"UN\"],\"partners\":[\(partner)],\"start\":\"2026-01-01\",\(common)}",
            "{\"type\":\"project\",\"id\":\"project:SECRET-\(name)\",\"title_en\":\"SECRET\",\"partners\":[\(partner)],\(common)}",
            "{\"type\":\"posting\",\"id\":\"posting:SECRET-\(name)\",\"title_en\":\"SECRET\",\"kind\":\"exchange\",\"receiving\":\(partner),\"status\":\"vacant\",\(common)}",
            "{\"type\":\"capability\",\"id\":\"capability:SECRET-\(name)\",\"name_en\":\"SECRET\",\"classes\":[\"niche\"],\(common)}",
            "{\"type\":\"finance\",\"id\":\"finance:SECRET-\(name)\",\"title_en\":\"SECRET\",\"subject\":\"coop:open\",\"kind\":\"cost\",\"amount\":7777,\"currency\":\"XTS\",\"payers\":[\(partner)],\(common)}",
            "{\"type\":\"action\",\"id\":\"action:SECRET-\(name)\",\"title_en\":\"SECRET\",\"kind\":\"action\",\"status\":\"open\",\"due\":\"2026-03-20\",\"owner\":\"SECRET\",\"asked_by\":\(partner),\(common)}",
            "{\"type\":\"note\",\"id\":\"note:SECRET-\(name)\",\"title_en\":\"SECRET\",\"kind\":\"background\",\"about\":[\(partner)],\"text_en\":\"SECRET\",\(common)}",
            "{\"type\":\"document\",\"id\":\"document:SECRET-\(name)\",\"title\":\"SECRET\",\(common)}",
        ]
    }

    /// Public records that refer to the secret ones in every way that they can.
    static func open(referring name: String) -> [String] {
        let source = "\"marking\":\"PUB\",\"source\":[{\"key\":\"k\",\"title\":\"Open source\"}]"
        return [
            "{\"type\":\"partner\",\"id\":\"partner:NOR\",\"kind\":\"country\",\"code\":\"NOR\",\"name_en\":\"Norway\",\"members\":[\"partner:SECRET-\(name)\"],\"owner_desk\":\"partner:SECRET-\(name)\",\(source)}",
            "{\"type\":\"cooperation\",\"id\":\"coop:open\",\"title_en\":\"Open cooperation\",\"partners\":[\"partner:NOR\",\"partner:SECRET-\(name)\"],\"lead\":\"partner:SECRET-\(name)\",\"scope\":\"bilateral\",\"forms\":[\"GEN.S.EX\"],\"goals\":[\"MIL.1\"],\"status\":\"active\",\"start\":\"2025\",\"agreements\":[\"agreement:SECRET-\(name)\"],\"part_of\":\"coop:SECRET-\(name)\",\"capabilities\":[\"capability:SECRET-\(name)\"],\"disputed\":[{\"field\":\"lead\",\"values\":[{\"value\":\"partner:SECRET-\(name)\",\"source\":\"k\"}]}],\(source)}",
            "{\"type\":\"agreement\",\"id\":\"agreement:open\",\"title_en\":\"Open agreement\",\"instrument\":\"mou\",\"parties\":[\"partner:NOR\",\"partner:SECRET-\(name)\"],\"status\":\"in_force\",\"signed\":\"2025-01\",\"supersedes\":[\"agreement:SECRET-\(name)\"],\"covers\":[\"coop:SECRET-\(name)\"],\(source)}",
            "{\"type\":\"activity\",\"id\":\"activity:open\",\"title_en\":\"Open exercise\",\"kind\":\"exercise\",\"participants\":[\"partner:NOR\",\"partner:SECRET-\(name)\"],\"host\":\"partner:SECRET-\(name)\",\"start\":\"2026-03-10\",\"own_units\":[\"1 Unit\"],\"status\":\"planned\",\"cooperation\":\"coop:SECRET-\(name)\",\(source)}",
            "{\"type\":\"action\",\"id\":\"action:open\",\"title_en\":\"Open action\",\"kind\":\"action\",\"status\":\"open\",\"due\":\"2026-03-20\",\"asked_by\":\"partner:NOR\",\"cooperation\":[\"coop:SECRET-\(name)\"],\(source)}",
        ]
    }

    /// Every report in every format, for one audience.
    static func everything(
        _ office: Office, _ audience: Audience
    ) throws -> [(report: String, format: ReportFormat, text: String)] {
        var printed: [(String, ReportFormat, String)] = []
        for report in ReportCatalogue.all {
            let takes = report.parameters
            let document = try office.report(
                report.name, about: takes.subject == .must ? "partner:NOR" : nil,
                since: takes.since == .must ? "2020-01-01" : nil, audience: audience,
                knownOn: report.name == "as-known" ? "2026-03-01" : nil)
            for format in ReportFormat.allCases where format != .calendar || report.isCalendar {
                printed.append((report.name, format, office.printed(document, as: format)))
            }
        }
        return printed
    }

    static func expectNoSecret(_ office: Office, _ audience: Audience) throws {
        for (report, format, text) in try everything(office, audience) {
            #expect(!text.contains("SECRET"), "\(report) as \(format) tells a secret")
            #expect(!text.contains("7777") && !text.contains("7,777"), "\(report) as \(format)")
        }
    }

    @Test(arguments: ["INT", "DV", "REF", "STG"])
    func `no report for the public tells what is marked otherwise`(_ marking: String) throws {
        let office = try Office()
        let lines = Self.secrets(marking: marking, name: "x") + Self.open(referring: "x")
        try office.load(lines)
        try Self.expectNoSecret(office, .everyone)
        let agenda = try office.report("agreement-register")
        #expect(office.printed(agenda).contains("withheld"))
        #expect(office.printed(agenda).contains("Open agreement"))
    }

    @Test(arguments: ["INT", "DV", "REF"])
    func `of records that are shown as one the strictest marking counts`(_ marking: String) throws {
        let office = try Office()
        func joined(_ line: String, with handle: String) -> String {
            line.dropLast() + ",\"joined_with\":[\"\(handle)\"]}"
        }
        func handle(_ line: String) throws -> String {
            try #require(line.firstMatch(of: /"id":"([^"]+)"/)).output.1.description
        }
        let secret = Self.secrets(marking: marking, name: "x")
        let twins = Self.secrets(marking: "PUB", name: "x").map {
            $0.replacing("SECRET", with: "twin").replacing("7777", with: "1")
        }
        var lines = Self.open(referring: "x")
        for (one, other) in zip(secret, twins) {
            lines.append(joined(one, with: try handle(other)))
            lines.append(joined(other, with: try handle(one)))
        }
        try office.load(lines)
        let twin = try #require(
            try office.replica.store.read {
                try office.replica.store.locations(handle: "note:twin-x").first
            })
        #expect(office.replica.store.group(of: twin).count == 2)
        try Self.expectNoSecret(office, .everyone)
        // Nor is it told which of the two has less to hide.
        for (report, format, text) in try Self.everything(office, .everyone) {
            #expect(!text.contains("twin"), "\(report) as \(format) tells of a twin")
        }
    }

    @Test func `of records that are shown as one a partner sees what all are released as`() throws {
        for isReleased in [false, true] {
            let office = try Office()
            let release = isReleased ? #","release_to":["partner:NOR"]"# : ""
            try office.load(
                #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
                #"{"type":"agreement","id":"agreement:a","title_en":"ONE","instrument":"mou","parties":["partner:NOR"],"status":"signed","marking":"INT","release_to":["partner:NOR"],"joined_with":["agreement:b"]}"#,
                #"{"type":"agreement","id":"agreement:b","title_en":"ONE","instrument":"mou","parties":["partner:NOR"],"status":"signed","marking":"INT","joined_with":["agreement:a"]\#(release)}"#
            )
            let norway = try #require(
                try office.replica.store.read {
                    try office.replica.store.locations(handle: "partner:NOR").first
                })
            let text = office.printed(
                try office.report(
                    "agreement-register", audience: Audience(level: 1, partners: [norway.id])))
            #expect(text.contains("ONE") == isReleased)
        }
    }

    @Test func `a level sees its own and what is more open`() throws {
        let office = try Office()
        try office.load(
            Self.levels.map { level in
                """
                {"type":"agreement","id":"agreement:\(level)","title_en":"T-\(level)",\
                "instrument":"mou","parties":["partner:NOR"],"status":"signed","marking":"\(level)"}
                """
            } + [
                #"{"type":"agreement","id":"agreement:none","title_en":"T-NONE","instrument":"mou","parties":["partner:NOR"],"status":"signed"}"#
            ])
        for level in Self.levels.indices {
            let audience = Audience(level: level, partners: [])
            let document = try office.report("agreement-register", audience: audience)
            let text = office.printed(document)
            for (place, name) in Self.levels.enumerated() {
                #expect(text.contains("T-\(name)") == (place <= level))
            }
            // What bears no marking is for the strictest level only.
            #expect(text.contains("T-NONE") == (level == 2))
            #expect(document.rows("All agreements").count == level + 1 + (level == 2 ? 1 : 0))
        }
        let text = office.printed(try office.report("agreement-register"))
        #expect(text.contains("3 records withheld: 3 marked more strictly"))
    }

    @Test func `two markings made apart: the strictest counts`() throws {
        let (hague, oslo) = (try Office("hague"), try Office("oslo"))
        try hague.load(
            #"{"type":"note","id":"note:a","title_en":"SECRET","kind":"brief","about":["partner:NOR"],"marking":"INT"}"#,
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#
        )
        try oslo.take(from: hague)
        try hague.edit("note:a", "marking", "PUB")
        try oslo.edit("note:a", "marking", "DV")
        try hague.take(from: oslo)
        let sheet = { (level: Int) in
            hague.printed(
                try hague.report(
                    "country-sheet", about: "partner:NOR",
                    audience: Audience(level: level, partners: [])))
        }
        #expect(try !sheet(0).contains("SECRET"))
        #expect(try !sheet(1).contains("SECRET"))
        #expect(try sheet(2).contains("SECRET"))
    }

    @Test func `a lowered marking waits until its author knows what was written apart`() throws {
        let (hague, oslo) = (try Office("hague"), try Office("oslo"))
        try hague.load(
            #"{"type":"note","id":"note:a","title_en":"Title","kind":"brief","about":["partner:NOR"],"marking":"DV"}"#,
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#
        )
        try oslo.take(from: hague)
        let isOpen = { (office: Office) in
            office.printed(try office.report("country-sheet", about: "partner:NOR"))
                .contains("Title")
        }
        #expect(try !isOpen(hague))
        try hague.edit("note:a", "marking", "PUB")
        #expect(try isOpen(hague))
        // Oslo wrote into a record that it took for confidential.
        try oslo.edit("note:a", "text_en", "for internal eyes")
        try hague.take(from: oslo)
        try oslo.take(from: hague)
        #expect(try !isOpen(hague))
        #expect(try !isOpen(oslo))
        // Oslo edits on: that is not the author of the lowering.
        try oslo.edit("note:a", "as_of", "2026")
        #expect(try !isOpen(oslo))
        // The Hague has read it and goes on with the record.
        try hague.take(from: oslo)
        try hague.edit("note:a", "text_en", "cleared")
        #expect(try isOpen(hague))
    }

    @Test func `a partner sees what is released to all who are named`() throws {
        let office = try Office()
        func line(_ name: String, _ marking: String, _ release: String) -> String {
            """
            {"type":"agreement","id":"agreement:\(name)","title_en":"T-\(name)","instrument":"mou",\
            "parties":["partner:NOR"],"status":"signed","marking":"\(marking)","release_to":[\(release)]}
            """
        }
        try office.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
            #"{"type":"partner","id":"partner:BEL","kind":"country","code":"BEL","name_en":"Belgium","marking":"PUB"}"#,
            line("public", "PUB", ""), line("own", "INT", ""),
            line("nor", "INT", "\"partner:NOR\""),
            line("both", "INT", "\"partner:NOR\",\"partner:BEL\""),
            line("strict", "DV", "\"partner:NOR\",\"partner:BEL\""))
        let (nor, bel) = (try office.id("partner:NOR"), try office.id("partner:BEL"))
        func seen(_ level: Int, _ partners: [RecordID]) throws -> Set<String> {
            let document = try office.report(
                "agreement-register", audience: Audience(level: level, partners: partners))
            let text = office.printed(document)
            return Set(
                ["public", "own", "nor", "both", "strict"].filter { text.contains("T-" + $0) })
        }
        #expect(try seen(1, []) == ["public", "own", "nor", "both"])
        #expect(try seen(1, [nor]) == ["public", "nor", "both"])
        #expect(try seen(1, [nor, bel]) == ["public", "both"])
        #expect(try seen(2, [nor, bel]) == ["public", "both", "strict"])
        // A release list says nothing about what is public.
        #expect(try seen(0, [bel]) == ["public"])
        let head = office.printed(
            try office.report(
                "agreement-register", audience: Audience(level: 1, partners: [nor, bel])))
        #expect(head.contains("2 not released to these partners"))
        #expect(head.contains("1 marked more strictly"))
    }

    @Test func `a release made beside a removal is pending`() throws {
        let (hague, oslo) = (try Office("hague"), try Office("oslo"))
        try hague.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
            #"{"type":"agreement","id":"agreement:a","title_en":"Title","instrument":"mou","parties":["partner:NOR"],"status":"signed","marking":"INT","release_to":["partner:NOR"]}"#
        )
        let nor = try hague.id("partner:NOR")
        try oslo.take(from: hague)
        let isShown = { (office: Office) in
            office.printed(
                try office.report(
                    "agreement-register", audience: Audience(level: 1, partners: [nor]))
            ).contains("Title")
        }
        #expect(try isShown(hague))
        // Oslo takes Norway off; The Hague, not knowing, puts it off and on again.
        try oslo.edit("agreement:a", "release_to", .set([]))
        try hague.edit("agreement:a", "release_to", .set([]))
        try hague.edit("agreement:a", "release_to", .set([.reference(nor)]))
        #expect(try isShown(hague))
        try hague.take(from: oslo)
        try oslo.take(from: hague)
        #expect(try hague.record("agreement:a")["release_to"]?.view.content != nil)
        #expect(try !isShown(hague))
        #expect(try !isShown(oslo))
        // The Hague has seen the removal and works on: its release stands.
        try hague.edit("agreement:a", "place", "Oslo")
        #expect(try isShown(hague))
    }

    /// Story C11: one takes a partner off the list while another puts one on.
    @Test func `a release made beside the removal of another partner is pending`() throws {
        let (hague, oslo) = (try Office("hague"), try Office("oslo"))
        try hague.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
            #"{"type":"partner","id":"partner:USA","kind":"country","code":"USA","name_en":"United States","marking":"PUB"}"#,
            #"{"type":"agreement","id":"agreement:a","title_en":"Title","instrument":"mou","parties":["partner:NOR"],"status":"signed","marking":"INT","release_to":["partner:USA"]}"#
        )
        let (nor, usa) = (try hague.id("partner:NOR"), try hague.id("partner:USA"))
        try oslo.take(from: hague)
        func isShown(_ office: Office, to partner: RecordID) throws -> Bool {
            office.printed(
                try office.report(
                    "agreement-register", audience: Audience(level: 1, partners: [partner]))
            ).contains("Title")
        }
        try hague.edit("agreement:a", "release_to", .set([]))
        try oslo.edit("agreement:a", "release_to", .set([.reference(usa), .reference(nor)]))
        #expect(try isShown(oslo, to: nor))
        try hague.take(from: oslo)
        try oslo.take(from: hague)
        for office in [hague, oslo] {
            #expect(try !isShown(office, to: usa))
            #expect(try !isShown(office, to: nor))
        }
        try oslo.edit("agreement:a", "place", "Oslo")
        #expect(try isShown(oslo, to: nor))
        #expect(try !isShown(oslo, to: usa))
    }

    @Test func `a record that is a reference only is named without its content`() throws {
        let office = try Office()
        try office.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
            #"{"type":"agreement","id":"agreement:ref-1","title_en":"SECRET","instrument":"mou","parties":["partner:NOR"],"status":"signed","signed":"2020-01-01","marking":"REF","text_held_at":"vault 3","source":[{"key":"SECRET"}]}"#
        )
        let document = try office.report(
            "agreement-register", audience: Audience(level: 1, partners: []))
        let text = office.printed(document)
        #expect(text.contains("agreement:ref-1: vault 3"))
        #expect(text.contains("the content of 1 record held elsewhere"))
        #expect(!text.contains("SECRET"))
        #expect(!text.contains("2020-01-01"))
        #expect(!office.printed(try office.report("agreement-register")).contains("vault 3"))
    }

    @Test func `a former state is under the marking of today`() throws {
        let office = try Office(on: "2025-01-10")
        try office.load(
            #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
            #"{"type":"note","id":"note:a","title_en":"SECRET","kind":"brief","about":["partner:NOR"],"marking":"PUB"}"#
        )
        office.clock.set("2026-01-10")
        try office.edit("note:a", "marking", "DV")
        let document = try office.report("as-known", knownOn: "2025-06-01")
        #expect(!office.printed(document).contains("SECRET"))
        #expect(office.printed(document).contains("1 record withheld"))
    }

    @Test func `the message of a change is for those who may see all that it touched`() throws {
        let office = try Office()
        try office.load(
            [
                #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#,
                #"{"type":"note","id":"note:SECRET","title_en":"SECRET","kind":"brief","about":["partner:NOR"],"marking":"DV"}"#,
            ], message: "on SECRET")
        try office.edit("partner:NOR", "seat", "Oslo", message: "asked the embassy")
        let text = office.printed(try office.report("changes", since: "2020-01-01"))
        #expect(!text.contains("SECRET"))
        #expect(text.contains("asked the embassy"))
        #expect(text.contains("Norway"))
    }
}

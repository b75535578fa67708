import Commands
import Foundation
import Records
import Replica
import Store
import Testing

/// Characters that drive a terminal or turn the direction of text, and cells that a spreadsheet would run: what peers wrote
/// with them leaves harmless by every way out, and nobody enters them by any way in.
struct UnseenCharacterTests {
    /// Everything that must not be seen raw, each with letters around it that can be found again.
    static let nasty = [
        "\u{1B}[2J", "\u{0}", "\u{9B}31m", "\u{202E}", "\u{2067}", "\u{61C}", "\u{8}",
    ]
    .enumerated().map { "n\($0)\($1)n" }.joined()

    /// A record of one peer that has it wherever a text may be, by the apply path that everybody's changes take.
    private static func world() async throws -> World {
        let world = try World(schema: .liaison)
        try await world.run(["init"])
        let oslo = try world.created("oslo", deviceName: "dev" + nasty, author: "auth" + nasty)
        func text(_ text: String) -> FieldContent { .single(.text(text)) }
        var partner = Draft(kind: "partner", id: RecordID(high: 1, low: 1))
        var coop = Draft(kind: "cooperation", id: RecordID(high: 1, low: 2))
        var activity = Draft(kind: "activity", id: RecordID(high: 1, low: 3))
        partner.set("handle", to: text("partner:" + nasty), storedType: .register, shown: nil)
        partner.set("name_en", to: text("=1+2" + nasty), storedType: .register, shown: nil)
        coop.set("handle", to: text("coop:" + nasty), storedType: .register, shown: nil)
        for name in ["title_en", "title_nl"] {
            coop.set(name, to: text("@SUM" + nasty), storedType: .register, shown: nil)
            activity.set(name, to: text("-2" + nasty), storedType: .register, shown: nil)
        }
        coop.set(
            "summary_en", to: text("+first\n=line " + nasty), storedType: .text, shown: nil)
        coop.set(
            "partners", to: .set([.reference(RecordID(high: 1, low: 1))]), storedType: .set,
            shown: nil)
        coop.set("status", to: text("proposed" + nasty), storedType: .register, shown: nil)
        activity.set("start", to: text("2026-05-01"), storedType: .register, shown: nil)
        activity.set("end", to: text("2026-05-03"), storedType: .register, shown: nil)
        activity.set(
            "cooperation", to: .set([.reference(RecordID(high: 1, low: 2))]), storedType: .set,
            shown: nil)
        activity.set("place_en", to: text("quay" + nasty), storedType: .register, shown: nil)
        for name in ["marking"] {
            let open = text(Handling.levels[0])
            partner.set(name, to: open, storedType: .register, shown: nil)
            coop.set(name, to: open, storedType: .register, shown: nil)
            activity.set(name, to: open, storedType: .register, shown: nil)
        }
        try oslo.commit([partner, coop, activity], message: "msg" + nasty)
        try world.exchange("hague", "oslo")
        // A conflict, so that its two sides are printed.
        for home in ["hague", "oslo"] {
            let replica = try world.opened(home)
            let id = RecordID(high: 1, low: 2)
            let record = try #require(
                try replica.store.read { try replica.store.record(id, kind: "cooperation") })
            var draft = Draft(record)
            draft.set(
                "title_en", to: text(home + nasty), storedType: .register,
                shown: record["title_en"])
            try replica.commit([draft], message: "m2" + nasty)
        }
        try world.exchange("hague", "oslo")
        return world
    }

    private static let id = RecordID(high: 1, low: 2).description

    private static let commands: [[String]] = [
        ["list"], ["list", "--json"], ["list", "cooperation", "--columns", "title_en,summary_en"],
        ["show", id], ["show", id, "--json"], ["show", id, "--at", "2026-03-02"],
        ["log"], ["log", "--json"], ["log", id], ["log", id, "--json"], ["changes"],
        ["blame", id], ["blame", id, "--json"], ["explain", id, "title_en"],
        ["explain", id, "title_en", "--json"], ["conflicts"], ["conflicts", "--json"],
        ["conflicts", id], ["find", "n0"], ["find", "n0", "--json"], ["findings"],
        ["findings", "--json"], ["agenda"], ["status"], ["export"], ["export", "--all"],
        ["export", "--csv", "cooperation"], ["export", "--csv", "partner"],
        ["export", "--csv", "activity"], ["diff", id, "--at", "2026-03-02"],
        ["peer", "list"], ["undo", "--dry-run"],
        ["resolve", id, "title_en", "--take", "1", "--reason", "x"],
        ["withdraw", id], ["reinstate", id], ["show", "coop:n0"],
    ]

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n" && scalar != "\t" && TerminalText.isDangerous(scalar)
    }

    @Test func `no verb prints a character that drives a terminal`() async throws {
        let world = try await Self.world()
        var shown = 0
        for command in Self.commands {
            let ran = try await world.run(command)
            #expect(ran.status != .bug, "\(command): \(ran.err)")
            for scalar in (ran.out + ran.err).unicodeScalars where Self.isUnseen(scalar) {
                Issue.record("\(command): \(EnteredText.name(of: scalar))")
                break
            }
            // Escaped, not left out.
            if ran.out.contains("202E}") || ran.out.contains("u202E") { shown += 1 }
        }
        #expect(shown >= 22)
    }

    @Test func `no report in any format holds one`() async throws {
        let world = try await Self.world()
        let names = try await world.run(["report", "--json"]).out
        guard case .array(let reports) = try JSON(parsing: names) else {
            Issue.record("the list of reports is no list")
            return
        }
        var shown = 0
        for report in reports {
            let name = report["name"]?.plain ?? ""
            guard case .array(let formats)? = report["formats"] else { continue }
            for format in formats.map(\.plain) {
                for subject in [[], ["partner:" + String(Self.nasty.prefix(2))], [Self.partner]] {
                    let ran = try await world.run(
                        ["report", name] + subject + ["--format", format, "--lang", "nl"])
                    let plain = try await world.run(
                        ["report", name] + subject + ["--format", format])
                    for text in [ran.out, ran.err, plain.out, plain.err] {
                        for scalar in text.unicodeScalars
                        where Self.isUnseen(scalar) && !(format == "ics" && scalar == "\r") {
                            Issue.record("\(name) \(format): \(EnteredText.name(of: scalar))")
                            break
                        }
                    }
                    if plain.out.contains("202E") { shown += 1 }
                }
            }
        }
        #expect(shown >= 12)
    }

    private static let partner = RecordID(high: 1, low: 1).description

    @Test func `a table runs nothing and comes back unharmed, raw or not`() async throws {
        let world = try await Self.world()
        let table = try await world.run(["export", "--csv", "partner"]).out
        let read = CSVReader(Array(table.utf8)).table
        for cell in read.rows.flatMap(\.fields) {
            #expect(!cell.hasPrefix("=") && !cell.hasPrefix("@"))
        }
        let raw = try await world.run(["export", "--csv", "partner", "--raw"]).out
        #expect(CSVReader(Array(raw.utf8)).table.rows[0].fields.contains("=1+2" + Self.nasty))
        // By the table that an officer keeps: what looks like a formula is what it was.
        let name = "'=cmd|'/C calc'!A0;=1"
        let paris = try World()
        try await paris.run(["init"])
        for handle in ["a", "b"] {
            let added = try await paris.run(
                ["add", "partner", "--handle", handle, "--name-en", name + handle])
            #expect(added.status == .done, "\(added.err)")
        }
        for options in [[], ["--raw"]] {
            let table = try await paris.run(["export", "--csv", "partner"] + options)
            try paris.write(table.out, to: "t.csv")
            let again = try await paris.run(
                ["import", "--csv", "~/t.csv", "--kind", "partner"] + options)
            #expect(again.out == "0 added, 0 changed, 2 unchanged, 0 refused\n", "\(again.err)")
        }
    }

    @Test func `lines that are exported hold the same in escapes`() async throws {
        let world = try await Self.world()
        let out = try await world.run(["export", "partner"]).out
        let line = String(out.prefix { $0 != "\n" })
        #expect(try JSON(parsing: line)["name_en"] == .string("=1+2" + Self.nasty))
        #expect(line.unicodeScalars.allSatisfy { !Self.isUnseen($0) })
    }

    // MARK: Ways in

    @Test(arguments: ["\u{1B}[31m", "\u{0}", "\u{9B}", "\u{202E}", "\u{7}"])
    func `no way in takes one, and each names the field and the character`(nasty: String)
        async throws
    {
        let world = try World()
        try await world.run(["init"])
        try await world.run(["add", "partner", "--handle", "x", "--name-en", "X"])
        try world.write(
            #"{"type":"partner","id":"partner:y","name_en":"#
                + JSON.quoted("Y" + nasty).replacing("\u{9B}", with: "\\u009b") + "}\n",
            to: "y.jsonl")
        try world.write("id,name_en\npartner:z,\"Z\(nasty)\"\n", to: "z.csv")
        let device = String(repeating: "ab", count: 32)
        let ways: [([String], String)] = [
            (["add", "partner", "--name-en", "A" + nasty], "--name-en"),
            (["add", "partner", "--handle", "h" + nasty, "--name-en", "A"], "--handle"),
            (["edit", "partner:x", "--name-nl=A" + nasty], "--name-nl"),
            (["edit", "partner:x", "--name-nl", "A", "-m", nasty], "-m"),
            (["edit", "partner:x", "--name-nl", "A", "--author", nasty], "--author"),
            (["--author", nasty, "edit", "partner:x", "--name-nl", "A"], "--author"),
            (["edit", "partner", "--where", "name_en=X", "--set", "name_nl=" + nasty], "--set"),
            (["resolve", "partner:x", "--take", "1", "--reason", nasty], "--reason"),
            (["import", "~/y.jsonl"], "name_en"),
            (["import", "--csv", "~/z.csv", "--kind", "partner"], "name_en"),
            (["init", "--device-name", nasty], "--device-name"),
            (["peer", "add", "p" + nasty, device], "command line"),
            (["list", "--save", nasty], "--save"),
        ]
        let scalar = try #require(nasty.unicodeScalars.first)
        for (words, name) in ways {
            let ran = try await world.run(words)
            #expect(ran.status == .usage || ran.status == .refused, "\(words)")
            #expect(ran.err.contains(name), "\(words): \(ran.err)")
            #expect(ran.err.contains(EnteredText.name(of: scalar)), "\(words): \(ran.err)")
        }
        let list = try await world.run(["list", "--json"])
        #expect(list.out.contains("partner:x") && !list.out.contains("partner:y"))
        #expect(
            try await world.run(["show", "partner:x", "--json"]).out.contains("name_nl") == false)
    }

    @Test func `a form takes none either, but leaves alone what a peer wrote`() async throws {
        let world = try World()
        try await world.run(["init"])
        let hague = try world.opened("hague")
        var draft = Draft(kind: "partner", id: RecordID(high: 1, low: 1))
        draft.set(
            "handle", to: .single(.text("partner:x")), storedType: .register, shown: nil)
        draft.set(
            "name_en", to: .single(.text("X\u{202E}")), storedType: .register, shown: nil)
        try hague.commit([draft])
        // The name in Dutch, with a bell in it.
        world.editor = #"sed -i "s/^name_nl:.*/name_nl: \"Y\\\\a\"/""#
        let refused = try await world.run(["edit", "partner:x"])
        #expect(refused.err.contains("U+0007"), "\(refused.err)")
        world.editor = #"sed -i -e "/^# ERROR/d" -e "s/^name_nl:.*/name_nl: Y/""#
        let saved = try await world.run(["edit", "partner:x", "--fresh"])
        #expect(saved.status == .done, "\(saved.err)")
        #expect(saved.out.contains("name_nl"))
    }
}

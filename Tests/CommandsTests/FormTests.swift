import Commands
import Foundation
import Records
import Replica
import Store
import Testing

/// Forms in an editor: the editor is a shell command that changes the file.
@Suite struct `Forms` {
    private let world: World

    init() async throws {
        world = try World()
        try await world.run(["init"])
        try await world.run(["add", "partner", "--name-en", "Belgium", "--handle", "BEL"])
        try await world.run(["add", "partner", "--name-en", "Norway", "--handle", "NOR"])
        try await world.run([
            "add", "cooperation", "--handle", "benesam", "--title-en", "Benesam", "--scope",
            "bilateral", "--partners", "partner:BEL", "--shares", "partner:BEL=40", "--remarks",
            "Began as one staff.", "--summary", "Two navies.\n\nOne staff: #1 in 1948.\n", "--end",
            "2026-03-20",
        ])
    }

    private func edit(_ command: String, _ arguments: String...) async throws -> World.Ran {
        world.editor = command
        return try await world.run(["edit", "coop:benesam"] + arguments)
    }

    private func add(_ text: String) async throws -> World.Ran {
        try world.write(text, to: "form")
        world.editor = "cp \(world.folder)/form"
        return try await world.run(["add", "cooperation"])
    }

    private func shown() async throws -> String {
        try await world.run(["show", "coop:benesam"]).out
    }

    private func history() async throws -> Int {
        try await world.run(["log", "coop:benesam"]).out.split(separator: "\n\n").count
    }

    private func keptForms() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: world.folder + "/hague/forms").sorted()
    }

    @Test func `an unchanged form saves nothing`() async throws {
        let ran = try await edit("true")
        #expect(ran.out == "nothing changed in coop:benesam\n")
        #expect(try await history() == 1)
        #expect(try keptForms() == [])
    }

    @Test func `every shape of field is changed in a form`() async throws {
        let ran = try await edit(
            """
            sed -i -e 's/^end: .*/end: 2026-04/' -e 's/  partner:BEL: 40/  partner:NOR: 60/' \
            -e 's/^  - partner:BEL/  - NOR/' -e 's/^  Two navies./  Three navies./' \
            -e 's/^room:/room: "4.01: left"/' -e '/^remarks:/a\\  +: A new remark.'
            """)
        #expect(ran.out == "saved coop:benesam: end, partners, shares, room, summary, remarks\n")
        let text = try await shown()
        #expect(text.contains("End              2026-04\n"))
        #expect(text.contains("Partners         partner:NOR\n"))
        #expect(text.contains("Shares           partner:NOR = 60\n"))
        #expect(text.contains("Room             4.01: left\n"))
        #expect(text.contains("Three navies.\n\n                   One staff: #1 in 1948."))
        #expect(text.contains("- Began as one staff.\n                   - A new remark."))
    }

    @Test func `an emptied field is cleared and one whose line is gone is left alone`() async throws
    {
        let ran = try await edit("sed -i -e 's/^end: .*/end:/' -e '/^scope:/d'")
        #expect(ran.out == "saved coop:benesam: end\n")
        let text = try await shown()
        #expect(!text.contains("End"))
        #expect(text.contains("Bilateral"))
    }

    @Test func `a log entry is corrected and struck by its key`() async throws {
        _ = try await edit("sed -i 's/Began as one staff\\./Began as a secret accord./'")
        #expect(try await shown().contains("- Began as a secret accord."))
        _ = try await edit("sed -i '/secret accord/s/:.*/:/'")
        #expect(!(try await shown().contains("secret accord")))
    }

    @Test func `a mistake comes back beside its line and nothing is lost`() async throws {
        let bad = "sed -i -e 's/^end: .*/end: soon/' -e 's/^room:/room: 4.01/'"
        let ran = try await edit(bad)
        #expect(ran.status.rawValue == 1)
        #expect(ran.err.contains("note: mistakes in the form: 1"))
        #expect(ran.err.contains("error: the form still has mistakes (1): nothing was saved"))
        #expect(try await history() == 1)
        let name = try #require(try keptForms().first { $0.hasSuffix(".yaml") })
        let lines = try world.read("hague/forms/" + name).split(separator: "\n")
        let place = try #require(lines.firstIndex { $0.hasPrefix("# !! --end") })
        #expect(lines[place + 1] == "end: soon")

        // Opened again as it was left; mended, it saves all of it.
        let mended = try await edit("sed -i 's/^end: soon/end: 2026-05/'")
        #expect(mended.err.contains("note: this is the form of 2026-03-01"))
        #expect(mended.out == "saved coop:benesam: end, room\n")
        #expect(try keptForms() == [])
    }

    @Test(arguments: [
        ("s/^end: .*/end: [2026, 2027]/", "one value belongs here"),
        ("s/^end: .*/endd: 2026/", "no such field; did you mean end?"),
        ("s/^end: .*/end: 2026\\nend: 2027/", "this stands here twice"),
        ("s/^end: .*/end: \"2026/", "this cannot be read"),
        ("s/^scope: .*/scope: bilatral/", "no code of the list"),
        ("s/^shares:/shares: 40/", "this cannot be read"),
        ("s/^  partner:BEL: 40/  - partner:BEL/", "key: value belongs here"),
        ("s/^  - partner:BEL/  - partner:XXX/", "there is no record partner:XXX"),
        ("s/^title_en: .*/title_en:/", "required: title_en"),
        ("s/^handle: .*/handle: partner:NOR/", "partner:NOR is the handle of"),
        ("1i just text", "this cannot be read"),
    ])
    func `every mistake is named and the form is kept`(script: String, words: String) async throws {
        let ran = try await edit("sed -i -e '\(script)'")
        #expect(ran.status.rawValue == 1)
        #expect(ran.err.contains(words), "\(ran.err)")
        #expect(try await history() == 1)
        #expect(try keptForms().contains { $0.hasSuffix(".yaml") })
    }

    @Test func `a form survives a crash of the editor and is offered again`() async throws {
        let crashed = try await edit("sh -c 'sed -i s/^room:/room:\\ 4.01/ \"$0\"; kill -9 $$'")
        #expect(crashed.status.rawValue == 1)
        #expect(crashed.err.contains("did not end well: nothing was saved"))
        #expect(crashed.err.contains("the form is kept in ~/hague/forms/"))
        #expect(try await world.run(["status"]).out.contains("1 opened and not saved"))
        let again = try await edit("true")
        #expect(again.out == "saved coop:benesam: room\n")
        #expect(try keptForms() == [])
    }

    @Test func `a form kept before its record was joined is offered after`() async throws {
        for place in [0, 1] {
            let world = try World(schema: .liaison)
            try await world.run(["init"])
            let names = ["partner:A", "partner:B"]
            for name in names {
                try await world.run([
                    "add", "partner", "--kind", "country", "--code", "MKD", "--name-en", name,
                    "--not-known-in", "nl", "--marking", "PUB", "--handle", name,
                ])
            }
            world.editor = "sh -c 'sed -i s/^seat:/seat:\\ Skopje/ \"$0\"; kill -9 $$'"
            #expect(try await world.run(["edit", names[place]]).status.rawValue == 1)
            try await world.run(["join"] + names + ["--take", "1"])
            world.editor = "true"
            try await world.run(["edit", names[place]])
            #expect(try await world.run(["show", names[1 - place]]).out.contains("Skopje"))
        }
    }

    @Test func `a kept form is forgotten on demand`() async throws {
        _ = try await edit("sh -c 'sed -i s/^room:/room:\\ 4.01/ \"$0\"; false'")
        let fresh = try await edit("true", "--fresh")
        #expect(fresh.out == "nothing changed in coop:benesam\n")
    }

    @Test func `an edit that arrived while the form was open stays visible beside it`() async throws
    {
        let crashed = try await edit("sh -c 'sed -i s/^end:.*/end:\\ 2026-03-19/ \"$0\"; false'")
        #expect(crashed.status.rawValue == 1)
        world.editor = nil
        try await world.run(["edit", "coop:benesam", "--end", "2026-03-22"])
        let saved = try await edit("true")
        #expect(saved.out == "saved coop:benesam: end\n")
        let text = try await shown()
        #expect(text.contains("! side 1: 2026-03-19") && text.contains("! side 2: 2026-03-22"))
    }

    @Test func `a form tells of open conflicts and does not go over them unasked`() async throws {
        try await world.run(["init"], home: "oslo")
        try world.exchange("hague", "oslo")
        try await world.run(["edit", "coop:benesam", "--end", "2026-03-19"])
        try await world.run(["edit", "coop:benesam", "--end", "2026-03-22"], home: "oslo")
        try world.exchange("hague", "oslo")

        let untouched = try await edit("grep -q 'all started from: 2026-03-20'")
        #expect(untouched.out == "nothing changed in coop:benesam\n")
        let refused = try await edit("sed -i 's/^end: .*/end: 2026-04/'")
        #expect(refused.status.rawValue == 1)
        #expect(refused.err.contains("liaison resolve coop:benesam end"))
        let over = try await edit("true", "--over-both", "host sent a new plan")
        #expect(over.out == "saved coop:benesam: end\n")
        #expect(try await world.run(["conflicts"]).out == "")
    }

    @Test func `a new record is made from a form`() async throws {
        let ran = try await add(
            "title_en: Northern Group\nscope: multinational\npartners: [NOR, BEL]\n")
        #expect(ran.out.hasPrefix("added cooperation "))
        #expect(try keptForms() == [])
    }

    @Test func `a form that misses what is required names all of it`() async throws {
        let ran = try await add("room: 4.01\n")
        #expect(ran.status.rawValue == 1)
        #expect(ran.err.contains("line 1: required: title_en, scope"))
    }

    @Test func `an empty form adds nothing`() async throws {
        world.editor = "true"
        let ran = try await world.run(["add", "cooperation"])
        #expect(ran.status.rawValue == 1)
        #expect(ran.err.contains("the form was left empty"))
    }

    @Test(arguments: [
        "plain", "NO", "yes", "1948", "- dash", "a: b", "a #b", "\"quoted\"", "'single'", "[x]",
        "{x}", "two\nlines", "ends\n", "ends\n\n", "a\n\nb", " leading", "\nfirst", "tab\tin",
        "\u{1B}[31mred",
        "*star", "&and", "!bang", "%percent", "@at", "`tick`", "null", "~", "…", "e\u{301}",
        "a\n  indented\nb",
        "trailing ", "|", ">", "?", ":", "-", "#", "\u{202E}rtl", "a\\b", "a\r\nb", "line\rreturn",
    ])
    func `every text comes back from a form as it was`(text: String) async throws {
        // What nobody may type has come from a peer.
        let replica = try world.opened("hague")
        let record = try replica.locate("coop:benesam")
        let shown = try replica.store.read {
            try replica.store.record(record.id, kind: record.kind)
        }
        var draft = Draft(kind: record.kind, id: record.id, shown: shown?.heads ?? [])
        draft.set(
            "summary", to: .single(.text(text)), storedType: .text, shown: shown?["summary"])
        try replica.commit([draft])
        let before = try await world.run(["show", "coop:benesam", "--json"]).out
        let ran = try await edit("true")
        #expect(ran.out == "nothing changed in coop:benesam\n", "\(ran.err)")
        // Another field is touched: the text must not be.
        _ = try await edit("sed -i 's/^room:.*/room: 5/'")
        let after = try await world.run(["show", "coop:benesam", "--json"]).out
        let line = { (all: String) in
            all.split(separator: "\n").first { $0.contains("\"summary\"") }
        }
        #expect(line(before) == line(after))
        #expect(try await history() == 3)
    }

    @Test func `without an editor and without fields it is said what to do`() async throws {
        world.editor = nil
        let ran = try await world.run(["edit", "coop:benesam"])
        #expect(ran.status.rawValue == 64)
    }

    @Test func `an editor that does not exist is named`() async throws {
        let ran = try await edit("/no/such/editor")
        #expect(ran.status.rawValue == 1)
        #expect(ran.err.contains("the editor /no/such/editor did not end well"))
    }
}

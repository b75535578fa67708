import Commands
import Foundation
import Records
import Testing

/// Settling conflicts at the keys, in an editor and by a rule.
struct ResolveTests {
    /// Two records with two conflicts each, and one with a text.
    private func world() async throws -> World {
        let world = try World()
        try await world.run(["init", "--author", "Anna"])
        try await world.run(["init", "--author", "Bert"], home: "oslo")
        for (name, room) in [("arctic", "1"), ("baltic", "2")] {
            try await world.run([
                "add", "cooperation", "--title-en", name, "--scope", "bilateral", "--handle", name,
                "--room", room, "--end", "2026-01-01", "--summary",
                "The first sentence. The second.",
            ])
        }
        try world.exchange("hague", "oslo")
        for (name, end) in [("coop:arctic", "2026-03-01"), ("coop:baltic", "2026-04-01")] {
            try await world.run(["edit", name, "--end", end, "--cost", "10", "-m", "here"])
            try await world.run(
                ["edit", name, "--end", "2027-01-01", "--cost", "20", "-m", "there"], home: "oslo")
        }
        try world.exchange("hague", "oslo")
        return world
    }

    private func open(_ world: World) async throws -> String {
        try await world.run(["conflicts"]).out
    }

    // MARK: At the keys

    @Test func `each conflict is shown and asked for, with a reason and a confirmation`()
        async throws
    {
        let world = try await world()
        world.isInteractive = true
        let ran = try await world.run(
            ["resolve", "coop:arctic"],
            input: "v 15\nbetween the two\ny\n1\nthe planner knows\ny\n")
        #expect(ran.status == .done)
        #expect(ran.out.contains("1 of 2\n"))
        #expect(ran.out.contains("2 settled, 0 left open"))
        let shown = try await world.run(["show", "coop:arctic"])
        #expect(shown.out.contains("15"))
        let log = try await world.run(["log", "coop:arctic"])
        #expect(log.out.contains("“the planner knows”"))
        #expect(log.out.contains("“between the two”"))
        #expect(try await open(world).contains("coop:baltic"))
        #expect(try await !open(world).contains("coop:arctic"))
    }

    @Test(arguments: [
        // The input ends at each of the questions.
        "", "1\n", "1\nwhy\n",
        // Quit, no reason, no confirmation.
        "q\n", "1\n\nq\n", "1\nwhy\nn\nq\n",
        // What is not among the keys, or refused by the field.
        "9\nq\n", "v not-a-date\nq\n", "x\nq\n", "v\nq\n",
    ])
    func `nothing is written that is not confirmed`(input: String) async throws {
        let world = try await world()
        world.isInteractive = true
        let before = try await open(world)
        let ran = try await world.run(["resolve", "coop:arctic", "end"], input: input)
        #expect(ran.status == .done)
        #expect(ran.out.contains("0 settled, 1 left open"))
        #expect(try await open(world) == before)
    }

    @Test func `all records are gone through, and what is skipped stays open`() async throws {
        let world = try await world()
        world.isInteractive = true
        let ran = try await world.run(
            ["resolve", "--reason", "agreed by telephone"], input: "s\n2\ny\n2\ny\nq\n")
        #expect(ran.out.contains("1 of 4\n"))
        #expect(ran.out.contains("2 settled, 2 left open"))
        let log = try await world.run(["log"])
        #expect(log.out.contains("agreed by telephone"))
    }

    @Test func `without a terminal it says what to give`() async throws {
        let world = try await world()
        let ran = try await world.run(["resolve", "coop:arctic"])
        #expect(ran.status == .usage)
        #expect(ran.err.contains("--take"))
    }

    @Test func `a record that is withdrawn but edited is brought back or hidden`() async throws {
        let world = try await world()
        try await world.run(["withdraw", "coop:arctic", "--yes"])
        try await world.run(["edit", "coop:arctic", "--room", "9"], home: "oslo")
        try world.exchange("hague", "oslo")
        world.isInteractive = true
        let ran = try await world.run(
            ["resolve", "coop:arctic", "--reason", "it is needed"], input: "r\ny\nq\n")
        #expect(ran.out.contains("1 settled"))
        let shown = try await world.run(["show", "coop:arctic"])
        #expect(!shown.out.contains("withdrawn"))
    }

    // MARK: In an editor

    private func editor(_ world: World, _ script: String) throws {
        try world.write("#!/bin/sh\n" + script, to: "editor.sh")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: world.folder + "/editor.sh")
        world.editor = world.folder + "/editor.sh"
    }

    private func withText() async throws -> World {
        let world = try await world()
        try await world.run(["edit", "coop:arctic", "--summary", "The first line. Mine."])
        try await world.run(
            ["edit", "coop:arctic", "--summary", "The first line. Theirs."], home: "oslo")
        try world.exchange("hague", "oslo")
        return world
    }

    private let words = ["resolve", "coop:arctic", "summary", "--editor", "--reason", "both"]

    @Test func `the editor gets all sides and what they started from`() async throws {
        let world = try await withText()
        try editor(
            world,
            """
            cp "$1" "$LIAISON_HOME/../seen.txt"
            printf 'The first line.\\n# Mine and theirs.\\n=======\\n' | grep -v '^=' > "$1"
            """)
        let ran = try await world.run(words)
        #expect(ran.status == .done)
        let seen = try world.read("seen.txt")
        #expect(seen.contains("# changed by more than one: The second.\n"))
        #expect(seen.contains("<<<<<<< 1  Anna, on hague"))
        #expect(seen.contains("=======\n"))
        #expect(seen.contains(">>>>>>> 2  Bert, on oslo"))
        let shown = try await world.run(["show", "coop:arctic"])
        #expect(shown.out.contains("# Mine and theirs."))
        #expect(!(try await open(world)).contains("summary"))
    }

    @Test(arguments: [
        "exit 0", "exit 1", ": > \"$1\"", "grep -v '^=======' \"$1\" > x && mv x \"$1\"",
        "grep '^# ' \"$1\" > x && mv x \"$1\"",
    ])
    func `a text that is left, emptied or still marked settles nothing`(script: String)
        async throws
    {
        let world = try await withText()
        try editor(world, "cd \"$LIAISON_HOME\" || exit 1\n" + script)
        let before = try await open(world)
        let ran = try await world.run(words)
        #expect(ran.status == .refused)
        #expect(try await open(world) == before)
    }

    // MARK: By a rule

    @Test func `a rule settles all in which it picks one side`() async throws {
        let world = try await world()
        let dry = try await world.run(["resolve", "--take", "theirs", "--dry-run"])
        #expect(dry.out.contains("coop:arctic end: 2027-01-01"))
        #expect(dry.out.contains("4 settled, 0 left to a person"))
        #expect(try await open(world).contains("coop:arctic"))
        let ran = try await world.run(
            [
                "resolve", "--take", "theirs", "--where", "end=2027-01-01", "--reason", "they know",
                "--yes",
            ])
        #expect(ran.status == .done)
        #expect(try await world.run(["conflicts"]).err.contains("no open conflicts"))
        #expect(try await world.run(["show", "coop:baltic"]).out.contains("2027-01-01"))
        // One change for all of them.
        #expect(
            try await world.run(["log", "--limit", "1"]).out.contains("coop:baltic: cost, end"))
    }

    @Test(arguments: [
        ("ours", "2026-03-01"), ("from:oslo", "2027-01-01"), ("from oslo", "2027-01-01"),
        ("latest", "2027-01-01"),
    ])
    func `ours, from a device and latest`(rule: String, expected: String) async throws {
        let world = try await world()
        let ran = try await world.run(
            ["resolve", "coop:arctic", "--take", rule, "--reason", "so it is", "--yes"])
        #expect(ran.out.contains("2 settled, 0 left to a person"))
        #expect(try await world.run(["show", "coop:arctic"]).out.contains(expected))
        #expect(try await open(world).contains("coop:baltic"))
    }

    @Test func `a rule that picks no side leaves it to a person`() async throws {
        let world = try await world()
        // Both sides are somebody else's.
        try await world.run(["init", "--author", "Carla"], home: "bern")
        try world.exchange("hague", "bern")
        let ran = try await world.run(
            ["resolve", "--take", "ours", "--reason", "so it is"], home: "bern")
        #expect(ran.out.contains("0 settled, 4 left to a person"))
        #expect(ran.err.contains("left to a person, the rule picks no one side: coop:arctic end"))
        let mistyped = try await world.run(
            ["resolve", "--take", "from:olso", "--reason", "so it is"])
        #expect(mistyped.status == .usage)
        #expect(mistyped.err.contains("no device is called olso"))
        #expect(mistyped.err.contains("oslo"))
    }

    @Test(arguments: [
        ["--take", "2"], ["--take", "mine"], ["--take", "ours", "--value", "x"], ["--value", "x"],
        ["--seen"], ["--take", "ours", "--where", "colour=red"], ["--take", "ours"],
    ])
    func `what does not fit together is refused`(more: [String]) async throws {
        let world = try await world()
        let before = try await open(world)
        let reason = more == ["--take", "ours"] ? [] : ["--reason", "r"]
        let ran = try await world.run(["resolve"] + more + reason)
        #expect(ran.status == .usage)
        #expect(ran.err.hasPrefix("error: "))
        #expect(try await open(world) == before)
    }

    // MARK: What was shown

    /// The mark that `conflicts` prints in the command that settles one field.
    private func mark(_ world: World, _ field: String) async throws -> String {
        let out = try await world.run(["conflicts", "coop:arctic"]).out
        let line = try #require(
            out.split(separator: "\n").first { $0.contains("coop:arctic \(field) --take") })
        return try #require(line.split(separator: " ").drop { $0 != "--if" }.dropFirst().first)
            .description
    }

    @Test func `a side is taken from those that were shown alone`() async throws {
        let world = try await world()
        let seen = try await mark(world, "end")
        let before = try await open(world)
        let unsaid = try await world.run(
            ["resolve", "coop:arctic", "end", "--take", "1", "--reason", "it is so"])
        #expect(unsaid.status == .usage)
        #expect(unsaid.err.contains("--if") && unsaid.err.contains(seen))
        #expect(try await open(world) == before)
        let taken = try await world.run([
            "resolve", "coop:arctic", "end", "--take", "1", "--if", seen, "--reason", "it is so",
        ])
        #expect(taken.status == .done)
    }

    @Test func `where another side came in since, nothing is settled`() async throws {
        let world = try World()
        let homes = ["hague", "oslo", "bern"]
        for home in homes { try await world.run(["init", "--author", home], home: home) }
        try await world.run([
            "add", "cooperation", "--title-en", "Arctic", "--scope", "bilateral", "--handle",
            "arctic",
        ])
        for home in homes.dropFirst() { try world.exchange("hague", home) }
        for (place, home) in homes.enumerated() {
            try await world.run(["edit", "coop:arctic", "--end", "202\(place)-01-01"], home: home)
        }
        try world.exchange("hague", "oslo")
        let seen = try await mark(world, "end")
        try world.exchange("hague", "bern")
        for more in [["--take", "1"], ["--value", "2030-01-01"]] {
            let late = try await world.run(
                ["resolve", "coop:arctic", "end", "--if", seen, "--reason", "agreed"] + more)
            #expect(late.status == .refused)
            #expect(late.err.contains("the sides are others by now: it stays open"))
        }
        #expect(try await open(world).contains("2022-01-01"))
    }

    @Test func `work in the editor is kept until it is settled`() async throws {
        let world = try await withText()
        try editor(world, "sed -i 's/Theirs/Mine and theirs/; /^=======/d' \"$1\"")
        let left = try await world.run(words)
        #expect(left.status == .refused)
        #expect(left.err.contains("marks of the sides are left"))
        // The same command opens what was written.
        try editor(world, "grep -v '^[<>#]' \"$1\" > \"$1.new\"; mv \"$1.new\" \"$1\"")
        #expect(try await world.run(words).status == .done)
        #expect(try await world.run(["show", "coop:arctic"]).out.contains("Mine and theirs"))
    }

    @Test func `a dry run of "seen" writes nothing`() async throws {
        let world = try await world()
        let before = try await world.run(["log"]).out
        _ = try await world.run(["resolve", "coop:arctic", "--seen", "--dry-run"])
        #expect(try await world.run(["log"]).out == before)
    }

    // MARK: Apart

    @Test func `equal decisions made apart are one, different ones are open again`() async throws {
        let world = try await world()
        for (home, end) in [("hague", "2026-12-31"), ("oslo", "2026-12-31")] {
            try await world.run(
                ["resolve", "coop:arctic", "end", "--value", end, "--reason", "settled", "--yes"],
                home: home)
        }
        for (home, cost) in [("hague", "11"), ("oslo", "12")] {
            try await world.run(
                [
                    "resolve", "coop:arctic", "cost", "--value", cost, "--reason", "settled",
                    "--yes",
                ],
                home: home)
        }
        try world.exchange("hague", "oslo")
        let left = try await world.run(["conflicts", "coop:arctic"]).out
        #expect(!left.contains("coop:arctic end"))
        #expect(left.contains("coop:arctic cost (Cost): conflict"))
        #expect(left.contains("11") && left.contains("12"))
        let again = try await world.run(
            ["resolve", "coop:arctic", "end", "--take", "1", "--reason", "again"])
        #expect(again.status == .refused)
        #expect(again.err.contains("not in conflict"))
    }
}

/// Two records of one thing, joined with a person at the keys: what they say differently is asked for, field by field.
struct JoinedFieldsTests {
    @Test(arguments: [
        ("2\nthe older source\ny\n", "1 settled, 0 left open", 0),
        ("q\n", "0 settled, 1 left open", 1), ("", "0 settled, 1 left open", 1),
    ])
    func `each field on which they differ is asked for, and may be left open`(
        input: String, told: String, left: Int
    ) async throws {
        let world = try World(schema: .liaison)
        try await world.run(["init", "--author", "Anna"])
        for (handle, signed) in [("a", "2014"), ("b", "2015")] {
            let line =
                #"{"type":"agreement","id":"agreement:\#(handle)","title_en":"MoU","instrument":"mou","#
                + #""parties":["partner:NOR"],"status":"signed","marking":"PUB","signed":"\#(signed)"}"#
            try await world.run(["import", "-"], input: line + "\n")
        }
        world.isInteractive = true
        let ran = try await world.run(["join", "agreement:a", "agreement:b"], input: input)
        #expect(ran.status == .done, "\(ran.err)")
        #expect(ran.out.contains(told), "\(ran.out)")
        let open = try await world.run(["conflicts", "--level", "conflict", "--json"])
        #expect(open.out.contains("\"signed\"") == (left == 1))
    }

    @Test func `what is said under two names of one is one key, in the list too`() async throws {
        let world = try World(schema: .liaison)
        for home in ["hague", "oslo"] {
            try await world.run(["init", "--author", home], home: home)
        }
        let partners = ["NOR", "NO"].map {
            #"{"type":"partner","id":"partner:\#($0)","kind":"country","name_en":"Norway"}"#
        }
        let activity = #"{"type":"activity","id":"activity:q","kind":"exercise","title_en":"Q"}"#
        try await world.run(
            ["import", "-"], input: (partners + [activity]).joined(separator: "\n") + "\n")
        try world.exchange("hague", "oslo")
        // Said under both names, and only then joined: nobody edits the record that names them.
        for (home, role) in [("hague", "NOR=host"), ("oslo", "NO=lead")] {
            let edited = try await world.run(
                ["edit", "activity:q", "--roles", role, "--not-known-in", "nl"], home: home)
            #expect(edited.status == .done, "\(edited.err)")
        }
        try world.exchange("hague", "oslo")
        #expect(try await world.run(["conflicts"]).err.contains("no open conflicts"))
        let joined = try await world.run(["join", "partner:NOR", "partner:NO"])
        #expect(joined.status == .done, "\(joined.err)")
        try world.exchange("hague", "oslo")
        for home in ["hague", "oslo"] {
            let listed = try await world.run(["conflicts", "activity:q"], home: home)
            #expect(listed.out.contains("activity:q roles[partner:N"), "\(listed.err)")
            #expect(listed.out.contains("  1  ") && listed.out.contains("  2  "))
            #expect(try await world.run(["verify"], home: home).status == .done)
        }
        let settled = try await world.run([
            "resolve", "activity:q", "roles", "--take", "theirs", "--reason", "it is so",
        ])
        #expect(settled.status == .done, "\(settled.err)")
        try await world.run(["join", "--undo", "partner:NOR"])
        #expect(try await world.run(["conflicts"]).err.contains("no open conflicts"))
    }
}

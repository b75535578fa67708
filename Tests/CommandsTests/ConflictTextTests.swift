import Commands
import Records
import Testing

/// A text on which two disagree: side by side where the terminal is wide, one below the other where it is not.
struct ConflictTextTests {
    private func world() async throws -> World {
        let world = try World()
        try await world.run(["init", "--author", "Anna"])
        try await world.run(["init", "--author", "Bert"], home: "oslo")
        try await world.run([
            "add", "cooperation", "--title-en", "Arctic", "--scope", "bilateral", "--handle",
            "arctic", "--summary",
            "Ships meet at Narvik in the north of Norway. Tanks stay at home.",
        ])
        try world.exchange("hague", "oslo")
        for (home, word) in [("hague", "Harstad"), ("oslo", "Tromsø")] {
            try await world.run(
                [
                    "edit", "coop:arctic", "--summary",
                    "Ships meet at \(word) in the north of Norway. Tanks stay at home.",
                ], home: home)
        }
        try world.exchange("hague", "oslo")
        return world
    }

    @Test func `a wide terminal shows the sides beside each other, with the words that differ`()
        async throws
    {
        let world = try await world()
        world.columns = 140
        let lines = try await world.run(["conflicts", "coop:arctic"]).out
            .split(separator: "\n").map(String.init)
        let beside = lines.filter { $0.contains(" │ ") }
        #expect(beside.count >= 2)
        #expect(beside.contains { $0.contains("[-Narvik-]{+Harstad+}") })
        #expect(beside.joined().contains("Tromsø"))
        #expect(lines.allSatisfy { $0.count <= 140 || !$0.contains(" │ ") })
        #expect(lines.contains { $0.contains("changed by more than one: Ships meet at Narvik") })
        // The record itself shows both in the place of that sentence.
        world.columns = nil
        let shown = try await world.run(["show", "coop:arctic"]).out
        #expect(
            shown.contains(
                "[1: Ships meet at Tromsø in the north of Norway. | 2: Ships meet at Harstad in the "
                    + "north of Norway.] Tanks stay at home."))
    }

    @Test(arguments: [nil, 80]) func `a narrow one, and a pipe, shows one below the other`(
        columns: Int?
    ) async throws {
        let world = try await world()
        world.columns = columns
        let out = try await world.run(["conflicts", "coop:arctic"]).out
        #expect(!out.contains(" │ "))
        #expect(out.contains("1  Ships meet at [-Narvik-]{+Tromsø+} in the north of Norway.\n"))
        #expect(out.contains("2  Ships meet at [-Narvik-]{+Harstad+} in the north of Norway.\n"))
        #expect(out.contains("  1  Bert, on ") && out.contains("  2  Anna, on "))
        // What nobody contests is not in the way.
        #expect(!out.contains("Tanks"))
        #expect(out.contains("--take N|merged --if "))
    }

    @Test func `of a text that merged, each sentence is laid to who wrote it`() async throws {
        let world = try World()
        for home in ["hague", "oslo"] {
            try await world.run(["init", "--author", home == "oslo" ? "Bert" : "Anna"], home: home)
        }
        try await world.run([
            "add", "cooperation", "--title-en", "Arctic", "--scope", "bilateral", "--handle",
            "arctic", "--summary", "Ships meet. Tanks stay. Planes come.",
        ])
        try world.exchange("hague", "oslo")
        for (home, text) in [
            ("hague", "Ships meet late. Tanks stay. Planes come."),
            ("oslo", "Ships meet. Tanks stay. No planes come."),
        ] {
            try await world.run(["edit", "coop:arctic", "--summary", text], home: home)
        }
        try world.exchange("hague", "oslo")
        let lines = try await world.run(["blame", "coop:arctic", "summary"]).out
            .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains { $0.contains("Anna summary Ships meet late.") })
        #expect(lines.contains { $0.contains("Anna summary Tanks stay.") })
        #expect(lines.contains { $0.contains("Bert summary No planes come.") })
        let told = try await world.run(["explain", "coop:arctic", "summary"]).out
        #expect(told.contains("no two of them changed one sentence in different ways"))
        #expect(told.contains("Ships meet late. Tanks stay. No planes come."))
        // What one puts out and in again is no edit.
        let file = try await world.run(["export"]).out
        let again = try await world.run(["import", "-"], input: file)
        #expect(again.out.contains("0 added, 0 changed"))
    }

    /// Made on two nodes from one file's name: there is nothing that both started from.
    @Test func `a conflict without a base says so, and is settled`() async throws {
        let world = try World(schema: .liaison)
        for (home, title) in [("hague", "One"), ("oslo", "Other")] {
            try await world.run(["init", "--author", home], home: home)
            let line = #"{"type":"note","id":"note:x","kind":"background","title_en":"\#(title)"}"#
            try await world.run(["import", "-"], home: home, input: line + "\n")
        }
        try world.exchange("hague", "oslo")
        let out = try await world.run(["conflicts", "note:x"]).out
        #expect(out.contains("the field was empty before, or they started apart"))
        let words = try #require(
            out.split(separator: "\n").first { $0.contains("title_en --take") }
        )
        .split(separator: " ").map(String.init)
        let mark = try #require(words.drop { $0 != "--if" }.dropFirst().first)
        let settled = try await world.run([
            "resolve", "note:x", "title_en", "--take", "1", "--if", mark, "--reason", "agreed",
        ])
        #expect(settled.status == .done)
        #expect(try await world.run(["conflicts"]).err.contains("no open conflicts"))
    }

    @Test func `merged, the text stands with both, and the record asks no more`() async throws {
        let world = try await world()
        let ran = try await world.run([
            "resolve", "coop:arctic", "summary", "--take", "merged", "--reason", "for now",
        ])
        #expect(ran.status == .done)
        let shown = try await world.run(["show", "coop:arctic"]).out
        #expect(shown.contains("Harstad") && shown.contains("Tromsø"))
        #expect(!shown.contains("side 1"))
        let again = try await world.run([
            "resolve", "coop:arctic", "summary", "--take", "merged", "--reason", "again",
        ])
        #expect(again.status == .refused)
    }
}

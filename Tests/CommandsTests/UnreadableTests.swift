import CRDT
import Causality
import Commands
import Foundation
import Records
import Replica
import Store
import Testing

/// One record whose row, or whose change, cannot be read: every verb that reads shows the others, and says which is missing.
struct UnreadableTests {
    /// Three notes and a partner; `note:b` has two titles, and its row holds nonsense.
    private func world(holds change: Bool = true) async throws -> World {
        let world = try World(schema: .liaison)
        try await world.run(["init", "--author", "Anna"])
        try await world.run(["init", "--author", "Bert"], home: "oslo")
        func note(_ name: String, _ title: String) -> String {
            #"{"type":"note","id":"note:\#(name)","kind":"background","marking":"PUB","#
                + #""title_en":"\#(title)"}"#
        }
        for name in ["a", "b", "c"] {
            try await world.run(["import", "-"], input: note(name, "Title \(name)") + "\n")
        }
        try await world.run(["import", "-"], home: "oslo", input: note("b", "Other b") + "\n")
        try await world.run(["import", "-"], home: "oslo", input: note("c", "Other c") + "\n")
        try world.exchange("hague", "oslo")
        try await world.run(["findings"])
        try await world.run(["find", "title"])
        let replica = try world.opened("hague")
        try replica.store.execute("UPDATE note SET state = X'FFEEDD' WHERE handle = 'note:b'")
        guard !change else { return world }
        // Nor does the log hold what would make it anew: the third change is Hague's last.
        try replica.store.execute("DROP TRIGGER change_is_final")
        try replica.store.execute("UPDATE change SET block = X'00' WHERE seq = 2")
        return world
    }

    private func expectPassed(_ ran: World.Ran, _ words: [String]) {
        #expect(ran.status == .refused, "\(words): \(ran)")
        #expect(ran.err.contains("note: left out: note:b cannot be read: "), "\(words): \(ran.err)")
        #expect(ran.err.contains("hint: "), "\(words)")
    }

    @Test(arguments: [
        ["list"], ["list", "note"], ["list", "--json"], ["list", "note", "--where", "title_en=x"],
        ["list", "note", "--sort", "title_en"], ["conflicts"], ["conflicts", "--json"],
        ["conflicts", "--mine"], ["export"], ["export", "--csv", "note"], ["find", "title"],
        ["show", "note:a", "note:b", "note:c"],
    ]) func `it is left out and named, and the others are there`(words: [String]) async throws {
        let world = try await world()
        let ran = try await world.run(words)
        expectPassed(ran, words)
        if words.contains("--where") { return }
        #expect(ran.out.contains("note:c"), "\(words): \(ran.out)")
        if !words.contains("conflicts") { #expect(ran.out.contains("note:a"), "\(words)") }
        if words.contains("--json") { _ = try JSON(parsing: ran.out) }
    }

    @Test(arguments: [
        ["log"], ["changes"], ["log", "note:b"], ["findings"], ["show", "note:a"], ["status"],
    ]) func `what does not ask its row goes on as before`(words: [String]) async throws {
        let world = try await world()
        let ran = try await world.run(words)
        #expect(ran.status == .done, "\(words): \(ran)")
        if words.first != "status" {
            #expect(ran.out.contains("Title") || ran.out.contains("note:"))
        }
    }

    @Test func `a report leaves it out where it cannot be made anew`() async throws {
        let words = ["report", "changes", "--since", "2026-01-01"]
        // From the log it is made anew first, and nothing is missing.
        let mended = try await world().run(words)
        #expect(mended.status == .done, "\(mended)")
        #expect(mended.out.contains("Title b") || mended.out.contains("Other b"))
        let world = try await world(holds: false)
        let hurt = try await world.run(words)
        expectPassed(hurt, words)
        #expect(hurt.out.contains("Title a") && hurt.out.contains(" c"), "\(hurt.out)")
        #expect(!hurt.out.contains("Title b"))
        for words in [
            ["agenda"], ["report", "disagreements"], ["report", "state-of-play"],
            ["report", "as-known", "--known-on", "2026-03-02"],
        ] {
            let ran = try await world.run(words)
            #expect(ran.status == .done || ran.status == .refused, "\(words): \(ran)")
        }
    }

    @Test func `a damaged change is left out of the log and named`() async throws {
        let world = try await world(holds: false)
        let ran = try await world.run(["log"])
        #expect(ran.status == .refused)
        #expect(ran.err.contains("note: left out: change "))
        #expect(ran.out.contains("note:a: ") && ran.out.contains("note:c: "))
        let one = try await world.run(["log", "--limit", "1"])
        #expect(one.status == .done && one.err == "")
        let json = try JSON(parsing: try await world.run(["log", "--json"]).out)
        guard case .array(let all) = json else { return #expect(Bool(false)) }
        #expect(all.count == 4)
    }

    /// What the row does not say any more, the log does.
    @Test func `the history of a record is read from the log where its row cannot be`() async throws
    {
        let world = try await world()
        let out = try await world.run(["log", "note:b"]).out
        #expect(out.contains("title_en = Title b") && out.contains("title_en = Other b"))
        #expect(!out.contains("Title a"))
        let untouched = try await world.run(["log", "note:c"]).out
        #expect(
            untouched.contains("title_en = Title c") && untouched.contains("title_en = Other c"))
    }

    @Test func `ten are named and the rest is counted`() async throws {
        let world = try World()
        try await world.run(["init"])
        for number in 10...25 {
            try await world.run(
                ["add", "partner", "--name-en", "P\(number)", "--handle", "P\(number)"])
        }
        try world.opened("hague").store.execute(
            "UPDATE partner SET state = X'FFEEDD' WHERE handle > 'partner:P12'")
        let ran = try await world.run(["export"])
        #expect(ran.status == .refused)
        #expect(ran.out.split(separator: "\n").count == 3)
        let named = ran.err.split(separator: "\n").filter { $0.contains("cannot be read") }
        #expect(named.count == 10)
        #expect(ran.err.contains("note: 3 more were left out\nhint: "))
        let dutch = try await world.run(["export", "--lang", "nl"]).err
        #expect(dutch.contains("let op: weggelaten: partner:P13 is onleesbaar: "))
    }
}

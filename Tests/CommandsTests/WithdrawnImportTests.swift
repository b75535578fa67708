import CRDT
import Commands
import Records
import Replica
import Store
import Testing

/// What somebody withdrew does not come back by a file alone.
struct WithdrawnImportTests {
    private let lines = """
        {"type":"cooperation","id":"coop:arctic","title_en":"Arctic","scope":"bilateral","room":"1"}
        {"type":"cooperation","id":"coop:baltic","title_en":"Baltic","scope":"bilateral"}

        """

    private func world() async throws -> World {
        let world = try World()
        try await world.run(["init", "--author", "Anna"])
        try world.write(lines, to: "file.jsonl")
        try world.write("id,Title (English),room\narctic,Arctic,2\n", to: "file.csv")
        try await world.run(["import", "~/file.jsonl"])
        try await world.run(["withdraw", "coop:arctic", "-m", "ended"])
        return world
    }

    private func isBack(_ world: World) async throws -> Bool {
        try await world.run(["list"]).out.contains("coop:arctic")
    }

    @Test(arguments: [true, false]) func `in a script they are named and left out`(isSame: Bool)
        async throws
    {
        let world = try await world()
        let file = isSame ? lines : lines.replacing("bilateral", with: "multinational")
        let ran = try await world.run(["import", "-"], input: file)
        #expect(ran.status == .refused)
        #expect(
            ran.err.contains(
                "the input:1: coop:arctic was withdrawn: Anna, on hague, 2026-03-01 09:02: “ended”")
        )
        #expect(ran.err.contains("the withdrawn record is left out; --reinstate brings it back"))
        #expect(ran.out.contains("1 left out (withdrawn)\n  coop:arctic is withdrawn\n"))
        #expect(ran.out.hasPrefix(isSame ? "0 added, 0 changed, 1 " : "0 added, 1 changed, 0 "))
        #expect(try await !isBack(world))
        #expect(try await world.run(["conflicts"]).err.contains("no open conflicts"))
        let json = try await world.run(["import", "-", "--json"], input: lines)
        #expect(json.status == .refused)
        #expect(json.out.contains("\"left_out\": [\n    {\n      \"line\": 1,"))
        #expect(json.out.contains("\"message\": \"ended\""))
        let dry = try await world.run(["import", "-", "--dry-run"], input: lines)
        #expect(dry.status == .refused && dry.out.contains("1 left out"))
    }

    @Test func `they are brought back where that is said, as nobody's conflict`() async throws {
        let world = try await world()
        let dry = try await world.run(
            ["import", "-", "--reinstate", "--dry-run"], input: lines)
        #expect(dry.out.contains("  brought back\n"))
        #expect(try await !isBack(world))
        let file = lines.replacing(#""room":"1""#, with: #""room":"2""#)
        let ran = try await world.run(["import", "-", "--reinstate"], input: file)
        #expect(ran.status == .done)
        #expect(ran.out == "0 added, 1 changed, 1 unchanged, 0 refused\n")
        #expect(ran.err == "")
        let shown = try await world.run(["show", "coop:arctic"]).out
        #expect(!shown.contains("withdrawn") && shown.contains("2"))
        #expect(try await world.run(["conflicts"]).err.contains("no open conflicts"))
    }

    @Test(arguments: ["y\n", "n\n"]) func `a person is asked`(answer: String) async throws {
        let world = try await world()
        world.isInteractive = true
        let ran = try await world.run(["import", "~/file.jsonl"], input: answer)
        #expect(ran.err.contains("Bring this record back?"))
        let isYes = answer.hasPrefix("y")
        let code: Int32 = isYes ? 0 : 1
        #expect(ran.status.rawValue == code)
        let isBack = try await isBack(world)
        #expect(isBack == isYes)
    }

    @Test func `a table does the same, and all or nothing is nothing`() async throws {
        let world = try await world()
        let table = ["import", "--csv", "--kind", "cooperation", "~/file.csv"]
        let ran = try await world.run(table)
        #expect(ran.status == .refused)
        #expect(ran.err.contains("file.csv: row 2: coop:arctic was withdrawn: Anna, on hague"))
        #expect(try await !isBack(world))
        let atomic = try await world.run(["import", "--atomic", "~/file.jsonl"])
        #expect(atomic.status == .refused && atomic.out == "")
        #expect(atomic.err.contains("nothing was imported: withdrawn records in the file: 1"))
        #expect(try await world.run(table + ["--reinstate"]).status == .done)
        #expect(try await isBack(world))
        #expect(try await world.run(["show", "coop:arctic"]).out.contains("2"))
    }

    @Test func `a new record does not take the handle of a withdrawn one`() async throws {
        let world = try await world()
        let ran = try await world.run([
            "add", "cooperation", "--handle", "arctic", "--title-en", "Arctic", "--scope",
            "bilateral",
        ])
        #expect(ran.status == .refused)
        #expect(ran.err.contains("coop:arctic is the handle of a withdrawn record"))
        #expect(ran.err.contains("withdrawn: Anna, on hague, 2026-03-01 09:02: “ended”"))
        #expect(ran.err.contains("`liaison reinstate coop:arctic` brings it back"))
    }

    @Test func `who did both is not said not to have known`() async throws {
        let world = try await world()
        try await world.run(["reinstate", "coop:arctic"])
        // A form that is open while the record is withdrawn, on the same device.
        let replica = try world.opened("hague")
        let location = try replica.locate("coop:arctic")
        let shown = try #require(
            try replica.store.read { try replica.store.record(location.id, kind: location.kind) })
        try await world.run(["withdraw", "coop:arctic"])
        var draft = Draft(shown)
        draft.set(
            "room", to: .single(.text("7")), storedType: .register, shown: shown["room"])
        try world.opened("hague").commit([draft], message: "")
        let own = try await world.run(["conflicts", "coop:arctic"]).out
        #expect(own.contains("coop:arctic was withdrawn, and edited as well:"))
        #expect(!own.contains("did not know"))
        let text = try await world.run(["show", "coop:arctic"]).out
        #expect(text.contains("! withdrawn, but edited\n"))
    }

    @Test func `somebody else may well not have known`() async throws {
        let world = try await world()
        try await world.run(["reinstate", "coop:arctic"])
        try await world.run(["init", "--author", "Bert"], home: "oslo")
        try world.exchange("hague", "oslo")
        try await world.run(["withdraw", "coop:arctic"])
        try await world.run(["edit", "coop:arctic", "--room", "7"], home: "oslo")
        try world.exchange("hague", "oslo")
        let other = try await world.run(["conflicts", "coop:arctic"]).out
        #expect(other.contains("edited by somebody who did not know"))
    }
}

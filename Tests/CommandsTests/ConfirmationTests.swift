import Commands
import Testing

/// Questions that are asked only where a person sits.
struct ConfirmationTests {
    private func world() async throws -> World {
        let world = try World()
        for words in [
            ["init"], ["add", "partner", "--name-en", "Norway", "--handle", "NOR"],
            [
                "add", "cooperation", "--title-en", "Arctic", "--scope", "bilateral", "--handle",
                "arctic", "--partners", "NOR",
            ],
        ] {
            try await world.run(words)
        }
        world.isInteractive = true
        return world
    }

    @Test(arguments: ["y", "yes", "J", "ja", " Y "])
    func `a withdrawal goes on with a yes in either language`(answer: String) async throws {
        let world = try await world()
        let ran = try await world.run(["withdraw", "partner:NOR"], input: answer + "\n")
        #expect(ran.status == .done)
        #expect(ran.out == "withdrew partner:NOR\n")
        #expect(ran.err.contains("coop:arctic  Arctic (partners)"))
        #expect(ran.err.contains("Withdraw partner:NOR nevertheless? [y/N]"))
    }

    @Test(arguments: ["n\n", "\n", "", "yesterday\n"])
    func `anything else is a no`(answer: String) async throws {
        let world = try await world()
        let ran = try await world.run(["withdraw", "partner:NOR"], input: answer)
        #expect(ran.status == .refused)
        let edit = try await world.run(
            ["edit", "cooperation", "--where", "scope=bilateral", "--room", "1"], input: answer)
        #expect(edit.status == .refused)
        #expect(edit.out.contains("room: 1"))
        let listed = try await world.run(["list", "--where", "room=1"])
        #expect(listed.err.contains("no records"))
        #expect(try await world.run(["show", "partner:NOR"]).out.contains("withdrawn") == false)
    }

    @Test func `an edit of many is asked for once, and not at all with yes`() async throws {
        let world = try await world()
        let words = ["edit", "cooperation", "--where", "scope=bilateral", "--room"]
        let asked = try await world.run(words + ["1"], input: "y\n")
        #expect(asked.status == .done)
        #expect(asked.err.contains("Change these 1 records?"))
        let unasked = try await world.run(words + ["2", "--yes"])
        #expect(unasked.status == .done)
        #expect(unasked.err == "")
    }
}

import Commands
import Testing

/// What the first `find` says while its index is built.
struct IndexingTests {
    private func world(_ count: Int) async throws -> World {
        let world = try World()
        try await world.run(["init"])
        let lines = (0..<count).map {
            #"{"type":"partner","id":"partner:P\#($0)","name_en":"Partner \#($0)"}"#
        }
        try await world.run(["import", "-"], input: lines.joined(separator: "\n"))
        return world
    }

    @Test func `a large one is announced once, with its progress on a terminal`() async throws {
        let world = try await world(1500)
        world.isErrTerminal = true
        let first = try await world.run(["find", "partner"])
        #expect(first.status == .done)
        #expect(
            first.err.contains(
                "note: building the search index of 1500 records; this is done once\n"))
        #expect(first.err.contains("\r\u{1B}[Ksearch index ▕"))
        #expect(first.err.contains("▏    0%  ") || first.err.contains("%  "))
        #expect(first.err.contains(" left"))
        #expect(!first.out.contains("▕"))
        let second = try await world.run(["find", "partner"])
        #expect(!second.err.contains("index"))
    }

    @Test func `through a pipe there is one line, and for a small one none`() async throws {
        let piped = try await world(1500).run(["find", "partner", "--lang", "nl"])
        #expect(
            piped.err.hasPrefix(
                "let op: de zoekindex van 1500 records wordt opgebouwd; dat gebeurt eenmaal\n"))
        #expect(!piped.err.contains("▕"))
        let small = try await world(20).run(["find", "partner"])
        #expect(!small.err.contains("index"))
    }
}

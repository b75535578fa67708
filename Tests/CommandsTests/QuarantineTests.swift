import Causality
import Commands
import Records
import Replica
import Store
import Testing

/// What is listed and deleted of the evidence of refused changes.
struct QuarantineTests {
    /// Hague keeps `count` changes of a stranger that oslo brought, and one that came in a file.
    private func world(_ count: Int = 3) async throws -> (world: World, stranger: Replica) {
        let world = try World()
        try await world.run(["init"])
        try await world.run(["init"], home: "oslo")
        try world.exchange("hague", "oslo")
        let stranger = try world.created("post", deviceName: "post", author: "Bert")
        for number in 0...count {
            try await world.run(
                ["add", "partner", "--name-en", "Partner \(number)"], home: "post")
        }
        let oslo = try world.opened("oslo").device
        let (hague, post) = (try world.opened("hague"), try world.opened("post"))
        let changes = try post.store.read {
            try post.store.places(after: 0, limit: 100).compactMap {
                try post.store.change(at: $0.point)
            }
        }
        try hague.store.write {
            for (place, change) in changes.enumerated() {
                try hague.store.quarantine(
                    change, reason: "its Lamport stamp is not one more than those before it",
                    keepsBlock: place == 0, peer: place == count ? nil : oslo,
                    nowMs: 1_772_355_600_000 + UInt64(place) * 60_000)
            }
        }
        return (world, stranger)
    }

    @Test func `each is listed with who brought it, its signer, why and when`() async throws {
        let (world, stranger) = try await world()
        let lines = try await world.run(["quarantine"]).out.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        #expect(lines.count == 12)
        #expect(lines[0].contains("  2026-03-01 09:00  "))
        #expect(lines[0].contains(" B  brought by oslo, signed by "))
        #expect(lines[1] == "  its Lamport stamp is not one more than those before it")
        #expect(lines[6].contains("brought by a file"))
        #expect(lines.contains { $0.hasPrefix("oslo: 3 of at most 1000 changes, ") })
        #expect(lines.contains { $0.hasPrefix("a file: 1 of at most 1000 changes, ") })
        // Nobody introduced the stranger: its key is all there is.
        #expect(lines[0].hasSuffix("\(stranger.replica), not introduced"))
        let status = try await world.run(["status"]).out
        #expect(status.contains("4 refused and kept as evidence · liaison quarantine"))
        let dutch = try await world.run(["quarantine", "--lang", "nl"]).out
        #expect(dutch.contains("gebracht door oslo, ondertekend door "))
    }

    @Test func `as JSON it is one object, whole even where it is empty`() async throws {
        let (world, _) = try await world()
        let printed = try await world.run(["quarantine", "--json"]).out
        let json = try JSON(parsing: printed)
        #expect(elements(json["changes"]).count == 4)
        #expect(elements(json["bringers"]).count == 2)
        #expect(elements(json["changes"]).first?["has_content"] == .bool(true))
        let one = try JSON(
            parsing: try await world.run(["quarantine", "--json", "--from", "oslo"]).out)
        #expect(elements(one["changes"]).count == 3)
        try await world.run(["quarantine", "--empty", "--yes"])
        let none = try await world.run(["quarantine", "--json"]).out
        #expect(none == "{\n  \"bringers\": [],\n  \"changes\": []\n}\n")
        #expect(try await world.run(["quarantine"]).err.contains("no refused changes are kept"))
    }

    @Test func `it is deleted with a yes, of one peer or of all`() async throws {
        let (world, _) = try await world()
        let unasked = try await world.run(["quarantine", "--empty"])
        #expect(unasked.status == .refused)
        #expect(unasked.err.contains("--yes deletes without asking"))
        #expect(try await world.run(["quarantine", "--yes"]).status == .usage)
        #expect(try await world.run(["quarantine", "--from", "bern"]).status == .refused)
        world.isInteractive = true
        let no = try await world.run(["quarantine", "--empty", "--from", "oslo"], input: "n\n")
        #expect(no.status == .refused)
        #expect(no.err.contains("Delete 3 refused changes ("))
        let yes = try await world.run(["quarantine", "--empty", "--from", "oslo"], input: "y\n")
        #expect(yes.out == "deleted 3 refused changes\n")
        let rest = try await world.run(["quarantine"]).out
        #expect(rest.contains("a file") && !rest.contains("oslo"))
        let all = try await world.run(["quarantine", "--empty", "--yes", "--json"]).out
        #expect(all.contains("\"deleted\": 1"))
        #expect(try await world.run(["status"]).out.contains("evidence") == false)
    }

    @Test func `a device that is no peer any more is named by its id`() async throws {
        let (world, _) = try await world()
        let oslo = try world.opened("oslo").device
        try await world.run(["peer", "remove", "oslo"])
        let listed = try await world.run(["quarantine"]).out
        #expect(listed.contains("brought by \(oslo.fingerprint),"))
        let emptied = try await world.run([
            "quarantine", "--empty", "--yes", "--from", oslo.fingerprint,
        ])
        #expect(emptied.out == "deleted 3 refused changes\n")
    }

    private func elements(_ json: JSON?) -> [JSON] {
        if case .array(let elements)? = json { elements } else { [] }
    }
}

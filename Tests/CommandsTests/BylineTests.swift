import Causality
import Commands
import Foundation
import Records
import Replica
import Store
import Testing

/// Who is shown where somebody calls itself as another is called.
struct BylineTests {
    /// A stranger that gives itself the names of hague has written what hague receives.
    private func world(device: String = "hague", author: String = "Anna") async throws -> (
        world: World, own: String, stranger: String
    ) {
        let world = try World(schema: .liaison)
        try await world.run(["init", "--author", "Anna"])
        let impostor = try world.created("post", deviceName: device, author: author)
        for (home, title) in [("hague", "One"), ("post", "Other")] {
            let line =
                #"{"type":"note","id":"note:x","kind":"background","marking":"PUB","title_en":"\#(title)"}"#
            try await world.run(["import", "-", "-m", "as agreed"], home: home, input: line + "\n")
        }
        try world.exchange("hague", "post")
        let own = try world.opened("hague")
        // Relayed by a third, as far as the peer list knows.
        _ = try own.store.write { try own.store.removePeer(impostor.device) }
        return (world, own.device.fingerprint, impostor.device.fingerprint)
    }

    @Test func `a stranger under our name is told by its id and as calling itself so`()
        async throws
    {
        let (world, own, stranger) = try await world()
        for words in [
            ["log"], ["log", "note:x"], ["conflicts", "note:x"], ["explain", "note:x"],
        ] {
            let out = try await world.run(words).out
            #expect(
                out.contains("Anna, on a device that calls itself hague (\(stranger))"), "\(words)")
            #expect(out.contains("Anna, on hague (\(own))"), "\(words)")
            #expect(!out.contains("calls itself hague (\(own))"), "\(words)")
        }
        let dutch = try await world.run(["log", "--lang", "nl"]).out
        #expect(dutch.contains("Anna, op een apparaat dat zich hague noemt (\(stranger))"))
        let blame = try await world.run(["blame", "note:x"]).out
        #expect(blame.contains("calls itself Anna (\(stranger))"))
        #expect(blame.contains("Anna (\(own))"))
        let report = try await world.run([
            "report", "changes", "--since", "2026-01-01", "--audience", "PUB", "--format", "json",
        ])
        #expect(report.out.contains("calls itself hague (\(stranger))"), "\(report)")
        let findings = try await world.run(["findings"])
        #expect(findings.out.contains("Anna ("), "\(findings.out)")
    }

    @Test func `a name of another script that looks the same is no other name`() async throws {
        let (world, own, stranger) = try await world(device: "hаgue", author: "Аnna")
        let out = try await world.run(["log", "note:x"]).out
        #expect(out.contains("Аnna, on a device that calls itself hаgue (\(stranger))"))
        #expect(out.contains("Anna, on hague (\(own))"))
    }

    @Test func `an author's name that two devices use is enough`() async throws {
        let (world, own, stranger) = try await world(device: "post")
        let out = try await world.run(["log", "note:x"]).out
        #expect(out.contains("Anna, on a device that calls itself post (\(stranger))"))
        #expect(out.contains("Anna, on hague (\(own))"))
        // Listed, it is called as we call it.
        let peer = try world.opened("post").device.description
        try await world.run(["peer", "add", "field-post", peer])
        let listed = try await world.run(["log", "note:x"]).out
        #expect(listed.contains("Anna, on field-post (\(stranger))"))
        #expect(!listed.contains("calls itself"))
        #expect(try await world.run(["peer", "list"]).out.contains(" \(stranger) "))
    }

    @Test func `names that are nobody else's are told as they are`() async throws {
        let (world, own, stranger) = try await world(device: "post", author: "Bert")
        let out = try await world.run(["log", "note:x"]).out
        #expect(out.contains("Bert, on post\n") && out.contains("Anna, on hague\n"))
        #expect(!out.contains(own) && !out.contains(stranger))
        #expect(try await world.run(["blame", "note:x"]).out.contains(" Bert "))
    }

    @Test func `a side is not taken from a device by a name that two have`() async throws {
        let (world, own, stranger) = try await world()
        let words = ["resolve", "note:x", "--reason", "checked", "--yes", "--take"]
        let refused = try await world.run(words + ["from:hague"])
        #expect(refused.status == .usage)
        #expect(refused.err.contains("more than one device calls itself hague"))
        #expect(refused.err.contains(own) && refused.err.contains(stranger))
        let taken = try await world.run(words + ["from:" + own])
        #expect(taken.status == .done, "\(taken.err)")
        #expect(try await world.run(["show", "note:x"]).out.contains("One"))
    }

    @Test func `what was read of the log is kept, and brought up to it`() async throws {
        let (world, _, stranger) = try await world(device: "post", author: "Bert")
        let replica = try world.opened("hague")
        try replica.store.write { try replica.store.keep(try replica.store.knownAuthors()) }
        let kept = try replica.store.read { try replica.store.knownAuthors() }
        #expect(kept.unkept == 0)
        #expect(!kept.isShared(LookAlike("Bert")))
        try await world.run(["--author", "Bert", "edit", "note:x", "--tags", "a"])
        let again = try world.opened("hague")
        let known = try again.store.read { try again.store.knownAuthors() }
        #expect(known.unkept == 1)
        #expect(known.isShared(LookAlike("bert")))
        #expect(try await world.run(["log", "note:x"]).out.contains(stranger))
        // What is no such fact is made again.
        try again.store.write { try again.store.setFact("known_authors", [9, 9, 9]) }
        #expect(try await world.run(["log", "note:x"]).out.contains(stranger))
    }
}

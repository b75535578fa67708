import Foundation
import Synchronization
import Testing

/// A6 once more: what a server gives to those who pull from it is judged as what a client pushes.
struct HostileGiftTests {
    private typealias Changes = ForeignMessage.Changes

    /// Gives these pages, one after the other.
    private static func giving(_ pages: [Changes]) -> HostileServer.Manner {
        HostileServer.session(newest: UInt64(pages.count)) { request, _ in
            guard case .pull(let pull) = request, pull.after < UInt64(pages.count) else {
                return nil
            }
            var page = pages[Int(pull.after)]
            page.reaches = pull.after + 1
            page.hasMore = page.reaches < UInt64(pages.count)
            return .changes(page)
        }
    }

    private static func page(
        _ changes: [ForeignChange], _ introductions: [Bytes]
    ) -> Changes {
        Changes(introductions: introductions, frame: ForeignFrame(changes).encoded)
    }

    /// Poison, a bad cover, a forged change, what nobody signed, a newer introduction; then one that is as it should be.
    private static func pages() throws -> [Changes] {
        var pages: [Changes] = []
        for poison in PoisonTests.Poison.allCases {
            var author = Author()
            let changes = try PoisonTests.changes(poison, &author)
            pages.append(page(changes, [try author.introduction]))
        }
        var runner = Author()
        let introduction = try runner.introduction
        let run = try (0..<Size.of(50, full: 1000)).map {
            try runner.write(ForeignBlock.partner("R\($0)"), isSigned: false)
        }
        let cover = try runner.branch(ForeignBlock.value("code", .null)) { $0.lamport += 7 }
        pages.append(page(run + [cover], [introduction]))
        var forger = Author()
        var forged = try forger.write(ForeignBlock.partner("FORGED"))
        forged.signature = Bytes(noise: 64)
        pages.append(page([forged], [try forger.introduction]))
        let zeros = Bytes(repeating: 0, count: 1 << 20)
        pages.append(page(try (0..<7).map { _ in try Author().branch(zeros) }, []))
        var good = Author()
        let last = try good.write(ForeignBlock.partner("GOOD"))
        pages.append(
            page(
                [last],
                [[2] + Bytes(try forger.introduction.dropFirst()), try good.introduction]))
        return pages
    }

    @Test func `what a server gives badly keeps nothing from coming that it gives well`()
        async throws
    {
        try await apart {
            let victim = try Machine("victim")
            try victim.addPartner("NOR").done()
            let server = try HostileServer(Self.giving(try Self.pages()))
            try victim.list(server.key, at: server.url)
            let before = victim.fileKiB
            let answer = try victim.run("sync")
            #expect([.exited(0), .exited(1)].contains(answer.end), "\(answer.err)")
            #expect(try victim.holds("partner:good"), "\(answer.out)\(answer.err)")
            #expect(try !victim.holds("partner:forged"))
            #expect(try !victim.holds("partner:r0"))
            // The forged one, the cover, and seven that nobody signed.
            #expect(try victim.quarantined() == 9)
            #expect(victim.fileKiB - before < 2048)
            for words in [["status"], ["list"], ["findings"], ["log"], ["verify"]] {
                let answer = try victim.run(words)
                #expect(answer.isDone, "\(words): \(answer.end) \(answer.err)")
            }
            #expect(try victim.addPartner("ON").isDone)
        }
    }

    /// Each answer brings a change that is as it should be, so only the budget of a session ends it.
    @Test func `a server that always has one more is left when the budget is used`() async throws {
        try await apart {
            let (victim, hq) = (try Machine("victim"), try Machine("hq"))
            try victim.dial(hq, as: "hq", from: "victim")
            try hq.startDaemon()
            let author = Mutex(Author())
            let server = try HostileServer(
                HostileServer.session(newest: 1 << 60) { request, _ in
                    guard case .pull(let pull) = request else { return nil }
                    return author.withLock { author -> ForeignMessage? in
                        let block = ForeignBlock.value("code", .whole(Int64(pull.after)))
                        guard let introduction = try? author.introduction,
                            let change = try? author.write(block)
                        else { return nil }
                        var more = Self.page([change], [introduction])
                        more.reaches = pull.after + 1
                        more.hasMore = true
                        return .changes(more)
                    }
                })
            try victim.list(server.key, at: server.url)
            try victim.startDaemon("network:\n  session_requests_max: 100\n")
            try waitUntil("the session was ended") {
                victim.daemon?.err.contains("more than 100 requests") == true
            }
            figure("one more, always: \(server.count) requests")
            try victim.addPartner("HERE").done()
            try waitUntil("the edit is there") { try hq.holds("partner:here") }
            try victim.expectEndsWell()
            try hq.expectEndsWell()
        }
    }
}

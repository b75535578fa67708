import Foundation
import Testing

/// A6: what a server can do to those who dial it, with the programs themselves.
struct HostileServerTests {
    /// What a server does, how the client ends, and words that must stand in what it says.
    private struct Attack: Sendable {
        let name: String
        let manner: HostileServer.Manner
        let exit: Int32
        let words: String
        /// Messages, or connections, that one session may cost.
        let most: Int
        let isLong: Bool

        init(
            _ name: String, _ manner: HostileServer.Manner, exit: Int32 = 1, saying words: String,
            most: Int = 300, isLong: Bool = false
        ) {
            self.name = name
            self.manner = manner
            self.exit = exit
            self.words = words
            self.most = most
            self.isLong = isLong
        }
    }

    private static let page = Bytes(
        "<html><title>Sign in to the hotel's network</title></html>".utf8)
    /// The first bytes of what gzip writes; what follows is never looked at.
    private static let gzip: Bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + Bytes(noise: 200)

    private static func always(_ reply: HostileServer.Reply) -> HostileServer.Manner {
        .answering { _ in reply }
    }

    private static func raw(
        _ body: Bytes, status: String = "200 OK", type: String = "application/x-liaison-sync",
        more: String = ""
    ) -> HostileServer.Manner {
        always(
            .raw(
                HostileServer.head(length: body.count, status: status, type: type, more: more)
                    + body))
    }

    private static let attacks: [Attack] = [
        Attack(
            "counts beyond all bounds",
            HostileServer.session { request, standing in
                guard case .push = request else { return nil }
                return .pushed(applied: .max, refused: .max, standing)
            }, saying: "counts more changes", isLong: true),
        Attack(
            "half of all bounds, twice",
            HostileServer.session { request, standing in
                guard case .push = request else { return nil }
                return .pushed(applied: 1 << 23, refused: 1 << 23, standing)
            }, saying: "one side changed meanwhile", isLong: true),
        Attack(
            "more without end and without progress",
            HostileServer.session(newest: 1 << 60) { request, _ in
                guard case .pull(let pull) = request else { return nil }
                return .changes(.init(reaches: pull.after, hasMore: true))
            }, saying: "do not move on"),
        Attack(
            "more without end, a place at a time",
            HostileServer.session(newest: 1 << 60) { request, _ in
                guard case .pull(let pull) = request else { return nil }
                return .changes(.init(reaches: pull.after + 1, hasMore: true))
            }, saying: "without giving anything", most: 1100),
        Attack(
            "a place beyond its newest, and more",
            HostileServer.session { request, _ in
                guard case .pull(let pull) = request else { return nil }
                return .changes(.init(reaches: pull.after + 1000, hasMore: true))
            }, exit: 0, saying: "one side changed meanwhile"),
        Attack(
            "back in its log",
            HostileServer.session { request, _ in
                guard case .pull(let pull) = request else { return nil }
                return .changes(.init(reaches: pull.after == 0 ? 2 : 1, hasMore: true))
            }, saying: "do not move on"),
        Attack(
            "a place that no log reaches",
            HostileServer.session { request, _ in
                guard case .pull = request else { return nil }
                return .changes(.init(reaches: .max))
            }, saying: "no log reaches"),
        Attack(
            "a newest place that no log reaches",
            HostileServer.session(newest: .max) { _, _ in nil },
            saying: "no log reaches"),
        Attack(
            "another answer",
            HostileServer.session { request, _ in
                guard case .hello = request else { return nil }
                return .heads([])
            }, saying: "does not fit"),
        Attack(
            "another dossier",
            HostileServer.session { request, standing in
                guard case .hello = request else { return nil }
                var other = standing
                other.dossier = randomBytes(32)
                return .welcome(other, cursorFits: false, heads: [], buckets: Array(0..<16))
            }, saying: "another dossier"),
        Attack(
            "too few buckets",
            HostileServer.session { request, standing in
                guard case .hello = request else { return nil }
                return .welcome(standing, cursorFits: false, heads: [], buckets: [1, 2])
            }, saying: "bucket"),
        Attack("a body without end", always(.endless), exit: 75, saying: "too large", most: 4),
        Attack("500 always", raw([], status: "500 Oh"), exit: 75, saying: "status 500", most: 4),
        Attack("hanging up", always(.close), exit: 75, saying: "cut", most: 8),
        Attack("accept and close", .slamming, exit: 75, saying: "cannot reach", most: 8),
        Attack(
            "a portal's page", raw(page, type: "text/html"), exit: 75, saying: "portal", most: 4),
        Attack("a page under our own type", raw(page), exit: 75, saying: "portal", most: 4),
        Attack(
            "gzip, said", raw(gzip, more: "Content-Encoding: gzip\r\n"), exit: 75,
            saying: "compressed", most: 4),
        Attack("gzip, not said", raw(gzip), exit: 75, saying: "compressed", most: 4),
        Attack("noise", raw([1, 77] + Bytes(noise: 1000)), saying: "cannot be read", most: 4),
    ]

    @Test(arguments: attacks.map(\.name))
    func `a session with a server that plays false ends in words`(name: String) async throws {
        let attack = try #require(Self.attacks.first { $0.name == name })
        try await apart {
            let victim = try Machine("victim")
            // So much that a push takes two messages, where that is asked.
            if attack.isLong {
                try victim.importLongTexts()
            } else {
                try victim.addPartner("ONE").done()
            }
            let server = try HostileServer(attack.manner)
            try victim.list(server.key, at: server.url)
            let digests = try victim.digests()
            let answer = try victim.run("sync")
            #expect(answer.end == .exited(attack.exit), "\(answer.out)\(answer.err)")
            let said = answer.out + answer.err
            #expect(said.contains(attack.words), "\(said)")
            // Nobody is told to install another version because of a page or a proxy.
            #expect(!said.contains("version"), "\(said)")
            #expect(server.count > 0)
            #expect(server.count <= attack.most)
            figure("\(name): \(server.count) requests")
            // Nothing is lost or different, and work goes on.
            #expect(try victim.digests() == digests)
            #expect(try victim.addPartner("ON").isDone)
            #expect(try victim.run("verify").isDone)
        }
    }

    @Test func `a daemon that dials them all exchanges with an honest peer and stays small`()
        async throws
    {
        try await apart {
            let (victim, hq) = (try Machine("victim"), try Machine("hq"))
            try victim.importLongTexts()
            try victim.dial(hq, as: "hq", from: "victim")
            try hq.startDaemon()
            let servers = try Self.attacks.map { try HostileServer($0.manner) }
            for (place, server) in servers.enumerated() {
                try victim.list(server.key, as: "mallory-\(place)", at: server.url)
            }
            try victim.startDaemon()
            try waitUntil("all were dialled") { servers.allSatisfy { $0.count > 0 } }
            for round in 0..<Size.of(2, full: 20) {
                try victim.addPartner("HERE\(round)").done()
                try hq.addPartner("THERE\(round)").done()
                try waitUntil("round \(round) is there") {
                    try hq.holds("partner:here\(round)") && victim.holds("partner:there\(round)")
                }
            }
            #expect(victim.isServing, "\(victim.daemon?.err.suffix(2000) ?? "")")
            figure(
                "a daemon beside \(servers.count) hostile servers: \(victim.residentMiB) MiB,"
                    + " requests \(servers.map(\.count))")
            #expect(victim.residentMiB < 400)
            try victim.expectEndsWell()
            try hq.expectEndsWell()
        }
    }
}

extension Machine {
    /// More than one message takes.
    fileprivate func importLongTexts() throws {
        for number in 0..<2 {
            let text = (0..<30_000).map { "\($0 &* 7919 % 65_521) of \(number)." }
            let line = """
                {"type":"partner","id":"partner:long-\(number)","kind":"organisation",\
                "code":"L\(number)","marking":"PUB","name_en":"Long \(number)",\
                "name_nl":"Lang \(number)","sheet_en":"\(text.joined(separator: " "))"}

                """
            let file = home + "/long-\(number).jsonl"
            try line.write(toFile: file, atomically: false, encoding: .utf8)
            try run("import", file).done()
        }
    }
}

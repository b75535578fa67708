import Testing

/// A2: a run of unsigned changes whose cover is malformed once held the node for minutes, and every edit with it.
struct CoverTests {
    @Test func `a run under a bad cover is left out at once, and nobody waits for it`() async throws
    {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let count = Size.of(100, full: 1000)
            var author = Author(client.key)
            let introduction = try author.introduction
            let run = try (0..<count).map {
                try author.write(ForeignBlock.partner("R\($0)"), isSigned: false)
            }
            let cover = try author.branch(ForeignBlock.value("code", .null)) { $0.lamport += 7 }
            let request = ForeignMessage.push(run + [cover], [introduction]).encoded
            // Meanwhile another asks, and a person saves.
            let line = try client.connect()
            try timed("\(count) unsigned changes under a bad cover, \(request.count) bytes") {
                line.send(HostileClient.request(request))
                try timed("an edit meanwhile") { _ = try victim.addPartner("MEAN").done() }
                try timed("another peer meanwhile") { _ = try other.run("sync").done() }
                let answer = try ForeignMessage(reading: try line.answer().body)
                guard case .pushed(let applied, let refused, _) = answer else {
                    throw WaitedInVain(what: "an answer to a push")
                }
                #expect(applied == 0)
                // It alone is against the format, and it is named; the others wait for a cover.
                #expect(refused == 1)
            }
            #expect(try victim.quarantined() == 1)
            // With a good cover all of them are fine.
            let good = try author.write(ForeignBlock.partner("COVER"))
            #expect(try client.push(run + [good], [introduction]).applied == count + 1)
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
        }
    }
}

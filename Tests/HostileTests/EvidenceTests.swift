import Testing

/// A3: evidence of what was refused once grew by gigabytes a minute.
struct EvidenceTests {
    @Test func `what nobody signed leaves little behind, however much it was`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let before = victim.fileKiB
            let requests = Size.of(3, full: 30)
            let zeros = Bytes(repeating: 0, count: 1 << 20)
            var sent = 0
            try timed("\(requests) requests of 7 MiB of zeros by nobody") {
                for _ in 0..<requests {
                    let changes = try (0..<7).map { _ in try Author().branch(zeros) }
                    let request = ForeignMessage.push(changes)
                    sent += request.encoded.count
                    guard case .pushed(0, 7, _) = try client.ask(request) else {
                        throw WaitedInVain(what: "seven refusals")
                    }
                }
            }
            #expect(try victim.quarantined() >= requests)
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
            let grown = victim.fileKiB - before
            figure("evidence of \(sent) bytes sent: file +\(grown) KiB")
            #expect(grown < 1024)
        }
    }

    @Test func `what a known signer signed is kept as evidence up to a quota`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            var author = Author(client.key)
            let first = try author.write(ForeignBlock.partner("FIRST"))
            #expect(try client.push([first], [author.introduction]).applied == 1)
            let before = victim.fileKiB
            let requests = Size.of(3, full: 30)
            for _ in 0..<requests {
                // No block, and nothing that packs.
                let changes = try (0..<7).map { _ in
                    try author.branch([9] + Bytes(noise: 1_000_000))
                }
                #expect(try client.push(changes).refused == 7)
            }
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
            let grown = victim.fileKiB - before
            figure("evidence of \(requests * 7) MB signed: file +\(grown) KiB")
            #expect(grown < 12 << 10)
        }
    }
}

extension [UInt8] {
    /// Bytes that do not pack, made faster than good ones.
    init(noise count: Int) {
        var state = UInt64.random(in: 1 ... .max)
        self = (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 32)
        }
    }
}

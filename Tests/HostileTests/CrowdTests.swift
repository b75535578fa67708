import Testing

/// A5, A7: connections that ask nothing, of nobody and of strangers, and bodies that are never sent whole.
struct CrowdTests {
    @Test func `bare connections and strangers take nobody's place`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let bare = try (0..<300).map { _ in try Line(to: victim.port, as: nil) }
            try timed("a session beside 300 bare connections") {
                try victim.expectAtWork(with: other)
            }
            // Whoever finished a handshake with a key that is nobody's here, and asks nothing.
            let strangers = try (0..<Size.of(80, full: 256)).map { _ in
                try HostileClient(to: victim.port).connect()
            }
            try timed("a session beside \(strangers.count) strangers") {
                try victim.expectAtWork(with: other)
            }
            // Whoever is listed is answered; a stranger is told that it is not.
            guard case .welcome = try client.ask(.hello(.init(), cursor: nil)) else {
                throw WaitedInVain(what: "a welcome")
            }
            let stranger = try HostileClient(to: victim.port)
            let answer = try stranger.post(ForeignMessage.hello(.init(), cursor: nil).encoded)
            #expect(answer.status == 403)
            withExtendedLifetime((bare, strangers)) {}
            try victim.expectEndsWell()
        }
    }

    @Test func `bodies that are never sent whole hold little memory`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            // Each device may have two requests under way, so there are many of them.
            let part = Bytes(repeating: 1, count: Size.of(4, full: 3) << 20)
            let clients = try (0..<Size.of(20, full: 60)).map { number in
                let client = try HostileClient(to: victim.port)
                try victim.list(client.key, as: "mallory-\(number)")
                return client
            }
            try victim.startDaemon()
            let before = victim.residentMiB
            var lines = try (clients + clients).map { client in
                let line = try client.connect()
                line.send(HostileClient.request(part, statedLength: 16 << 20))
                return line
            }
            try timed("a session beside \(lines.count) bodies in flight") {
                try victim.expectAtWork(with: other)
            }
            let grown = victim.residentMiB - before
            let sent = lines.count * part.count >> 20
            figure("memory beside \(lines.count) bodies, \(sent) MiB in all: +\(grown) MiB")
            #expect(grown < Size.of(128, full: 192))
            // It ends although they never do, which takes as long as it gives requests under way.
            if !Size.isFull { lines = [] }
            try timed("the daemon ends beside \(lines.count) bodies") {
                try victim.expectEndsWell()
            }
            withExtendedLifetime(lines) {}
        }
    }
}

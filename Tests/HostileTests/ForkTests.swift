import Testing

/// A4, A7: branches by the thousand of one replica, and what names many of them at once.
struct ForkTests {
    @Test func `forks by the thousand cost an edit and an exchange little`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let count = Size.of(500, full: 24_000)
            var author = Author(client.key)
            let trunk = try author.write(ForeignBlock.partner("TRUNK"))
            #expect(try client.push([trunk], [author.introduction]).applied == 1)
            try timed("\(count) forks") {
                for start in stride(from: 0, to: count, by: 500) {
                    let page = try (start..<min(start + 500, count)).map {
                        try author.branch(ForeignBlock.value("code", .whole(Int64($0))))
                    }
                    #expect(try client.push(page).applied == page.count)
                }
            }
            try timed("an edit after \(count) forks") { _ = try victim.addPartner("EDIT").done() }
            let forked = try victim.status()["forked"] as? [Any]
            #expect(forked?.count == 1)
            try timed("sessions after \(count) forks") { try victim.expectAtWork(with: other) }
            figure("memory after \(count) forks: \(victim.residentMiB) MiB")
            try victim.expectEndsWell()
        }
    }

    @Test func `a withdrawal that names a ladder of forks many times is bounded`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let steps = Size.of(50, full: 1000)
            var author = Author(client.key)
            var rungs: [ForeignChange] = []
            for step in 0..<steps {
                if step > 0 { rungs.append(try author.branch(ForeignBlock.value("code", .null))) }
                rungs.append(try author.write(ForeignBlock.value("code", .yes)))
            }
            for start in stride(from: 0, to: rungs.count, by: 500) {
                let page = Array(rungs[start..<min(start + 500, rungs.count)])
                #expect(
                    try client.push(page, [author.introduction]).applied == page.count)
            }
            let before = (file: victim.fileKiB, memory: victim.residentMiB)
            let ranges = min(16_384, 4_194_304 / steps)
            let within = try author.branch(Self.withdrawal(author, steps, ranges))
            let applied = try timed("a withdrawal of \(ranges) ranges over \(steps) rungs") {
                try client.push([within]).applied
            }
            #expect(applied == 1)
            figure(
                "the ladder: file +\(victim.fileKiB - before.file) KiB, memory"
                    + " +\(victim.residentMiB - before.memory) MiB")
            #expect(victim.fileKiB - before.file < 8 << 10)
            #expect(victim.residentMiB - before.memory < 256)
            // One range more than a change may name.
            let through = author.last?.number ?? 0
            let all = ForeignBlock.Range(chain: 0, first: 1, more: (1 << 40) - 2)
            let beyond = try author.branch(
                Self.withdrawal(
                    author,
                    ranges: Array(repeating: all, count: 8) + [
                        .init(chain: 0, first: 1, more: through - 1)
                    ]))
            #expect(try client.push([beyond]) == (0, 1))
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
        }
    }

    private static func withdrawal(_ author: Author, _ steps: Int, _ ranges: Int) -> Bytes {
        withdrawal(
            author,
            ranges: Array(
                repeating: .init(chain: 0, first: 1, more: UInt64(steps - 1)), count: ranges))
    }

    private static func withdrawal(
        _ author: Author, ranges: [ForeignBlock.Range]
    ) -> Bytes {
        ForeignBlock(
            chains: [author.last?.hash].compactMap(\.self),
            records: [
                .init(
                    kind: "partner", id: randomBytes(16), operations: [.withdrawal(ranges)])
            ]
        ).encoded
    }
}

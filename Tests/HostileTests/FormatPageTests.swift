import Foundation
import Testing

/// The format page is enough: what a node sends is read here without a line of its own code, and checked to the last byte.
struct FormatPageTests {
    @Test func `what a node sends is what the page says`() async throws {
        try await apart {
            let (node, client) = try Self.node()
            guard
                case .welcome(let standing, false, let none, let buckets) = try client.ask(
                    .hello(.init(), cursor: nil))
            else { throw WaitedInVain(what: "a welcome with buckets") }
            #expect(none.isEmpty)
            #expect(buckets.count == 16)
            guard case .heads(let heads) = try client.ask(.askHeads(buckets: 0xFFFF)),
                case .changes(let changes) = try client.ask(.pull(.init()))
            else { throw WaitedInVain(what: "heads and changes") }
            #expect(changes.reaches == standing.newest)
            #expect(!changes.hasMore)
            let frame = try ForeignFrame(reading: changes.frame)
            #expect(frame.changes.count == 4)
            // Written once more, from what was read.
            #expect(try ForeignFrame(reading: frame.encoded).changes == frame.changes)
            let introductions = try changes.introductions.map(ForeignIntroduction.init)
            let keys = Dictionary(
                uniqueKeysWithValues: introductions.map { (KeyName.replica($0.key), $0.key) })
            let areOfFirstKeys = introductions.allSatisfy { $0.isOfFirstKey }
            #expect(areOfFirstKeys)
            #expect(introductions.map(\.encoded) == changes.introductions)
            #expect(try introductions.first.map { hexadecimal($0.device) } == node.device())
            #expect(frame.isCovered(by: keys))
            for change in frame.changes { _ = try ForeignBlock(reading: change.block) }
            try Self.expectDigests(standing, heads, buckets, introductions, of: frame)
            #expect(hexadecimal(standing.logDigest) == (try node.digests()[0]))
            try node.expectEndsWell()
        }
    }

    private static func node() throws -> (Machine, HostileClient) {
        let node = try Machine("node")
        let client = try HostileClient(to: node.port)
        try node.list(client.key)
        for code in ["ONE", "TWO", "THREE"] { try node.addPartner(code).done() }
        try node.run("edit", "partner:one", "--name-en", "Another", "-m", "why").done()
        try node.startDaemon()
        return (node, client)
    }

    /// Digests and buckets as the page has them, of these heads.
    private static func expectDigests(
        _ standing: ForeignMessage.Standing, _ heads: [ForeignMessage.Head], _ buckets: [UInt64],
        _ introductions: [ForeignIntroduction], of frame: ForeignFrame
    ) throws {
        func word(_ bytes: Bytes) -> UInt64 {
            sha256(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        #expect(heads.map(\.change) == frame.changes.last.map { [$0.hash] })
        #expect(
            standing.logDigest
                == sha256(
                    Packer.pack { packer in
                        for head in heads { ForeignMessage.Head.write(&packer, head) }
                    }))
        for bucket in 0..<16 {
            let inside = heads.filter { $0.replica[0] >> 4 == bucket }
            #expect(buckets[bucket] == word(inside.flatMap(\.change)))
        }
        #expect(
            standing.rosterDigest
                == word(
                    introductions.map { KeyName.replica($0.key) }
                        .sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)))
    }

    @Test func `a cursor brings what came after it`() async throws {
        try await apart {
            let (node, client) = try Self.node()
            guard
                case .welcome(let standing, _, _, _) = try client.ask(.hello(.init(), cursor: nil))
            else { throw WaitedInVain(what: "a welcome") }
            try node.addPartner("FIVE").done()
            let cursor = ForeignMessage.Cursor(token: standing.token, place: standing.newest)
            guard
                case .welcome(_, true, let heads, let buckets) = try client.ask(
                    .hello(.init(), cursor: cursor))
            else { throw WaitedInVain(what: "a welcome that takes the cursor") }
            #expect(buckets.isEmpty)
            #expect(heads.count == 1)
            let pull = ForeignMessage.Pull(
                after: standing.newest, wantsIntroductions: false, isFull: false)
            guard case .changes(let changes) = try client.ask(.pull(pull)) else {
                throw WaitedInVain(what: "changes")
            }
            let frame = try ForeignFrame(reading: changes.frame)
            #expect(frame.changes.map(\.hash) == heads.map(\.change))
            #expect(changes.introductions.isEmpty)
            // A cursor of another database fits nothing.
            guard
                case .welcome(_, false, _, _) = try client.ask(
                    .hello(.init(), cursor: .init(token: randomBytes(16), place: 1)))
            else { throw WaitedInVain(what: "a welcome that does not take the cursor") }
            try node.expectEndsWell()
        }
    }

    @Test func `the test vectors are read and named alike`() throws {
        func vector(_ name: String) throws -> Bytes {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent()
                .appending(path: "WireTests/Vectors/\(name).hex")
            return unhexadecimal(try String(contentsOf: file, encoding: .utf8))
        }
        let changes = try ForeignFrame(reading: try vector("frame")).changes
        #expect(changes.map(\.header) == [try vector("header")])
        #expect(changes.map(\.hash) == [try vector("hash")])
        #expect(changes.map(\.block) == [try vector("block")])
        let block = try ForeignBlock(reading: try vector("block"))
        #expect(block.author == "Anna")
    }

    @Test func `this second reader of the page shares nothing with the first`() throws {
        let allowed: Set<Substring> = [
            "CZstd", "Crypto", "Foundation", "NIOCore", "NIOPosix", "NIOSSL", "SwiftASN1",
            "Synchronization", "Testing", "X509",
        ]
        let folder = URL(filePath: #filePath).deletingLastPathComponent().path
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        let sources = names.filter { $0.hasSuffix(".swift") }
        #expect(sources.count > 10)
        for name in sources {
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            for match in text.matches(of: #/(?m)^\s*(?:@\w+\s+)*import\s+(\w+)/#) {
                #expect(allowed.contains(match.1), "\(name): \(match.1)")
            }
        }
    }
}

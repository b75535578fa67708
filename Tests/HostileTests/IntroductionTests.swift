import Testing

/// A4, B1, B3: introductions by the thousand, of keys that are none, and that cannot be read.
struct IntroductionTests {
    @Test func `introductions that nothing needs end no exchange`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let before = victim.fileKiB
            let count = Size.of(500, full: 16_500)
            try timed("\(count) introductions that nothing needs") {
                for start in stride(from: 0, to: count, by: 1500) {
                    let page = try (start..<min(start + 1500, count)).map { _ in
                        try Author().introduction
                    }
                    #expect(try client.push([], page) == (0, 0))
                }
            }
            try timed("a session after them") { try victim.expectAtWork(with: other) }
            try victim.expectEndsWell()
            #expect(victim.fileKiB - before < 512)
        }
    }

    @Test func `authors by the thousand, each with a change, are handed on in pages`() async throws
    {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let count = Size.of(500, full: 16_500)
            try timed("\(count) authors with a change each") {
                for start in stride(from: 0, to: count, by: 1500) {
                    var page: [(ForeignChange, Bytes)] = []
                    for number in start..<min(start + 1500, count) {
                        var author = Author()
                        page.append(
                            (
                                try author.write(ForeignBlock.partner("A\(number)")),
                                try author.introduction
                            ))
                    }
                    #expect(
                        try client.push(page.map(\.0), page.map(\.1)) == (page.count, 0))
                }
            }
            // Whoever knew none of them has them all.
            try timed("a first session after them") { _ = try other.run("sync").done() }
            #expect(try other.holds("partner:a\(count - 1)"))
            try timed("a session after it") { try victim.expectAtWork(with: other) }
            figure("memory after \(count) authors: \(victim.residentMiB) MiB")
            try victim.expectEndsWell()
        }
    }

    /// The y of the points of small order, from the format page.
    private static let smallOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        // The same y once more by a longer way: p, p + 1.
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ].map(unhexadecimal)

    /// Signatures made without any private key: R the identity, S zero.
    @Test func `keys that sign for everybody sign for nobody`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let nothing = [1] + Bytes(repeating: 0, count: 63)
            for y in Self.smallOrder {
                for sign: UInt8 in [0, 0x80] {
                    var key = y
                    key[31] |= sign
                    // For a key of order eight, one message in eight would do.
                    var (changes, introductions): ([ForeignChange], [Bytes]) = ([], [])
                    for number in 0..<24 {
                        var introduction = ForeignIntroduction(
                            publicKey: key, name: "nobody \(number)")
                        introduction.signature = nothing
                        introductions.append(introduction.encoded)
                        var change = ForeignChange(
                            replica: KeyName.replica(key), block: ForeignBlock.partner("NOBODY"))
                        change.wallMs += UInt64(number)
                        change.signature = nothing
                        changes.append(change)
                    }
                    let applied = try client.push(changes, introductions).applied
                    #expect(applied == 0, "\(hexadecimal(key))")
                }
            }
            // The same with a key that is one.
            var author = Author(client.key)
            let good = try author.write(ForeignBlock.partner("GOOD"))
            #expect(try client.push([good], [author.introduction]).applied == 1)
            try Self.expectOtherSignatures(of: author, refusedBy: client)
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
        }
    }

    /// The group's order, little-endian.
    private static let order = unhexadecimal(
        "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")

    /// A good signature in a form that the page does not have: S + L, and R with another sign or of small order.
    private static func expectOtherSignatures(
        of author: Author, refusedBy client: HostileClient
    ) throws {
        let good = try author.branch(ForeignBlock.partner("FORMS"))
        let signature = try #require(good.signature)
        var sum = signature
        var carry = 0
        for place in 0..<32 {
            let next = Int(signature[32 + place]) + Int(order[place]) + carry
            sum[32 + place] = UInt8(next & 0xFF)
            carry = next >> 8
        }
        var flipped = signature
        flipped[31] ^= 0x80
        let small = smallOrder[1] + signature[32...]
        for form in [sum, flipped, small] {
            var change = good
            change.signature = form
            #expect(try client.push([change]) == (0, 1))
        }
        #expect(try client.push([good]).applied == 1)
    }

    @Test func `an introduction that cannot be read stands beside a good one`() async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.startDaemon()
            let kinds: [(String, (Bytes) -> Bytes)] = [
                ("newer", { [2] + $0.dropFirst() }), ("empty", { _ in [] }),
                ("cut", { $0.dropLast() }), ("longer", { $0 + [0] }),
                ("other signature", { $0.dropLast(64) + Bytes(repeating: 7, count: 64) }),
                ("noise", { _ in Bytes(noise: 1024) }),
            ]
            for (place, (name, spoil)) in kinds.enumerated() {
                var (good, later) = (Author(), Author())
                let bad = spoil(try later.introduction)
                let change = try good.write(ForeignBlock.partner("G\(place)"))
                let theirs = try later.write(ForeignBlock.partner("L\(place)"))
                let pushed = try client.push(
                    [change, theirs], [bad, try good.introduction])
                #expect(pushed.applied == 1, "\(name)")
                #expect(try victim.holds("partner:g\(place)"), "\(name)")
                // Once it can be read, what waited comes in.
                #expect(
                    try client.push([theirs], [later.introduction]).applied == 1, "\(name)")
            }
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
        }
    }
}

import Testing

/// Every message of the protocol as it should not be: cut, changed, longer, of another version, out of turn, again.
struct SpoiledMessageTests {
    private struct Victim {
        let machine: Machine
        let other: Machine
        let client: HostileClient

        init() throws {
            machine = try Machine("victim")
            other = try Machine("other")
            try other.dial(machine, as: "victim", from: "other")
            client = try HostileClient(to: machine.port)
            try machine.list(client.key)
            try machine.addPartner("FIRST").done()
            try machine.startDaemon()
        }

        /// Whatever was sent: a message comes back, or a status by which a node refuses.
        func send(_ body: Bytes, _ what: String) throws {
            let answer = try client.post(body)
            #expect([200, 400, 413].contains(answer.status), "\(what): \(answer.status)")
            #expect(answer.headers["liaison-protocol"] == "1", "\(what)")
            guard answer.status == 200 else { return }
            let message = try ForeignMessage(reading: answer.body)
            #expect([2, 4, 6, 8, 9].contains(message.type), "\(what): type \(message.type)")
        }

        func sendRefused(_ body: Bytes, _ what: String) throws {
            let answer = try client.post(body)
            guard answer.status == 200 else {
                #expect([400, 413].contains(answer.status), "\(what): \(answer.status)")
                return
            }
            #expect(try ForeignMessage(reading: answer.body).type == 9, "\(what)")
        }

        func expectAtWork() throws {
            try machine.expectAtWork(with: other)
            try machine.expectEndsWell()
        }
    }

    /// One of each, with something in every field.
    private static func messages(_ key: ForeignKey) throws -> [ForeignMessage] {
        var author = Author(key)
        let introduction = try author.introduction
        let first = try author.write(ForeignBlock.partner("ONE"))
        let second = try author.write(ForeignBlock.partner("TWO"))
        let changes = ForeignMessage.Changes(
            introductions: [introduction], frame: ForeignFrame([first, second]).encoded,
            reaches: 2)
        let heads = [ForeignMessage.Head(second)]
        let standing = ForeignMessage.Standing()
        return [
            .hello(standing, cursor: .init(token: randomBytes(16), place: 3)),
            .welcome(standing, cursorFits: true, heads: heads, buckets: Array(0..<16)),
            .askHeads(buckets: 0xFFFF), .heads(heads),
            .pull(.init(after: 0, have: heads, equalBuckets: 5)), .changes(changes),
            .push(changes), .pushed(applied: 1, refused: 1, standing), .refused("no"),
        ]
    }

    @Test func `messages that are cut, longer or of another version are refused`() async throws {
        try await apart {
            let victim = try Victim()
            for message in try Self.messages(victim.client.key) {
                let whole = message.encoded
                let step = Size.of(max(1, whole.count / 12), full: 1)
                for length in stride(from: 0, to: whole.count, by: step) {
                    try victim.sendRefused(
                        Bytes(whole.prefix(length)), "type \(message.type) cut at \(length)")
                }
                try victim.sendRefused(whole + [0], "type \(message.type) and a byte")
                try victim.sendRefused(whole + whole, "type \(message.type) twice")
                for version: UInt8 in [0, 2, 31, 60, 255] {
                    try victim.sendRefused(
                        [version] + whole.dropFirst(), "type \(message.type) of \(version)")
                }
            }
            for type in 10...UInt8.max {
                try victim.sendRefused([1, type], "type \(type)")
            }
            try victim.sendRefused([1, 0], "type 0")
            try victim.expectAtWork()
        }
    }

    @Test func `answers are no requests, and requests may come in any order and again`()
        async throws
    {
        try await apart {
            let victim = try Victim()
            let messages = try Self.messages(victim.client.key)
            for message in messages where [2, 4, 6, 8, 9].contains(message.type) {
                try victim.sendRefused(message.encoded, "type \(message.type)")
            }
            let requests = messages.filter { [1, 3, 5, 7].contains($0.type) }
            for round in 0..<Size.of(3, full: 50) {
                for request in round.isMultiple(of: 2) ? requests.reversed() : requests {
                    let answer = try victim.client.ask(request)
                    #expect(answer.type == request.type + 1)
                }
            }
            // Applied once, whatever came again.
            #expect(try victim.machine.holds("partner:one"))
            #expect(try victim.machine.quarantined() == 0)
            try victim.expectAtWork()
        }
    }

    @Test func `counts beyond every limit are refused before they are believed`() async throws {
        try await apart {
            let victim = try Victim()
            let before = victim.machine.residentMiB
            let standing = ForeignMessage.hello(.init(), cursor: nil).encoded.dropLast()
            let counts: [UInt64] = [
                65_537, 1 << 20, 1 << 31, 1 << 32, 1 << 62, 1 << 63, .max,
            ]
            for count in counts {
                for (what, front) in [
                    ("heads", [1, 4] as Bytes), ("have", [1, 5, 0]), ("introductions", [1, 7]),
                    ("frame", [1, 7, 0]), ("text", [1, 9]),
                    ("welcome", [1, 2] + standing.dropFirst(2) + [1]),
                    ("buckets", [1, 2] + standing.dropFirst(2) + [1, 0]),
                ] {
                    let body = Packer.pack {
                        $0.raw(front)
                        $0.varint(count)
                        $0.raw(Bytes(repeating: 0, count: 100))
                    }
                    try victim.sendRefused(body, "\(what): \(count)")
                }
                // The same inside a frame, and inside a block.
                for depth in 0..<4 {
                    let plain = Packer.pack {
                        $0.raw(Bytes(repeating: 0, count: depth))
                        $0.varint(count)
                        $0.raw(Bytes(repeating: 0, count: 100))
                    }
                    let frame = [1] + ForeignFrame.compressed(plain)
                    let push = ForeignMessage.push(.init(frame: frame))
                    try victim.send(push.encoded, "frame at \(depth): \(count)")
                    var author = Author(victim.client.key)
                    let block = [1] + Bytes(repeating: 0, count: depth) + plain.dropFirst(depth)
                    let change = try author.write(Bytes(block))
                    #expect(
                        try victim.client.push([change], [author.introduction]) == (0, 1))
                }
            }
            #expect(victim.machine.residentMiB - before < 100)
            try victim.expectAtWork()
        }
    }

    /// A seed that fails is printed, and repeats it.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `messages with bytes changed anywhere stop nothing`(seed: UInt64) async throws {
        try await apart {
            let victim = try Victim()
            let messages = try Self.messages(victim.client.key)
            var dice = Dice(state: seed)
            for round in 0..<Size.of(150, full: 5000) {
                var bytes = messages[dice.below(messages.count)].encoded
                if bytes[1] == 7, dice.below(2) == 0 { bytes = try Self.oddFrame(&dice, victim) }
                for _ in 0...dice.below(4) {
                    let place = dice.below(bytes.count)
                    switch dice.below(4) {
                    case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
                    case 1: bytes[place] = UInt8(dice.below(256))
                    case 2: bytes.insert(UInt8(dice.below(256)), at: place)
                    default: if bytes.count > 3 { bytes.remove(at: place) }
                    }
                }
                try victim.send(bytes, "seed \(seed), round \(round): \(hexadecimal(bytes))")
            }
            try victim.expectAtWork()
        }
    }

    /// A frame that is well packed and whose plain bytes are not.
    private static func oddFrame(_ dice: inout Dice, _ victim: Victim) throws -> Bytes {
        var author = Author(victim.client.key)
        let change = try author.write(ForeignBlock.partner("ODD"))
        var plain = ForeignFrame([change]).plain
        plain[dice.below(plain.count)] = UInt8(dice.below(256))
        return ForeignMessage.push(
            .init(
                introductions: [try author.introduction],
                frame: [1] + ForeignFrame.compressed(plain))
        ).encoded
    }

    @Test func `what is no request of the protocol is refused`() async throws {
        try await apart {
            let victim = try Victim()
            let hello = ForeignMessage.hello(.init(), cursor: nil).encoded
            for (method, path, status) in [
                ("GET", "/liaison/v1/sync", 405), ("PUT", "/liaison/v1/sync", 405),
                ("POST", "/liaison/v2/sync", 404), ("POST", "/", 404),
                ("POST", "/liaison/v1/identity", 405), ("GET", "/liaison/v1/identity", 204),
            ] {
                let line = try victim.client.connect()
                line.send(
                    HostileClient.request(method == "GET" ? [] : hello, method: method, path: path))
                #expect(try line.answer().status == status, "\(method) \(path)")
            }
            // More than a message may be, said and sent.
            let line = try victim.client.connect()
            line.send(HostileClient.request([1], statedLength: (16 << 20) + 1))
            #expect(try line.answer().status == 413)
            try victim.expectAtWork()
        }
    }
}

/// Numbers that a seed gives again.
struct Dice {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, bound)))
    }
}

import Foundation
import Testing

/// A1: well-formed, signed changes that once brought a node down for good, with the programs themselves.
struct PoisonTests {
    private typealias Block = ForeignBlock

    enum Poison: String, CaseIterable {
        case greatestNumber, infinity, notANumber, forgedMembers, headBeyondItsChange, clashingKeys
    }

    /// Each alone in full size, else all in one: the commands take the time.
    private static let doses = Size.isFull ? Poison.allCases.map { [$0] } : [Poison.allCases]

    /// Everything that a person asks of a node reads the record; what the peer gives afterwards arrives.
    @Test(arguments: doses.map { $0.map(\.rawValue) })
    func `a poisonous record hurts nobody's work`(names: [String]) async throws {
        try await apart {
            let (victim, other) = (try Machine("victim"), try Machine("other"))
            try other.dial(victim, as: "victim", from: "other")
            let client = try HostileClient(to: victim.port)
            try victim.list(client.key)
            try victim.addPartner("NOR").done()
            try victim.startDaemon()
            for poison in names.compactMap(Poison.init) {
                var author = Author()
                let changes = try Self.changes(poison, &author)
                let pushed = try client.push(changes, [try author.introduction])
                #expect(pushed.applied == changes.count, "\(poison)")
            }
            var author = Author(client.key)
            let after = try author.write(Block.partner("AFTER"))
            #expect(try client.push([after], [author.introduction]).applied == 1)
            try Self.expectAllVerbsWork(on: victim)
            // What it stored it hands on, and that does no harm there either.
            try other.run("sync").done()
            try Self.expectAllVerbsWork(on: other)
            try victim.expectAtWork(with: other)
            try victim.expectEndsWell()
        }
    }

    private static func expectAllVerbsWork(on machine: Machine) throws {
        #expect(try machine.holds("partner:after"))
        for words in [
            ["status"], ["list", "posting"], ["list", "partner"], ["findings"], ["log"],
            ["changes"], ["conflicts"], ["agenda"], ["report", "state-of-play"],
            ["report", "by-partner"],
            ["show", "partner:after"], ["verify"], ["doctor"],
        ] {
            let answer = try machine.run(words)
            #expect(answer.isDone, "\(words): \(answer.end) \(answer.err)")
        }
        for kind in ["posting", "partner"] {
            for id in try machine.ids(of: kind) {
                for verb in ["show", "log", "blame"] {
                    let answer = try machine.run(verb, id)
                    #expect(answer.isDone, "\(verb) \(id): \(answer.end) \(answer.err)")
                }
            }
        }
        try expectReadableJSON(of: machine)
        let code = "U" + hexadecimal(randomBytes(4)).uppercased()
        try machine.addPartner(code).done()
        #expect(try machine.run("list", "partner").out.contains(code.lowercased()))
        #expect(try machine.run("undo", "--yes").isDone)
        #expect(try !machine.run("list", "partner").out.contains(code.lowercased()))
    }

    /// Programs read it: whatever a record says, it is JSON, and says no more than the record.
    private static func expectReadableJSON(of machine: Machine) throws {
        for words in [
            ["status"], ["list", "posting"], ["list", "partner"], ["findings"], ["log"],
            ["changes"], ["conflicts"], ["agenda"],
        ] {
            let answer = try machine.run(words + ["--json"]).done()
            #expect(throws: Never.self, "\(words): \(answer.out)") {
                _ = try JSONSerialization.jsonObject(with: Data(answer.out.utf8))
            }
        }
        for line in try machine.run("export").done().out.split(separator: "\n") {
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let members = try #require(record as? [String: Any], "\(line)")
            if members["type"] as? String == "posting" {
                #expect(members["marking"] as? String == "INT", "\(line)")
            }
            #expect(members["x"] == nil, "\(line)")
        }
    }

    static func changes(
        _ poison: Poison, _ author: inout Author
    ) throws -> [ForeignChange] {
        switch poison {
        case .greatestNumber: return [try author.write(posting(.whole(.max)))]
        case .infinity: return [try author.write(posting(.decimal("inf")))]
        case .notANumber: return [try author.write(posting(.decimal("nan")))]
        case .forgedMembers:
            // Where a number is printed as it is, it brings members of its own.
            return [try author.write(posting(.decimal(#"2,"marking":"PUB","x":2"#)))]
        case .headBeyondItsChange:
            let id = randomBytes(16)
            let first = try author.write(Block.value("code", .text("one"), of: id))
            let second = Block(
                chains: [first.hash],
                records: [
                    Block.Record(
                        kind: "partner", id: id, heads: [.init(chain: 0, number: 8560)],
                        operations: [.register("code", .text("two"))])
                ])
            return [first, try author.write(second.encoded)]
        case .clashingKeys:
            let id = randomBytes(16)
            return try [
                [.map("disputed", .null, .text("a"))],
                [.register("joined_with", .text("b"))],
                [
                    .entry("disputed", .null, .text("c")),
                    .element("joined_with", .reference(randomBytes(16))),
                ],
                [.register("disputed", .text("d"))], [.map("disputed", .null, .text("e"))],
            ].map { operations in
                try author.write(
                    Block(records: [.init(kind: "partner", id: id, operations: operations)])
                        .encoded)
            }
        }
    }

    /// More people than seats, so that a rule speaks of the number.
    private static func posting(_ headcount: Block.Value) -> Bytes {
        Block(
            records: [
                .init(
                    kind: "posting", id: randomBytes(16),
                    operations: [
                        .register("kind", .text("liaison")),
                        .register("title_en", .text("LO")), .register("title_nl", .text("LO")),
                        .register("seats", .whole(1)), .register("headcount", headcount),
                        .register("status", .text("filled")), .register("marking", .text("INT")),
                        .register("handle", .text("posting:lo")),
                    ])
            ]
        ).encoded
    }
}

extension Machine {
    /// Every record of a kind, by its id.
    fileprivate func ids(of kind: String) throws -> [String] {
        let answer = try run("list", kind, "--json").done()
        let json = try JSONSerialization.jsonObject(with: Data(answer.out.utf8))
        let rows = json as? [[String: Any]] ?? []
        return rows.compactMap { $0["id"] as? String }
    }
}

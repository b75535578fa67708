import Commands
import Foundation
import Records
import Testing

/// Stories of concurrent edits on the real public records, told through the command line on two nodes: first what was
/// known to both, then what each did alone, then what both must show once they have met.
struct StoryTests {
    struct Story: Decodable, CustomTestStringConvertible, Sendable {
        let id: String
        let title: String
        /// Records of the file that are left out.
        let without: [String]?
        let given: [[String]]?
        let oslo: [[String]]
        let hague: [[String]]
        let expect: Expectation
        /// What a person in The Hague does then.
        let then: [[String]]?
        let finally: Expectation?

        var testDescription: String { id + " " + title }
    }

    struct Expectation: Decodable, Sendable {
        let record: String
        /// Shown values, as text.
        let fields: [String: String]?
        /// All elements.
        let sets: [String: [String]]?
        /// All entries.
        let maps: [String: [String: Double]]?
        /// What the text of a field holds, whatever its shape.
        let texts: [String: [String]]?
        /// The values that people disagree on.
        let sides: [String: [String]]?
        /// Field or group, and level: all of them.
        let conflicts: [String]?
        /// Rules that must be among the findings, and that must not.
        let findings: [String]?
        let lacks: [String]?
        /// Partners to whom release waits.
        let pending: [String]?
        let withdrawn: Bool?
        let withdrawnButEdited: Bool?
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static let stories: [Story] = {
        guard let data = try? Data(contentsOf: fixtures.appending(path: "stories.json")),
            let stories = try? JSONDecoder().decode([Story].self, from: data)
        else { return [] }
        return stories
    }()

    @Test func `all stories are there`() {
        #expect(Self.stories.count >= 10)
        #expect(Set(Self.stories.map(\.id)).count == Self.stories.count)
    }

    @Test(arguments: stories) func `a story ends as it must, on both nodes, whoever goes first`(
        _ story: Story
    ) async throws {
        for order in [["hague", "oslo"], ["oslo", "hague"]] {
            let world = try await begin(story)
            for home in order {
                for words in home == "oslo" ? story.oslo : story.hague {
                    try await done(world, words, home)
                }
            }
            try world.exchange(order[0], order[1])
            for home in order { try await check(story.expect, world, home) }
            guard let then = story.then, let finally = story.finally else { continue }
            for words in then { try await done(world, words, "hague") }
            try world.exchange("hague", "oslo")
            for home in order { try await check(finally, world, home) }
        }
    }

    private func begin(_ story: Story) async throws -> World {
        let world = try World(schema: .liaison)
        let all = try String(
            contentsOf: Self.fixtures.appending(path: "records.jsonl"), encoding: .utf8)
        let left = all.split(separator: "\n").filter { line in
            !(story.without ?? []).contains { line.contains("\"id\": \"\($0)\"") }
        }
        try world.write(left.joined(separator: "\n") + "\n", to: "records.jsonl")
        try await done(world, ["init", "--author", "E. Officer"], "hague")
        try await done(world, ["init", "--author", "A. Attaché"], "oslo")
        try await done(world, ["import", world.folder + "/records.jsonl"], "hague")
        for words in story.given ?? [] { try await done(world, words, "hague") }
        try world.exchange("hague", "oslo")
        return world
    }

    private func done(_ world: World, _ words: [String], _ home: String) async throws {
        let ran = try await world.run(words, home: home)
        #expect(ran.status == .done, "\(words): \(ran.err)")
    }

    private func json(_ world: World, _ words: [String], _ home: String) async throws -> JSON {
        try JSON(parsing: try await world.run(words + ["--json"], home: home).out)
    }

    private func check(_ expected: Expectation, _ world: World, _ home: String) async throws {
        let name = expected.record
        let shown = try await json(world, ["show", name], home)
        let fields = shown["fields"] ?? .null
        for (field, value) in expected.fields ?? [:] {
            #expect(fields[field]?.plain == value, "\(home) \(field)")
        }
        for (field, elements) in expected.sets ?? [:] {
            #expect(texts(fields[field]).sorted() == elements.sorted(), "\(home) \(field)")
        }
        for (field, entries) in expected.maps ?? [:] {
            guard case .object(let members)? = fields[field] else {
                Issue.record("\(home) \(field) is no map")
                continue
            }
            let found = Dictionary(
                uniqueKeysWithValues: members.map { ($0.name, Double($0.value.plain)) })
            #expect(found == entries.mapValues { $0 }, "\(home) \(field)")
        }
        for (field, parts) in expected.texts ?? [:] {
            let text = fields[field]?.canonical ?? ""
            for part in parts { #expect(text.contains(part), "\(home) \(field)") }
        }
        try await checkConflicts(expected, world, home)
        if expected.findings != nil || expected.lacks != nil {
            let findings = try await json(world, ["findings", name], home)
            let rules = Set(array(findings).compactMap { $0["rule"]?.plain })
            for rule in expected.findings ?? [] {
                #expect(rules.contains(rule), "\(home) \(rules)")
            }
            for rule in expected.lacks ?? [] { #expect(!rules.contains(rule), "\(home) \(rules)") }
        }
        if let pending = expected.pending {
            #expect(texts(shown["release_pending"]) == pending, "\(home)")
        }
        if let withdrawn = expected.withdrawn {
            #expect(shown["withdrawn"] == .bool(withdrawn), "\(home)")
        }
        if let edited = expected.withdrawnButEdited {
            #expect(shown["withdrawn_but_edited"] == .bool(edited), "\(home)")
        }
    }

    private func checkConflicts(
        _ expected: Expectation, _ world: World, _ home: String
    ) async throws {
        let conflicts = array(try await json(world, ["conflicts", expected.record], home))
        if let wanted = expected.conflicts {
            let found = conflicts.map {
                ($0["field"]?.plain ?? "") + " " + ($0["level"]?.plain ?? "")
            }
            #expect(found.sorted() == wanted.sorted(), "\(home)")
        }
        for (field, sides) in expected.sides ?? [:] {
            let found = conflicts.filter {
                $0["field"]?.plain == field && $0["level"]?.plain == "conflict"
            }.flatMap { array($0["sides"]).flatMap { texts($0["values"]) } }
            #expect(found.sorted() == sides.sorted(), "\(home) \(field)")
        }
    }

    private func array(_ json: JSON?) -> [JSON] {
        if case .array(let elements)? = json { elements } else { [] }
    }

    private func texts(_ json: JSON?) -> [String] { array(json).map(\.plain) }
}

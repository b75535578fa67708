import Records
import Replica
import Store
import Testing

/// Each rule on records that break it and records that do not, through a real replica.
struct RuleTests {
    /// What the partners that are always there break by themselves, by rule.
    private static let before = Result {
        let node = try RuleTests.node(with: "")
        return Dictionary(grouping: try node.findings(), by: \.finding.rule).mapValues(\.count)
    }

    @Test(arguments: RuleExamples.all)
    func `a rule finds what breaks it and nothing else, and reads what it says`(
        example: RuleExample
    ) throws {
        let before = try RuleTests.before.get()[example.rule] ?? 0
        let broken = try RuleTests.node(with: example.breaks)
        let found = try broken.findings(rule: example.rule)
        #expect(found.count > before, "breaks")
        let whole = try RuleTests.node(with: example.holds)
        #expect(try whole.findings(rule: example.rule).count == before, "holds")
        for language in Language.allCases {
            for row in found {
                let text = row.finding.text(language, schema: .liaison, name: \.description)
                #expect(!text.contains("{") && text.count > 10, "\(text)")
            }
        }
        for store in [broken.replica.store, whole.replica.store] {
            try store.read {
                try checkReadings(store, try #require(Schema.liaison.rule(example.rule)))
            }
        }
    }

    @Test func `every rule has an example`() {
        let shown = Set(RuleExamples.all.map(\.rule))
        #expect(Schema.liaison.rules.map(\.number).filter { !shown.contains($0) } == [])
    }

    /// Judges every record by a rule over a graph that notes what is read.
    private func checkReadings(_ store: Store, _ rule: Rule) throws {
        do {
            let own = rule.readings.filter { $0.path.isEmpty }.flatMap(\.fields)
            let far = rule.readings.filter { !$0.path.isEmpty }.flatMap(\.fields)
            for kind in Schema.liaison.kinds {
                for id in try store.ids(kind: kind.name) {
                    let graph = NotingGraph(store: store, anchor: id)
                    guard let record = try graph.record(id, kinds: [kind.name]) else { continue }
                    _ = try rule.findings(of: record, in: graph, schema: .liaison)
                    for (isAnchor, field) in graph.noted.fields {
                        // Keys are kept apart from what rules read.
                        let declared = isAnchor ? own : far + graph.steps(of: rule)
                        #expect(
                            declared.contains(field) || declared.contains(Reading.everything)
                                || graph.isKeyField(field, rule),
                            "\(rule.number) reads \(field) of \(isAnchor ? "its anchor" : "another")"
                        )
                    }
                }
            }
        }
    }

    private static func node(with text: String) throws -> Node {
        let node = try Node("a", schema: .liaison)
        try node.importLines(RuleExamples.partners)
        for stage in text.split(separator: "---\n") { try node.importLines(String(stage)) }
        try node.checkFindings()
        return node
    }
}

/// The store's records, with a note of every field that is read of the anchor and of others.
private struct NotingGraph: RecordGraph {
    final class Noted: @unchecked Sendable {
        // One thread judges one rule at a time.
        var fields: [(isAnchor: Bool, field: String)] = []
    }

    let store: Store
    let anchor: RecordID
    let noted = Noted()

    func record(_ id: RecordID, kinds: [String]) throws -> RuleRecord? {
        let all = kinds.isEmpty ? Schema.liaison.kinds.map(\.name) : kinds
        for kind in all {
            guard let stored = try store.record(id, kind: kind) else { continue }
            let (noted, anchor) = (noted, anchor)
            return RuleRecord(
                id: id, kind: kind, content: stored.content, isHidden: stored.isHidden,
                onRead: { record, field in noted.fields.append((record.id == anchor, field)) })
        }
        return nil
    }

    func referrers(of id: RecordID, kind: String, field: String) throws -> [RecordID] {
        try store.referrers(of: id, kind: kind, field: field)
    }

    func records(withKey key: RuleKey) throws -> [(kind: String, id: RecordID)] {
        try Schema.liaison.kinds.flatMap { kind in
            try store.ids(kind: kind.name).filter { id in
                try store.record(id, kind: kind.name).map {
                    RuleKey.keys(of: RuleRecord($0), schema: .liaison).contains(key)
                } ?? false
            }.map { (kind.name, $0) }
        }
    }

    func ownNation() throws -> Set<RecordID> { try store.ownNation() }

    /// The fields by which the rule's paths go.
    func steps(of rule: Rule) -> [String] {
        rule.readings.flatMap(\.path).compactMap { step in
            switch step {
            case .to(let field), .along(let field), .from(_, let field): field
            case .toAny, .sharing: nil
            }
        }
    }

    /// Whether the field is read only to make the keys of a rule that looks at those who share one.
    func isKeyField(_ field: String, _ rule: Rule) -> Bool {
        rule.readings.flatMap(\.path).contains { if case .sharing = $0 { true } else { false } }
    }
}

extension Node {
    func importLines(_ text: String) throws {
        let records = try text.split(separator: "\n").map {
            let line = try FileFormat.record(ofLine: String($0), schema: .liaison)
            return ImportedRecord(kind: line.kind, handle: line.handle, content: line.content)
        }
        _ = try replica.importRecords(records, message: "import")
    }

    func checkFindings(limit: Int = 512) throws {
        while !(try replica.store.write { try replica.store.checkFindings(limit: limit) })
            .isComplete
        {}
    }

    func findings(rule: String? = nil, accepted: Bool? = nil) throws -> [FindingRow] {
        let day = PartialDate(RuleExamples.today)?.first ?? CalendarDay(number: 0)
        return try replica.store.read {
            try replica.store.findings(FindingFilter(rule: rule, accepted: accepted, today: day))
        }
    }
}

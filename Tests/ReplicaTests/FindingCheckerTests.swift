import CRDT
import Foundation
import Records
import Replica
import Store
import Testing

/// The checker that lags behind the log: what it makes step by step is what it makes from nothing.
struct FindingCheckerTests {
    /// Everything that it keeps, without local numbers.
    private func lines(_ node: Node) throws -> [String] {
        let findings = try node.replica.store.read {
            try node.replica.store.findings(
                FindingFilter(accepted: nil, today: CalendarDay(year: 9999, month: 1, day: 1)))
        }.map { row in
            let finding = row.finding
            let involved = finding.involved.map(\.description).joined(separator: ",")
            return
                "\(finding.rule) \(finding.record) \(finding.canonical) \(finding.countsFrom ?? "-")"
                + " \(row.desk?.description ?? "-") \(row.author) \(row.accepted ?? "-") \(involved)"
        }
        let notices = try node.conflicts().filter { $0.level == .notice }.map {
            "notice \($0.record) \($0.field) \($0.sideCount)"
        }
        let kept =
            try node.column("SELECT key || hex(record) FROM rule_key ORDER BY 1")
            + node.column("SELECT field || hex(source) || hex(target) FROM rule_edge ORDER BY 1")
        return findings + notices + kept
    }

    @Test(arguments: (1...6).map { UInt64($0) })
    func `after random edits it has what a reading of everything finds`(seed: UInt64) throws {
        var chance = SeededChance(seed)
        let nodes = [
            try Node("a", machine: "a", schema: .liaison),
            try Node("b", machine: "b", schema: .liaison),
        ]
        // The examples use few handles: imported one after another they make few records that have much to do with
        // each other.
        try nodes[0].importLines(RuleExamples.partners)
        for example in RuleExamples.all.shuffled(using: &chance) {
            for stage in [example.breaks, example.holds] {
                try nodes[0].importLines(stage.replacing("---\n", with: ""))
            }
        }
        try nodes[0].sync(nodes[1])
        try nodes[0].checkFindings()
        for round in 0..<25 {
            for _ in 0..<Int.random(in: 1...6, using: &chance) {
                try edit(nodes[Int.random(in: 0...1, using: &chance)], &chance)
            }
            if Bool.random(using: &chance) { try nodes[0].sync(nodes[1]) }
            try nodes[0].checkFindings(limit: Int.random(in: 1...20, using: &chance))
            let followed = try lines(nodes[0])
            try nodes[0].replica.store.write { try nodes[0].replica.store.forgetFindings() }
            try nodes[0].checkFindings()
            let anew = try lines(nodes[0])
            let difference = anew.difference(from: followed)
            try #require(difference.isEmpty, "seed \(seed), round \(round): \(difference)")
        }
    }

    /// One field of one record becomes what some record of the kind holds there, or empty; or the record goes or returns.
    private func edit(_ node: Node, _ chance: inout SeededChance) throws {
        let store = node.replica.store
        let (record, others) = try store.read { () -> (StoredRecord?, [StoredRecord]) in
            let kinds = try Schema.liaison.kinds.map(\.name).filter {
                try !store.ids(kind: $0, includingHidden: true).isEmpty
            }
            guard let kind = kinds.randomElement(using: &chance) else { return (nil, []) }
            let ids = try store.ids(kind: kind, includingHidden: true).shuffled(using: &chance)
            let records = try ids.prefix(8).compactMap { try store.record($0, kind: kind) }
            return (records.first, Array(records.dropFirst()))
        }
        guard let record, let kind = record.kind else { return }
        var draft = Draft(record)
        if Int.random(in: 0..<10, using: &chance) == 0 {
            if record.deletes.isEmpty { draft.withdraw(record) } else { draft.reinstate(record) }
        } else {
            let read = Set(Schema.liaison.rules.flatMap { $0.readings.flatMap(\.fields) })
            let fields = kind.fields.filter { read.contains($0.name) && $0.name != "handle" }
            guard let field = fields.randomElement(using: &chance) else { return }
            let content = try content(of: field, record, others, store, &chance)
            draft.set(
                field.name, to: content, storedType: field.storedType, shown: record[field.name])
        }
        if !draft.isEmpty { try node.replica.commit([draft]) }
    }

    /// What some record of the kind holds there, some record of the right kind where the field names records, or nothing.
    private func content(
        of field: Field, _ record: StoredRecord, _ others: [StoredRecord], _ store: Store,
        _ chance: inout SeededChance
    ) throws -> FieldContent? {
        if Int.random(in: 0..<3, using: &chance) == 0 { return nil }
        if case .reference(let kinds) = field.type, Bool.random(using: &chance) {
            let names = kinds.isEmpty ? Schema.liaison.kinds.map(\.name) : kinds
            let ids = try store.read {
                try names.flatMap { try store.ids(kind: $0, includingHidden: true) }
            }
            let named = ids.shuffled(using: &chance).prefix(2).map(Value.reference)
            switch field.shape {
            case .single: return named.first.map { .single($0) }
            case .set: return named.isEmpty ? nil : .set(Array(named))
            case .map, .log: break
            }
        }
        return others.compactMap { $0[field.name]?.view.content }.first
    }

    @Test func `what is taken out of a field that rules follow backwards is noticed`() throws {
        let node = try Node("a", schema: .liaison)
        try node.importLines(
            """
            {"type":"cooperation","id":"coop:x","status":"active"}
            {"type":"agreement","id":"agreement:x","covers":["coop:x"]}
            """)
        try node.checkFindings()
        #expect(try node.findings(rule: "X6").isEmpty)
        try node.importLines(#"{"type":"agreement","id":"agreement:x","covers":[]}"#)
        try node.checkFindings()
        #expect(try node.findings(rule: "X6").count == 1)
    }

    @Test func `when the first of several doubles goes its way the next one says it`() throws {
        let node = try Node("a", schema: .liaison)
        let names = ["x", "y", "z"]
        try node.importLines(
            names.map { #"{"type":"partner","id":"partner:\#($0)","code":"SAME"}"# }
                .joined(separator: "\n"))
        try node.checkFindings()
        let first = try #require(try node.findings(rule: "X1").first).finding.record
        for name in names {
            let place = try node.replica.store.read {
                try node.replica.store.locations(handle: "partner:" + name).first
            }
            guard place?.id == first else { continue }
            try node.importLines(#"{"type":"partner","id":"partner:\#(name)","code":"OTHER"}"#)
        }
        try node.checkFindings()
        let left = try node.findings(rule: "X1")
        #expect(left.count == 1)
        #expect(left.first?.finding.record != first)
    }

    @Test func `the own nation may change, and everything is judged anew`() throws {
        let node = try Node("a", schema: .liaison)
        try node.importLines(
            RuleExamples.partners + """

                {"type":"cooperation","id":"coop:x","partners":["partner:BEL"],"lead":"partner:NLD"}
                """)
        try node.checkFindings()
        #expect(try node.findings(rule: "V6").isEmpty)
        try node.importLines(
            #"{"type":"partner","id":"partner:NLD","tier":[{"as_of":"2020","level":"partner"}]}"#)
        try node.importLines(#"{"type":"partner","id":"partner:NLD","tier":[]}"#)
        try node.checkFindings()
        #expect(try node.findings(rule: "V6").count == 1)
    }

    @Test func `a record that arrives late heals what missed it`() throws {
        let (a, b) = (try Node("a", schema: .liaison), try Node("b", schema: .liaison))
        try a.importLines(#"{"type":"partner","id":"partner:LUX","code":"LUX"}"#)
        try b.importLines(#"{"type":"activity","id":"activity:x","host":"partner:LUX"}"#)
        try b.checkFindings()
        #expect(try b.findings(rule: "X4").count == 1)
        try b.sync(a)
        try b.importLines(#"{"type":"activity","id":"activity:x","host":"partner:LUX"}"#)
        try b.checkFindings()
        #expect(try b.findings(rule: "X4").isEmpty)
    }

    @Test func `an edit that no rule reads from elsewhere judges nobody else`() throws {
        let node = try Node("a", schema: .liaison)
        try node.importLines(RuleExamples.partners)
        let many = (1...50).map {
            #"{"type":"activity","id":"activity:\#($0)","title_en":"A\#($0)","participants":["partner:BEL"],"host":"partner:BEL"}"#
        }
        try node.importLines(many.joined(separator: "\n"))
        try node.checkFindings()
        let before = try node.column("SELECT id || rule FROM finding ORDER BY 1")
        try node.replica.store.execute(
            "UPDATE finding SET author = 'not looked at' WHERE kind = 'activity'")
        try node.importLines(#"{"type":"partner","id":"partner:BEL","name_en":"Belgium"}"#)
        try node.checkFindings()
        // Judging a record writes whose its findings are.
        #expect(
            try node.findings().filter { $0.finding.kind == "activity" }
                .allSatisfy { $0.author == "not looked at" })
        #expect(
            try node.column("SELECT id || rule FROM finding WHERE kind = 'activity' ORDER BY 1")
                .count > 0)
        #expect(before.count > 50)
    }

    @Test func `an accepted finding comes back when what it says changes`() throws {
        let node = try Node("a", schema: .liaison)
        try node.importLines(
            #"{"type":"activity","id":"activity:x","start":"2014","end":"2013","not_known_in":["nl","en"]}"#
        )
        try node.checkFindings()
        let row = try #require(try node.findings(rule: "V1").first)
        let store = node.replica.store
        let record = try #require(
            try store.read { try store.record(row.finding.record, kind: "activity") })
        var draft = Draft(record)
        draft.setKey(
            .text(row.finding.mark), of: "accepted", to: .text("as printed"), .map, shown: nil)
        try node.replica.commit([draft])
        try node.checkFindings()
        #expect(try node.findings(rule: "V1", accepted: false).isEmpty)
        #expect(try node.findings(rule: "V1", accepted: true).first?.accepted == "as printed")
        try node.importLines(#"{"type":"activity","id":"activity:x","end":"2012"}"#)
        try node.checkFindings()
        #expect(try node.findings(rule: "V1", accepted: false).count == 1)
    }

    @Test func `findings are no part of the state`() throws {
        let node = try Node("a", schema: .liaison)
        try node.importLines(#"{"type":"activity","id":"activity:x","start":"2014","end":"2013"}"#)
        let digest = try node.digest
        try node.checkFindings()
        #expect(try node.digest == digest)
        try node.replica.rebuild()
        #expect(try node.findings().isEmpty)
        try node.checkFindings()
        #expect(try node.findings(rule: "V1").count == 1)
    }
}

/// Chance that a seed repeats.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

func fixtureLines(_ name: String) throws -> [String] {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures").appending(path: name)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
}

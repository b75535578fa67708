import CRDT
import Causality
import Records
import Wire

/// Keeps the findings in step with the records, behind the log: what changes touched is read from the log itself, and
/// only the anchors whose readings they touched are judged again.
///
/// The fold pays nothing for it. Each step is a transaction of its own, short enough that an edit beside it is not held
/// up; ``Store/checkFindings(limit:)`` is called until it says that it is complete. Cost of one edited record: its keys,
/// and one look-up for each way in which some rule reads the edited fields from elsewhere.
final class FindingChecker {
    let store: Store
    let graph: StoreGraph
    let table: FindingTable
    let reach: FindingReach
    private var authors: [UInt64: String] = [:]

    init(_ store: Store) {
        self.store = store
        graph = StoreGraph(store)
        table = FindingTable(store.statements)
        reach = store.findingReach
    }

    private var schema: Schema { store.schema }

    /// Beyond so many waiting records, a reading of all of them is cheaper than following each.
    static let scanFloor = 4096

    // MARK: One step

    /// What the findings rest on beside the records: the rules as they are, and who is the own nation.
    private func basis() throws -> [UInt8] {
        edition + Array("\(try graph.ownNation().sorted().map(\.description))".utf8)
    }

    private let edition = Array("\(Rule.edition) ".utf8)

    /// Whether a change may have made another partner the own nation: asked of what changed, for it takes a reading of
    /// all partners to know.
    private func mayMoveOwnNation(_ touched: [TouchedRecords.Record]) -> Bool {
        touched.contains { record in
            record.location.kind == "partner"
                && (record.isNew
                    || !record.fields.isDisjoint(with: ["tier", "", Layout.joinedField]))
        }
    }

    /// How many changes the findings lag behind; nil where all records have to be read again.
    func lag() throws -> Int64? {
        guard let through = try Meta.int(FindingTable.Fact.through, store.statements) else {
            return store.newestSeq
        }
        guard try Meta.int(FindingTable.Fact.scan, store.statements) == nil,
            try Meta.blob(FindingTable.Fact.basis, store.statements)?.starts(with: edition)
                == true
        else { return nil }
        return store.newestSeq &- through
    }

    func step(limit: Int) throws -> FindingProgress {
        let through = try Meta.int(FindingTable.Fact.through, store.statements)
        let former = try Meta.blob(FindingTable.Fact.basis, store.statements)
        if through == nil || former?.starts(with: edition) != true {
            try beginScan(basis())
        }
        if try Meta.int(FindingTable.Fact.scan, store.statements) != nil {
            return try scan(limit: limit)
        }
        let touched = try store.touched(after: through ?? 0, limit: min(limit, Self.scanFloor))
        let isMoved = try mayMoveOwnNation(touched.records) && former != basis()
        if try isMoved || !touched.isComplete && isMost(after: touched.through) {
            try beginScan(basis())
            return FindingProgress(checked: 0, isComplete: false)
        }
        guard let named = try namingJoined(touched.records) else {
            try beginScan(basis())
            return FindingProgress(checked: 0, isComplete: false)
        }
        try follow(touched.records + named)
        try Meta.set(FindingTable.Fact.through, touched.through, store.statements)
        return FindingProgress(checked: touched.records.count, isComplete: touched.isComplete)
    }

    /// Those who name a record that was joined or taken apart: what they name is another now. Nil where they are too many to
    /// look at one by one.
    private func namingJoined(
        _ touched: [TouchedRecords.Record]
    ) throws -> [TouchedRecords.Record]? {
        var naming: [Store.Location: Set<String>] = [:]
        for entry in touched where entry.fields.contains(Layout.joinedField) {
            let id = store.face(of: entry.location).id
            let references = try store.references(to: id, limit: Self.namingMost)
            guard references.count < Self.namingMost else { return nil }
            for reference in references {
                naming[reference.source, default: []].insert(reference.field)
            }
        }
        return naming.sorted { ($0.key.kind, $0.key.id) < ($1.key.kind, $1.key.id) }.map {
            TouchedRecords.Record(location: $0.key, fields: $0.value, isNew: false)
        }
    }

    private static let namingMost = 2000

    /// Whether what waits is a large part of what there is, as after a first import.
    private func isMost(after seq: Int64) throws -> Bool {
        let waiting = try store.touched(after: seq, limit: Self.scanFloor)
        guard waiting.records.count >= Self.scanFloor else { return false }
        return try store.recordCounts().reduce(0) { $0 + $1.count } < 25 * Self.scanFloor
    }

    private func beginScan(_ basis: [UInt8]) throws {
        try table.forgetAll()
        try store.forgetSetAsides(.rules)
        try Meta.set(FindingTable.Fact.basis, basis, store.statements)
        try Meta.set(FindingTable.Fact.through, store.newestSeq, store.statements)
        try Meta.set(FindingTable.Fact.scan, 0, store.statements)
    }

    // MARK: Following changes

    private func follow(_ touched: [TouchedRecords.Record]) throws {
        var anchors = Anchors()
        for entry in touched where schema.kind(entry.location.kind) != nil {
            try store.passOver(.rules, entry.location) { try follow(entry, &anchors) }
        }
        try followMutual(&anchors)
        for anchor in anchors.all {
            try store.passOver(.rules, .init(kind: anchor.kind, id: anchor.id)) {
                try judge(anchor.kind, anchor.id, anchor.rules)
            }
        }
    }

    private func follow(_ entry: TouchedRecords.Record, _ anchors: inout Anchors) throws {
        let kind = entry.location.kind
        var fields = entry.fields
        for id in store.group(of: entry.location).dropFirst() {
            try leaveToFace(kind, id, &anchors)
            // What one of them names and is named by is the face's now.
            fields.insert("")
        }
        let id = store.face(of: entry.location).id
        guard let stored = try graph.stored(id, kinds: [kind]) else { return }
        let record = RuleRecord(stored)
        // One that was made now, hidden, brought back or taken apart perhaps: all that know of it look again.
        if entry.isNew || !stored.deletes.isEmpty || fields.contains(Layout.joinedField) {
            fields.insert("")
        }
        try followKeys(of: record, fields, &anchors)
        let edges = try updateEdges(of: record)
        anchors.add(kind, id, reach.own(kind, entry.isNew ? [""] : fields))
        for inverse in reach.inverses(of: kind, fields) {
            for anchor in try walk(inverse, from: record, edges) {
                anchors.add(anchor.kind, anchor.id, [inverse.rule])
            }
        }
        if fields.contains("") || !fields.isDisjoint(with: reach.chained) {
            for found in try table.anchors(involving: id) {
                if let rule = reach.place(of: found.rule) {
                    anchors.add(found.kind, found.id, [rule])
                }
            }
        }
        try CareNotices(store).update(stored)
    }

    /// Forgets all that was found of a record, and by what it is found: it is judged as part of the one that it is shown
    /// under.
    private func leaveToFace(_ kind: String, _ id: RecordID, _ anchors: inout Anchors) throws {
        let nothing = RuleRecord(
            id: id, kind: kind, content: RecordContent(), isHidden: true, lamport: 0, lamports: [:])
        try followKeys(of: nothing, [""], &anchors)
        try updateEdges(of: nothing)
        for row in try table.rows(of: id) { try table.delete(row.id) }
        for found in try table.anchors(involving: id) {
            if let rule = reach.place(of: found.rule) {
                anchors.add(
                    found.kind, store.face(of: .init(kind: found.kind, id: found.id)).id, [rule])
            }
        }
    }

    /// Writes a record's keys, and adds those who share one that came, went, or is read with what was edited.
    private func followKeys(
        of record: RuleRecord, _ fields: Set<String>, _ anchors: inout Anchors
    ) throws {
        let before = try table.keys(of: record.id)
        let now = RuleKey.keys(of: record, schema: schema)
        var moved: [RuleKey] = []
        for key in before where !now.contains(key) {
            try table.remove(key, record.id)
            moved.append(key)
        }
        for key in now where !before.contains(key) {
            try table.add(key, kind: record.kind, record.id)
            moved.append(key)
        }
        for key in moved + now.filter({ !moved.contains($0) }) {
            let rules = reach.sharing(key.space, fields, hasMoved: moved.contains(key))
            let (mutual, others) = (
                rules.filter { schema.rules[$0].isMutual },
                rules.filter { !schema.rules[$0].isMutual }
            )
            if !others.isEmpty {
                for other in try table.records(withKey: key) where other.id != record.id {
                    anchors.add(other.kind, other.id, others)
                }
            }
            guard !mutual.isEmpty else { continue }
            anchors.meet(record, mutual)
            // Who was second may be the first of them now.
            let next = try table.records(withKey: key).first { other in
                try other.id != record.id
                    && graph.record(other.id, kinds: [other.kind])?.isHidden == false
            }
            if let next { anchors.add(next.kind, next.id, mutual) }
        }
    }

    /// Adds those of whom a mutual rule speaks together with a record, now or until now.
    private func followMutual(_ anchors: inout Anchors) throws {
        for (record, rules) in anchors.met {
            for rule in rules.map({ schema.rules[$0] }) {
                for finding in try rule.findings(
                    of: record, in: graph, schema: schema, fromEither: true)
                {
                    for id in finding.involved {
                        guard let other = try graph.record(id, kinds: []) else { continue }
                        anchors.add(other.kind, id, [reach.place(of: rule.number) ?? 0])
                    }
                }
            }
            for found in try table.anchors(involving: record.id) {
                if let place = reach.place(of: found.rule), rules.contains(place) {
                    anchors.add(found.kind, found.id, [place])
                }
            }
        }
    }

    /// Writes what a record names in the fields that rules follow backwards.
    ///
    /// Shape: per field, what it names or named.
    @discardableResult
    func updateEdges(of record: RuleRecord) throws -> [String: [RecordID]] {
        var edges: [String: [RecordID]] = [:]
        for field in reach.followedBack(record.kind) {
            let former = try table.edges(of: record.id, field: field)
            let targets = record.references(field).sorted()
            try table.setEdges(of: record.id, field: field, to: targets, from: former)
            edges[field] = targets + former.filter { !targets.contains($0) }
        }
        return edges
    }

    // MARK: Judging

    /// Judges a record by some rules, and writes what differs from what was found before.
    func judge(_ kind: String, _ id: RecordID, _ rules: [Int]) throws {
        let id = store.face(of: Store.Location(kind: kind, id: id)).id
        guard let stored = try graph.stored(id, kinds: [kind]) else { return }
        let record = RuleRecord(stored)
        let rules = rules.map { schema.rules[$0] }
        var found: [(finding: Finding, canonical: String)] = []
        for rule in rules {
            for finding in try rule.findings(of: record, in: graph, schema: schema) {
                let canonical = finding.canonical
                if !found.contains(where: {
                    $0.finding.rule == rule.number && $0.canonical == canonical
                }) {
                    found.append((finding, canonical))
                }
            }
        }
        let judged = Set(rules.map(\.number))
        let rows = try table.rows(of: id)
        for row in rows where judged.contains(row.rule) {
            if let place = found.firstIndex(where: {
                $0.finding.rule == row.rule && $0.canonical == row.particulars
            }) {
                try table.update(row, found.remove(at: place).finding)
            } else {
                try table.delete(row.id)
            }
        }
        for new in found { try table.insert(new.finding, new.canonical) }
        guard !rows.isEmpty || !found.isEmpty else { return }
        try table.setOwner(
            of: id, desk: record.references("owner_desk").first, author: try author(of: stored),
            accepted: Dictionary(
                record.entries("accepted").compactMap { entry in
                    guard case .text(let mark) = entry.key, case .text(let reason) = entry.value
                    else { return nil }
                    return (mark, reason)
                }, uniquingKeysWith: { first, _ in first }))
    }

    /// Who made the newest change of a record.
    private func author(of stored: StoredRecord) throws -> String {
        guard let newest = stored.heads.max(by: { $1.isShown(over: $0) }) else { return "" }
        if let author = authors[newest.point.rawValue] { return author }
        if authors.count >= 1024 { authors.removeAll(keepingCapacity: true) }
        guard let change = try store.change(at: newest.point) else { return "" }
        let author = (try? BlockView(change.block))?.author ?? ""
        authors[newest.point.rawValue] = author
        return author
    }
}

/// How far a step of ``Store/checkFindings(limit:)`` came.
package struct FindingProgress: Sendable {
    /// Records looked at.
    package let checked: Int
    /// Whether the findings are those of everything that is held.
    package let isComplete: Bool
}

extension Store {
    /// Makes the next catching up begin anew. Inside ``write(_:)``.
    package func forgetFindings() throws { try FindingTable(statements).forgetAll() }

    /// How many changes the findings lag behind; nil where all records have to be read again. Inside ``read(_:)``.
    package func findingLag() throws -> Int64? { try FindingChecker(self).lag() }

    /// Lets the findings catch up with the log, some records further. Inside ``write(_:)``.
    package func checkFindings(limit: Int) throws -> FindingProgress {
        try FindingChecker(self).step(limit: limit)
    }
}

/// The anchors to judge again, each once, in the order in which they came up.
private struct Anchors {
    private var order: [(kind: String, id: RecordID)] = []
    private var masks: [RecordID: UInt64] = [:]
    /// Records of which mutual rules have to say anew with whom they meet.
    private(set) var met: [(record: RuleRecord, rules: [Int])] = []

    mutating func meet(_ record: RuleRecord, _ rules: [Int]) {
        if let last = met.last, last.record.id == record.id {
            met[met.count - 1].rules += rules.filter { !last.rules.contains($0) }
        } else {
            met.append((record, rules))
        }
    }

    mutating func add(_ kind: String, _ id: RecordID, _ rules: [Int]) {
        if masks[id] == nil { order.append((kind, id)) }
        masks[id, default: 0] |= rules.reduce(0) { $0 | 1 << UInt64($1) }
    }

    var all: [(kind: String, id: RecordID, rules: [Int])] {
        order.map { kind, id in
            let mask = masks[id] ?? 0
            return (kind, id, (0..<64).filter { mask & (1 << UInt64($0)) != 0 })
        }
    }
}

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
    /// Whoever keeps this for the next step is the store.
    unowned let store: Store
    let graph: StoreGraph
    let table: FindingTable
    let reach: FindingReach
    /// Who made a change, by its place.
    var authors: [UInt64: String] = [:]

    init(_ store: Store) {
        self.store = store
        graph = StoreGraph(store)
        table = FindingTable(store.statements)
        reach = store.findingReach
    }

    var schema: Schema { store.schema }

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

    func step(limit: Int, isOver: () -> Bool) throws -> FindingProgress {
        let through = try Meta.int(FindingTable.Fact.through, store.statements)
        let former = try Meta.blob(FindingTable.Fact.basis, store.statements)
        if through == nil || former?.starts(with: edition) != true {
            try beginScan(basis())
        }
        if try Meta.int(FindingTable.Fact.scan, store.statements) != nil {
            return try scan(limit: limit, isOver: isOver)
        }
        var checked = 0
        while true {
            let step = try followOn(former, looksAhead: checked == 0)
            checked += step.checked
            if step.isComplete || step.isScan || checked >= limit || isOver() {
                return FindingProgress(checked: checked, isComplete: step.isComplete)
            }
        }
    }

    /// Records followed between two looks at the time.
    private static let bite = 16

    /// Follows the next changes, or a part of one that touches many records. With `looksAhead` it is asked first whether a
    /// reading of all records is cheaper.
    private func followOn(
        _ former: [UInt8]?, looksAhead: Bool
    ) throws -> (checked: Int, isComplete: Bool, isScan: Bool) {
        let (statements, bite) = (store.statements, Self.bite)
        let through = try Meta.int(FindingTable.Fact.through, statements) ?? 0
        let done = Int(clamping: try Meta.int(FindingTable.Fact.within, statements) ?? 0)
        var touched = try store.touched(after: through, limit: done > 0 ? 1 : bite)
        // A large change by itself: where it stands can be written down.
        if touched.records.count > bite, done == 0 {
            touched = try store.touched(after: through, limit: 1)
        }
        let records = Array(touched.records.dropFirst(done).prefix(bite))
        let isMoved = try mayMoveOwnNation(records) && former != basis()
        let isLittle =
            try touched.isComplete || !looksAhead || !isMost(after: touched.through)
        guard !isMoved, isLittle, let named = try namingJoined(records)
        else {
            try beginScan(basis())
            return (0, isComplete: false, isScan: true)
        }
        try follow(records + named)
        let isWhole = done + records.count >= touched.records.count
        if isWhole {
            try Meta.set(FindingTable.Fact.through, touched.through, statements)
            if done > 0 { try Meta.remove(FindingTable.Fact.within, statements) }
        } else {
            try Meta.set(FindingTable.Fact.within, Int64(done + records.count), statements)
        }
        return (records.count, isComplete: isWhole && touched.isComplete, isScan: false)
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
        // Many changes may touch few records, but few changes no more than they may hold.
        let few = Int64(Self.scanFloor / Limits.recordsPerChange)
        guard store.newestSeq &- seq >= few else { return false }
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
}

/// How far a step of ``Store/checkFindings(limit:)`` came.
package struct FindingProgress: Sendable {
    /// Records looked at.
    package let checked: Int
    /// Whether the findings are those of everything that is held.
    package let isComplete: Bool
}

/// A checker between two steps, with the records that it has read: they are what they were while nobody writes.
struct KeptChecker {
    let checker: FindingChecker
    let newestSeq: Int64
    /// Other connections' writes, as SQLite counts them.
    let dataVersion: Int64
}

extension Store {
    /// Makes the next catching up begin anew. Inside ``write(_:)``.
    package func forgetFindings() throws { try FindingTable(statements).forgetAll() }

    /// How many changes the findings lag behind; nil where all records have to be read again. Inside ``read(_:)``.
    package func findingLag() throws -> Int64? { try FindingChecker(self).lag() }

    /// Lets the findings catch up with the log, some records further. Inside ``write(_:)``.
    ///
    /// `isOver` is asked between records: once it says yes, the step ends, at least one record further.
    package func checkFindings(
        limit: Int, isOver: () -> Bool = { false }
    ) throws -> FindingProgress {
        let checker =
            if let keptChecker, keptChecker.newestSeq == newestSeq,
                keptChecker.dataVersion == dataVersion
            { keptChecker.checker } else { FindingChecker(self) }
        keptChecker = nil
        let progress = try checker.step(limit: limit, isOver: isOver)
        if !progress.isComplete {
            keptChecker = KeptChecker(
                checker: checker, newestSeq: newestSeq, dataVersion: dataVersion)
        }
        return progress
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

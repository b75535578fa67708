import Records

/// The readings of all rules turned round: from a field that was edited to the anchors that read it.
///
/// Rules are named by their place in the schema's list, of which there are at most 64.
struct FindingReach {
    /// A path to walk backwards from the edited record.
    struct Inverse {
        let rule: Int
        let path: [Reading.Step]
        /// The kinds at each step of the path, the anchor's first; empty for any.
        let kinds: [[String]]
    }

    let schema: Schema
    /// Fields that some rule follows as far as they lead.
    let chained: Set<String>
    private let inverses: [(inverse: Inverse, reading: Reading)]
    private let followed: [String: [String]]
    private let places: [String: Int]

    init(schema: Schema) {
        self.schema = schema
        // safe: rules are declared; a test counts them.
        precondition(schema.rules.count <= 64)
        places = Dictionary(
            // safe: rules are declared, each number once.
            uniqueKeysWithValues: schema.rules.enumerated().map { ($1.number, $0) })
        var inverses: [(Inverse, Reading)] = []
        var followed: [String: [String]] = [:]
        var chained: Set<String> = []
        for (place, rule) in schema.rules.enumerated() {
            for reading in rule.readings where !reading.path.isEmpty {
                let kinds = FindingReach.kinds(along: reading.path, from: rule.kinds, schema)
                // A step reads the field that it goes by, of the record that it starts from.
                for length in reading.path.indices {
                    if length > 0, let field = FindingReach.field(of: reading.path[length]) {
                        let part = Array(reading.path[..<length])
                        inverses.append(
                            (
                                Inverse(rule: place, path: part, kinds: Array(kinds[...length])),
                                Reading(path: part, fields: [field])
                            ))
                    }
                    if case .from(let kind, let field) = reading.path[length],
                        !(followed[kind]?.contains(field) ?? false)
                    {
                        followed[kind, default: []].append(field)
                    }
                    if case .along(let field) = reading.path[length] { chained.insert(field) }
                }
                inverses.append(
                    (Inverse(rule: place, path: reading.path, kinds: kinds), reading))
            }
        }
        self.inverses = inverses.map { (inverse: $0.0, reading: $0.1) }
        self.followed = followed
        self.chained = chained
    }

    /// A step forward goes by a field of the record that it starts from.
    private static func field(of step: Reading.Step) -> String? {
        switch step {
        case .to(let field), .along(let field): field
        case .toAny, .from, .sharing: nil
        }
    }

    private static func kinds(
        along path: [Reading.Step], from kinds: [String], _ schema: Schema
    ) -> [[String]] {
        var levels = [kinds]
        for step in path {
            let here = levels[levels.count - 1]
            switch step {
            case .to(let field):
                let names = here.isEmpty ? schema.kinds.map(\.name) : here
                let targets = names.filter { schema.kind($0)?.field(field) != nil }
                    .map { schema.targets(field, of: $0) }
                levels.append(targets.contains([]) ? [] : Array(Set(targets.joined())).sorted())
            case .along: levels.append(here)
            case .from(let kind, _): levels.append([kind])
            case .toAny, .sharing: levels.append([])
            }
        }
        return levels
    }

    func place(of rule: String) -> Int? { places[rule] }

    /// The rules that read one of these fields of a record of this kind itself; an acceptance concerns all.
    func own(_ kind: String, _ fields: Set<String>) -> [Int] {
        schema.rules.indices.filter { place in
            let rule = schema.rules[place]
            return rule.applies(to: kind)
                && (fields.contains("") || fields.contains("accepted")
                    || rule.reads(ofAnchor: fields))
        }
    }

    /// The ways back from a record of this kind to the anchors that read one of these fields of it.
    func inverses(of kind: String, _ fields: Set<String>) -> [Inverse] {
        inverses.filter { inverse, reading in
            if case .sharing = inverse.path[inverse.path.count - 1] { return false }
            let ends = inverse.kinds[inverse.kinds.count - 1]
            return reading.touches(fields) && (ends.isEmpty || ends.contains(kind))
        }.map(\.inverse)
    }

    /// The rules that read one of these fields of records with which they share a key of this space.
    func sharing(_ space: RuleKey.Space, _ fields: Set<String>, hasMoved: Bool) -> [Int] {
        inverses.filter { inverse, reading in
            inverse.path == [.sharing(space)] && (hasMoved || reading.touches(fields))
        }.map(\.inverse.rule)
    }

    /// The fields of a kind that rules follow backwards.
    func followedBack(_ kind: String) -> [String] { followed[kind] ?? [] }
}

extension FindingChecker {
    /// The anchors from which a path leads to a record. `edges` is what the record names or named.
    func walk(
        _ inverse: FindingReach.Inverse, from record: RuleRecord, _ edges: [String: [RecordID]]
    ) throws -> [(kind: String, id: RecordID)] {
        var level: [(kind: String, id: RecordID)] = [(record.kind, record.id)]
        for place in inverse.path.indices.reversed() {
            let kinds = inverse.kinds[place]
            let names = kinds.isEmpty ? store.schema.kinds.map(\.name) : kinds
            var next: [(kind: String, id: RecordID)] = []
            var seen: Set<RecordID> = []
            for node in level {
                for found in try before(node, inverse.path[place], names, record, edges)
                where seen.insert(found.id).inserted {
                    next.append(found)
                }
            }
            level = next
        }
        return level
    }

    /// The records from which one step leads to `node`.
    private func before(
        _ node: (kind: String, id: RecordID), _ step: Reading.Step, _ kinds: [String],
        _ record: RuleRecord, _ edges: [String: [RecordID]]
    ) throws -> [(kind: String, id: RecordID)] {
        switch step {
        case .to(let field):
            return try kinds.filter { store.schema.kind($0)?.field(field) != nil }.flatMap { kind in
                try store.referrers(of: node.id, kind: kind, field: field).map { (kind, $0) }
            }
        case .toAny:
            return try kinds.flatMap { kind in
                try store.referrers(of: node.id, kind: kind).map { (kind, $0) }
            }
        case .from(_, let field):
            let targets =
                node.id == record.id
                ? edges[field] ?? [] : try table.edges(of: node.id, field: field)
            return try targets.compactMap { id in
                try graph.stored(id, kinds: kinds).map { ($0.kindName, id) }
            }
        case .along(let field):
            // Who is on the way on from here is on any loop through here.
            var found: [(kind: String, id: RecordID)] = [node]
            var seen: Set<RecordID> = [node.id]
            var place = 0
            while place < found.count, found.count < 1024 {
                let here = found[place]
                place += 1
                guard let next = try graph.record(here.id, kinds: [here.kind]) else { continue }
                for target in next.references(field) where seen.insert(target).inserted {
                    found.append((here.kind, target))
                }
            }
            return found
        case .sharing:
            return []
        }
    }
}

/// The record that a rule is judged at, with what the rule may ask from there.
package struct RuleSubject {
    let rule: String
    package let record: RuleRecord
    let kind: Kind
    let schema: Schema
    let graph: any RecordGraph
    private let fromEither: Bool

    init(
        rule: String, record: RuleRecord, kind: Kind, schema: Schema, graph: any RecordGraph,
        fromEither: Bool
    ) {
        self.rule = rule
        self.record = record
        self.kind = kind
        self.schema = schema
        self.graph = graph
        self.fromEither = fromEither
    }

    /// Whether a mutual rule speaks here of this record and the other.
    func speaks(with other: RuleRecord) -> Bool { fromEither || record.id < other.id }

    // MARK: Other records

    /// The records that one names in a field; what is missing or hidden is left out.
    func targets(_ field: String, of record: RuleRecord) throws -> [RuleRecord] {
        try record.references(field).compactMap {
            try visible($0, schema.targets(field, of: record.kind))
        }
    }

    func targets(_ field: String) throws -> [RuleRecord] { try targets(field, of: record) }

    func visible(_ id: RecordID, _ kinds: [String]) throws -> RuleRecord? {
        guard let found = try graph.record(id, kinds: kinds), !found.isHidden else { return nil }
        return found
    }

    func partner(_ id: RecordID) throws -> RuleRecord? { try visible(id, ["partner"]) }

    /// The records of a kind that name this one in their field.
    func referrers(_ kind: String, _ field: String) throws -> [RuleRecord] {
        try graph.referrers(of: record.id, kind: kind, field: field)
            .compactMap { try visible($0, [kind]) }
    }

    /// Other records that share a key of this space with it, each once, ascending.
    func sharing(_ space: RuleKey.Space) throws -> [RuleRecord] {
        var found: [RecordID: RuleRecord] = [:]
        for key in RuleKey.keys(of: record, schema: schema) where key.space == space {
            for (kind, id) in try graph.records(withKey: key)
            where id != record.id && found[id] == nil {
                found[id] = try visible(id, [kind])
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// The first of the other records of its kind that share a key of this space with it.
    func firstSharing(_ space: RuleKey.Space) throws -> RuleRecord? {
        var first: RuleRecord?
        for key in RuleKey.keys(of: record, schema: schema) where key.space == space {
            let others = try graph.records(withKey: key)
                .filter { $0.kind == record.kind && $0.id != record.id }
                .sorted { $0.id < $1.id }
            for other in others {
                if let first, first.id <= other.id { break }
                guard let found = try visible(other.id, [other.kind]) else { continue }
                first = found
                break
            }
        }
        return first
    }

    /// The own nation, or a part of it.
    func isOwn(_ id: RecordID) throws -> Bool {
        let own = try graph.ownNation()
        if own.contains(id) { return true }
        return try partner(id)?.references("parent").contains { own.contains($0) } ?? false
    }

    // MARK: What is found

    func finding(
        _ variant: String = "", _ particulars: [String: Finding.Particular] = [:],
        involving involved: [RecordID] = [], from day: CalendarDay? = nil
    ) -> Finding {
        Finding(
            rule: rule, variant: variant, kind: record.kind, record: record.id,
            particulars: particulars, involved: involved.filter { $0 != record.id },
            countsFrom: day?.description)
    }
}

extension Schema {
    /// The kinds that a field of a kind refers to; empty for any.
    package func targets(_ field: String, of kind: String) -> [String] {
        guard let field = self.kind(kind)?.field(field) else { return [] }
        if case .reference(let kinds) = field.type { return kinds }
        if case .map(.reference(let kinds)) = field.shape { return kinds }
        return []
    }
}

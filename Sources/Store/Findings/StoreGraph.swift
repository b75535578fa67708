import CRDT
package import Records

/// The store's records as rules read them, each read once while nothing is written.
final class StoreGraph: RecordGraph {
    private unowned let store: Store
    private var known: [RecordID: Known?] = [:]
    private var own: Set<RecordID>?

    private struct Known {
        let stored: StoredRecord
        let record: RuleRecord
    }

    /// Records kept in memory before they are forgotten and read again.
    private static let knownLimit = 4096

    init(_ store: Store) { self.store = store }

    func record(_ id: RecordID, kinds: [String]) throws -> RuleRecord? {
        try find(id, kinds: kinds)?.record
    }

    func stored(_ id: RecordID, kinds: [String]) throws(StoreError) -> StoredRecord? {
        try find(id, kinds: kinds)?.stored
    }

    private func find(_ id: RecordID, kinds: [String]) throws(StoreError) -> Known? {
        if let known = known[id],
            known.map({ kinds.isEmpty || kinds.contains($0.record.kind) }) ?? true
        {
            return known
        }
        if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
        var candidates = kinds
        if candidates.isEmpty {
            candidates = try store.locations(from: id, through: id, limit: 1).map(\.kind)
        }
        for kind in candidates {
            if let stored = try store.record(id, kind: kind) {
                let found = Known(stored: stored, record: RuleRecord(stored))
                known[id] = found
                return found
            }
        }
        // Asked for as another kind it may yet be found: only what is nowhere is remembered.
        if kinds.isEmpty { known[id] = .some(nil) }
        return nil
    }

    func referrers(of id: RecordID, kind: String, field: String) throws -> [RecordID] {
        try store.referrers(of: id, kind: kind, field: field)
    }

    func records(withKey key: RuleKey) throws -> [(kind: String, id: RecordID)] {
        try FindingTable(store.statements).records(withKey: key)
    }

    func ownNation() throws -> Set<RecordID> {
        if let own { return own }
        let own = try store.ownNation()
        self.own = own
        return own
    }
}

extension RuleRecord {
    /// A record as the store has it.
    package init(_ stored: StoredRecord) {
        self.init(
            id: stored.id, kind: stored.kindName, content: stored.content,
            isHidden: stored.isHidden,
            lamport: stored.heads.map(\.lamport).max() ?? 0,
            lamports: Dictionary(
                stored.fields.map { ($0.name, $0.live.map(\.stamp.lamport).max() ?? 0) },
                uniquingKeysWith: max))
    }
}

extension Store {
    /// The records of a kind that name `target` in a field, ascending. The one place that asks the table `reference`
    /// backwards.
    package func referrers(
        of target: RecordID, kind: String, field: String
    ) throws(StoreError) -> [RecordID] {
        try sources(naming: target, kind: kind, field: field)
    }

    /// The records of a kind that name `target` in whatever field, ascending.
    package func referrers(of target: RecordID, kind: String) throws(StoreError) -> [RecordID] {
        try sources(naming: target, kind: kind, field: nil)
    }

    private func sources(
        naming target: RecordID, kind: String, field: String?
    ) throws(StoreError) -> [RecordID] {
        guard schema.kind(kind) != nil else { return [] }
        let select = try statements(
            """
            SELECT \(field == nil ? "DISTINCT" : "") r.source
            FROM reference AS r JOIN \(quoted(kind)) AS k ON k.id = r.source
            WHERE r.target = ?1 \(field == nil ? "" : "AND r.field = ?2") ORDER BY r.source
            """)
        defer { select.reset() }
        var sources: [RecordID] = []
        for id in try alsoKnown(target) {
            select.bind(id, at: 1)
            if let field { select.bind(field, at: 2) }
            while try select.step() { sources.append(try Store.recordID(select, 0)) }
            select.reset()
        }
        guard !joins.isEmpty else { return sources }
        // A record that two of them name, or two records that are one, count once.
        return Set(sources.map { joins.group(kind, $0)[0] }).sorted()
    }

    /// The partners whose rank says that they are the own nation.
    package func ownNation() throws(StoreError) -> Set<RecordID> {
        guard schema.kind("partner")?.field("tier") != nil else { return [] }
        let select = try statements(
            "SELECT id FROM \"partner\" WHERE \(Layout.isOwnNation) AND hidden = 0")
        defer { select.reset() }
        var own: Set<RecordID> = []
        while try select.step() { own.insert(try Store.recordID(select, 0)) }
        return own
    }
}

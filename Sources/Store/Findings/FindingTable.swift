import Records

/// The tables of findings, keys and edges: what is in them, and how it changes. Judges nothing.
struct FindingTable {
    private let statements: StatementCache

    init(_ statements: StatementCache) { self.statements = statements }

    /// Facts of the file that say how far the checker has come.
    enum Fact {
        /// The place in the log through which findings are made.
        static let through = "findings_through"
        /// How many records of the change after that place are followed; none at its beginning.
        static let within = "findings_within"
        /// Where a reading of all records stands; none while there is no such reading.
        static let scan = "findings_scan"
        /// What the findings rest on beside the log: the rules, and the own nation.
        static let basis = "findings_basis"
    }

    /// Empties everything: the next catching up begins anew.
    func forgetAll() throws(StoreError) {
        for table in ["finding", "finding_record", "rule_key", "rule_edge"] {
            try statements("DELETE FROM \(table)").run()
        }
        try statements("DELETE FROM conflict WHERE level = 'notice'").run()
        for fact in [Fact.through, Fact.within, Fact.scan, Fact.basis] {
            try Meta.remove(fact, statements)
        }
    }

    // MARK: Findings

    struct Row {
        let id: Int64
        let rule: String
        let particulars: String
        let countsFrom: String?
        let desk: RecordID?
        let author: String
        let accepted: String?
    }

    func rows(of record: RecordID) throws(StoreError) -> [Row] {
        let select = try statements(
            """
            SELECT id, rule, particulars, counts_from, desk, author, accepted FROM finding
            WHERE record = ? ORDER BY id
            """)
        defer { select.reset() }
        select.bind(record, at: 1)
        var rows: [Row] = []
        while try select.step() {
            rows.append(
                Row(
                    id: select.int(0), rule: select.text(1), particulars: select.text(2),
                    countsFrom: select.isNull(3) ? nil : select.text(3),
                    desk: select.isNull(4) ? nil : try Store.recordID(select, 4),
                    author: select.text(5), accepted: select.isNull(6) ? nil : select.text(6)))
        }
        return rows
    }

    /// The records that a finding is also about, ascending.
    func involved(in finding: Int64) throws(StoreError) -> [RecordID] {
        let select = try statements(
            "SELECT record FROM finding_record WHERE finding = ? ORDER BY record")
        defer { select.reset() }
        select.bind(finding, at: 1)
        var ids: [RecordID] = []
        while try select.step() { ids.append(try Store.recordID(select, 0)) }
        return ids
    }

    func insert(_ finding: Finding, _ canonical: String) throws(StoreError) {
        let insert = try statements(
            """
            INSERT INTO finding (rule, kind, record, particulars, counts_from, author)
            VALUES (?, ?, ?, ?, ?, '') RETURNING id
            """)
        insert.bind(finding.rule, at: 1)
        insert.bind(finding.kind, at: 2)
        insert.bind(finding.record, at: 3)
        insert.bind(canonical, at: 4)
        if let day = finding.countsFrom { insert.bind(day, at: 5) } else { insert.bindNull(at: 5) }
        _ = try insert.step()
        let id = insert.int(0)
        _ = try insert.step()
        insert.reset()
        try involve(finding, id)
    }

    /// The same finding, with what is beside its particulars.
    func update(_ row: Row, _ finding: Finding) throws(StoreError) {
        if row.countsFrom != finding.countsFrom {
            let update = try statements("UPDATE finding SET counts_from = ? WHERE id = ?")
            if let day = finding.countsFrom {
                update.bind(day, at: 1)
            } else {
                update.bindNull(at: 1)
            }
            update.bind(row.id, at: 2)
            try update.run()
        }
        guard try involved(in: row.id) != Set(finding.involved).sorted() else { return }
        let former = try statements("DELETE FROM finding_record WHERE finding = ?")
        former.bind(row.id, at: 1)
        try former.run()
        try involve(finding, row.id)
    }

    private func involve(_ finding: Finding, _ id: Int64) throws(StoreError) {
        let involve = try statements(
            "INSERT OR IGNORE INTO finding_record (record, finding) VALUES (?, ?)")
        for record in finding.involved {
            involve.bind(record, at: 1)
            involve.bind(id, at: 2)
            try involve.run()
        }
    }

    func delete(_ id: Int64) throws(StoreError) {
        for sql in [
            "DELETE FROM finding_record WHERE finding = ?", "DELETE FROM finding WHERE id = ?",
        ] {
            let delete = try statements(sql)
            delete.bind(id, at: 1)
            try delete.run()
        }
    }

    /// Whose a record's findings are, and which of them a person accepted, by their marks.
    func setOwner(
        of record: RecordID, desk: RecordID?, author: String, accepted: [String: String]
    ) throws(StoreError) {
        let update = try statements(
            "UPDATE finding SET desk = ?, author = ?, accepted = ? WHERE id = ?")
        for row in try rows(of: record) {
            let reason = accepted[Finding.mark(rule: row.rule, canonical: row.particulars)]
            if row.desk == desk, row.author == author, row.accepted == reason { continue }
            if let desk { update.bind(desk, at: 1) } else { update.bindNull(at: 1) }
            update.bind(author, at: 2)
            if let reason { update.bind(reason, at: 3) } else { update.bindNull(at: 3) }
            update.bind(row.id, at: 4)
            try update.run()
        }
    }

    /// The records whose findings of these rules (all, without) are also about this one.
    func anchors(
        involving record: RecordID
    ) throws(StoreError) -> [(kind: String, id: RecordID, rule: String)] {
        let select = try statements(
            """
            SELECT f.kind, f.record, f.rule FROM finding_record AS r JOIN finding AS f ON f.id = r.finding
            WHERE r.record = ?
            """)
        defer { select.reset() }
        select.bind(record, at: 1)
        var anchors: [(kind: String, id: RecordID, rule: String)] = []
        while try select.step() {
            anchors.append((select.text(0), try Store.recordID(select, 1), select.text(2)))
        }
        return anchors
    }

    // MARK: Keys

    func keys(of record: RecordID) throws(StoreError) -> [RuleKey] {
        let select = try statements("SELECT key FROM rule_key WHERE record = ?")
        defer { select.reset() }
        select.bind(record, at: 1)
        var keys: [RuleKey] = []
        while try select.step() {
            if let key = RuleKey(text: select.text(0)) { keys.append(key) }
        }
        return keys
    }

    func records(withKey key: RuleKey) throws(StoreError) -> [(kind: String, id: RecordID)] {
        let select = try statements(
            "SELECT kind, record FROM rule_key WHERE key = ? ORDER BY record")
        defer { select.reset() }
        select.bind(key.text, at: 1)
        var found: [(kind: String, id: RecordID)] = []
        while try select.step() { found.append((select.text(0), try Store.recordID(select, 1))) }
        return found
    }

    func add(_ key: RuleKey, kind: String, _ record: RecordID) throws(StoreError) {
        let insert = try statements(
            "INSERT OR IGNORE INTO rule_key (key, record, kind) VALUES (?, ?, ?)")
        insert.bind(key.text, at: 1)
        insert.bind(record, at: 2)
        insert.bind(kind, at: 3)
        try insert.run()
    }

    func remove(_ key: RuleKey, _ record: RecordID) throws(StoreError) {
        let delete = try statements("DELETE FROM rule_key WHERE key = ? AND record = ?")
        delete.bind(key.text, at: 1)
        delete.bind(record, at: 2)
        try delete.run()
    }

    // MARK: Edges

    /// What a record named in a field when it was last seen.
    func edges(of record: RecordID, field: String) throws(StoreError) -> [RecordID] {
        let select = try statements(
            "SELECT target FROM rule_edge WHERE source = ? AND field = ? ORDER BY target")
        defer { select.reset() }
        select.bind(record, at: 1)
        select.bind(field, at: 2)
        var targets: [RecordID] = []
        while try select.step() { targets.append(try Store.recordID(select, 0)) }
        return targets
    }

    func setEdges(
        of record: RecordID, field: String, to targets: [RecordID], from former: [RecordID]
    ) throws(StoreError) {
        guard targets != former else { return }
        let delete = try statements("DELETE FROM rule_edge WHERE source = ? AND field = ?")
        delete.bind(record, at: 1)
        delete.bind(field, at: 2)
        try delete.run()
        let insert = try statements(
            "INSERT OR IGNORE INTO rule_edge (source, field, target) VALUES (?, ?, ?)")
        for target in targets {
            insert.bind(record, at: 1)
            insert.bind(field, at: 2)
            insert.bind(target, at: 3)
            try insert.run()
        }
    }
}

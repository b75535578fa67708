package import Records

/// One finding as the table `finding` lists it.
package struct FindingRow: Sendable {
    package let finding: Finding
    /// Whose it is: the desk that owns the record; without one, who changed it last.
    package let desk: RecordID?
    package let author: String
    /// The reason of whoever accepted it; nil while it is open.
    package let accepted: String?
}

/// Which findings to list; what is nil asks for nothing.
package struct FindingFilter: Sendable {
    /// The anchor, or a record that the finding is about.
    package var record: RecordID?
    package var rule: String?
    package var kind: String?
    package var accepted: Bool?
    /// Findings that count from a later day on are left out.
    package var today: CalendarDay

    package init(
        record: RecordID? = nil, rule: String? = nil, kind: String? = nil, accepted: Bool? = false,
        today: CalendarDay
    ) {
        self.record = record
        self.rule = rule
        self.kind = kind
        self.accepted = accepted
        self.today = today
    }

    /// Names only what is asked for: a condition that may be anything makes SQLite read every finding.
    fileprivate var condition: String {
        var parts = ["(f.counts_from IS NULL OR f.counts_from <= ?5)"]
        if record != nil {
            parts.append(
                """
                f.id IN (SELECT id FROM finding WHERE record = ?1
                UNION SELECT finding FROM finding_record WHERE record = ?1)
                """)
        }
        if rule != nil { parts.append("f.rule = ?2") }
        if kind != nil { parts.append("f.kind = ?3") }
        if accepted != nil { parts.append("(f.accepted IS NOT NULL) = ?4") }
        return parts.joined(separator: " AND ")
    }

    fileprivate func bind(to select: Statement) {
        if let record { select.bind(record, at: 1) }
        if let rule { select.bind(rule, at: 2) }
        if let kind { select.bind(kind, at: 3) }
        if let accepted { select.bind(accepted ? 1 : 0, at: 4) }
        select.bind(today.description, at: 5)
    }
}

extension Store {
    /// Findings by kind and record, as far as the checker has come: see ``checkFindings(limit:)``.
    package func findings(_ filter: FindingFilter) throws(StoreError) -> [FindingRow] {
        try findings(at: try findingPlaces(filter)[...])
    }

    /// Where these findings stand in the table, by kind and record: 8 bytes each, for whoever reads them in parts with
    /// ``findings(at:)``.
    package func findingPlaces(_ filter: FindingFilter) throws(StoreError) -> [Int64] {
        // In the order of an index, for sorting them would take as much memory as reading them all; the kinds are put in
        // order here.
        let select = try statements(
            """
            SELECT f.id, f.kind FROM finding AS f
            WHERE \(filter.condition) ORDER BY f.record, f.rule, f.particulars
            """)
        defer { select.reset() }
        filter.bind(to: select)
        var places: [String: [Int64]] = [:]
        while try select.step() { places[select.text(1), default: []].append(select.int(0)) }
        return places.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// The findings at these places, in their order; those that are gone since are left out.
    package func findings(at places: ArraySlice<Int64>) throws(StoreError) -> [FindingRow] {
        let select = try statements(
            """
            SELECT id, rule, kind, record, particulars, counts_from, desk, author, accepted
            FROM finding WHERE id = ?
            """)
        var rows: [FindingRow] = []
        var ids: [Int64] = []
        for place in places {
            select.bind(place, at: 1)
            defer { select.reset() }
            guard try select.step(), let read = Finding.parsed(select.text(4)) else { continue }
            ids.append(place)
            rows.append(
                FindingRow(
                    finding: Finding(
                        rule: select.text(1), variant: read.variant, kind: select.text(2),
                        record: try Store.recordID(select, 3), particulars: read.particulars,
                        countsFrom: select.isNull(5) ? nil : select.text(5)),
                    desk: select.isNull(6) ? nil : try Store.recordID(select, 6),
                    author: select.text(7), accepted: select.isNull(8) ? nil : select.text(8)))
        }
        return try zip(rows, ids).map { row, id throws(StoreError) in
            row.involving(try FindingTable(statements).involved(in: id))
        }
    }

    package func findingCount(_ filter: FindingFilter) throws(StoreError) -> Int {
        let select = try statements("SELECT count(*) FROM finding AS f WHERE \(filter.condition)")
        defer { select.reset() }
        filter.bind(to: select)
        _ = try select.step()
        return Int(select.int(0))
    }
}

extension FindingRow {
    fileprivate func involving(_ ids: [RecordID]) -> FindingRow {
        FindingRow(
            finding: Finding(
                rule: finding.rule, variant: finding.variant, kind: finding.kind,
                record: finding.record, particulars: finding.particulars, involved: ids,
                countsFrom: finding.countsFrom), desk: desk, author: author, accepted: accepted)
    }
}

import Records

/// Reading all records: first their keys and edges, then each judged by every rule.
extension FindingChecker {
    /// Where a reading stands, as one number: which of the two passes, which kind, the last row read.
    private struct Place {
        var pass: Int64
        var kind: Int64
        var row: Int64

        init(_ number: Int64) {
            pass = number >> 60
            kind = (number >> 48) & 0xFFF
            row = number & 0xFFFF_FFFF_FFFF
        }

        var number: Int64 { pass << 60 | kind << 48 | row }
    }

    func scan(limit: Int, isOver: () -> Bool) throws -> FindingProgress {
        let statements = store.statements
        var place = Place(try Meta.int(FindingTable.Fact.scan, statements) ?? 0)
        let kinds = store.schema.kinds
        var checked = 0
        while place.pass < 2, checked < limit, checked == 0 || !isOver() {
            guard place.kind < kinds.count else {
                place = Place((place.pass + 1) << 60)
                continue
            }
            // safe: asked for right above.
            let kind = kinds[Int(place.kind)].name
            let rows = try rows(of: kind, after: place.row, limit: min(limit - checked, 512))
            for (row, id) in rows where checked == 0 || !isOver() {
                try store.passOver(.rules, .init(kind: kind, id: id)) {
                    if place.pass == 0 { try note(kind, id) } else { try judgeWhole(kind, id) }
                }
                place.row = row
                checked += 1
            }
            if rows.isEmpty {
                place.kind += 1
                place.row = 0
            }
        }
        if place.pass < 2 {
            try Meta.set(FindingTable.Fact.scan, place.number, statements)
            return FindingProgress(checked: checked, isComplete: false)
        }
        try Meta.remove(FindingTable.Fact.scan, statements)
        let through = try Meta.int(FindingTable.Fact.through, statements) ?? 0
        return FindingProgress(checked: checked, isComplete: through >= store.newestSeq)
    }

    private func rows(
        of kind: String, after row: Int64, limit: Int
    ) throws(StoreError) -> [(row: Int64, id: RecordID)] {
        let select = try store.statements(
            "SELECT row, id FROM \(quoted(kind)) WHERE row > ? ORDER BY row LIMIT ?")
        defer { select.reset() }
        select.bind(row, at: 1)
        select.bind(limit, at: 2)
        var rows: [(row: Int64, id: RecordID)] = []
        while try select.step() { rows.append((select.int(0), try Store.recordID(select, 1))) }
        return rows
    }

    private func note(_ kind: String, _ id: RecordID) throws {
        guard store.group(of: .init(kind: kind, id: id))[0] == id,
            let record = try graph.record(id, kinds: [kind])
        else { return }
        for key in RuleKey.keys(of: record, schema: store.schema) {
            try table.add(key, kind: kind, id)
        }
        try updateEdges(of: record)
    }

    private func judgeWhole(_ kind: String, _ id: RecordID) throws {
        guard store.group(of: .init(kind: kind, id: id))[0] == id,
            let stored = try graph.stored(id, kinds: [kind])
        else { return }
        try CareNotices(store).update(stored)
        try judge(kind, id, reach.own(kind, [""]))
    }
}

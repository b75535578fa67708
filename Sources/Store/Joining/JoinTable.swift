import Records

/// Which records are shown as one, in memory: few of all that there are.
final class JoinTable {
    private let statements: StatementCache
    /// By kind: for each joined record the whole group, ascending; the first is the face that all are shown under.
    private var groups: [String: [RecordID: [RecordID]]] = [:]

    init(_ statements: StatementCache) { self.statements = statements }

    var isEmpty: Bool { groups.isEmpty }

    /// Everyone who is shown as one with a record, ascending; the record alone where it is joined with nobody.
    func group(_ kind: String, _ id: RecordID) -> [RecordID] { groups[kind]?[id] ?? [id] }

    /// The record under which one of any kind is shown; nil where it is joined with nobody. Of an id that several kinds have,
    /// which no honest node makes, the smallest: the same on every node.
    func face(of id: RecordID) -> RecordID? {
        groups.values.compactMap { $0[id]?.first }.min()
    }

    func contains(_ kind: String, _ id: RecordID) -> Bool { groups[kind]?[id] != nil }

    /// Reads what the file holds.
    func reload() throws(StoreError) {
        groups = [:]
        let select = try statements(
            "SELECT kind, face, record FROM joined ORDER BY kind, face, record")
        defer { select.reset() }
        var kind = ""
        var face: RecordID?
        var group: [RecordID] = []
        func finish() {
            for id in group { groups[kind, default: [:]][id] = group }
            group = []
        }
        while try select.step() {
            let next = (select.text(0), try Store.recordID(select, 1))
            if next.0 != kind || next.1 != face { finish() }
            (kind, face) = next
            group.append(try Store.recordID(select, 2))
        }
        finish()
    }

    /// Puts a group, ascending, in the place of whatever groups its members were in.
    func set(_ kind: String, _ group: [RecordID]) throws(StoreError) {
        for id in group {
            if groups[kind]?.removeValue(forKey: id) != nil {
                let delete = try statements("DELETE FROM joined WHERE kind = ? AND record = ?")
                delete.bind(kind, at: 1)
                delete.bind(id, at: 2)
                try delete.run()
            }
            guard group.count > 1 else { continue }
            groups[kind, default: [:]][id] = group
            let insert = try statements("INSERT INTO joined (kind, record, face) VALUES (?, ?, ?)")
            insert.bind(kind, at: 1)
            insert.bind(id, at: 2)
            insert.bind(group[0], at: 3)
            try insert.run()
        }
        if groups[kind]?.isEmpty == true { groups[kind] = nil }
    }

    func forgetAll() throws(StoreError) {
        groups = [:]
        try statements("DELETE FROM joined").run()
    }
}

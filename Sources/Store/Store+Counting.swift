package import Causality

extension Store {
    /// The number of the newest schema step that this build knows.
    package static var schemaVersion: Int32 { Migrations.published.newest }

    /// How many records each kind shows, hidden ones left out; kinds in the order of ``kindNames``.
    package func recordCounts() throws(StoreError) -> [(kind: String, count: Int)] {
        var counts: [(kind: String, count: Int)] = []
        for name in kindNames {
            guard let kind = layout.kind(name) else { continue }
            let isKnown = layout.kinds[kind].kind != nil
            let select = try statements(
                "SELECT count(*) FROM \(isKnown ? quoted(name) : "unknown_record") WHERE hidden = 0"
                    + (isKnown ? "" : " AND kind = ?1"))
            defer { select.reset() }
            if !isKnown { select.bind(name, at: 1) }
            _ = try select.step()
            counts.append((name, Int(select.int(0))))
        }
        return counts
    }

    /// How many changes of these replicas came after a place in this node's order of arrival.
    package func changeCount(
        after seq: Int64, by replicas: [ReplicaID]
    ) throws(StoreError) -> Int {
        let select = try statements(
            """
            SELECT count(*) FROM change JOIN chain ON chain.id = change.chain
            WHERE change.seq > ?1 AND chain.replica = ?2
            """)
        defer { select.reset() }
        var count = 0
        for replica in replicas {
            select.bind(seq, at: 1)
            select.bind(replica.bytes, at: 2)
            _ = try select.step()
            count += Int(select.int(0))
            select.reset()
        }
        return count
    }
}

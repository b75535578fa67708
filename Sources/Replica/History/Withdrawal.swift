import CRDT
package import Store

extension Replica {
    /// The change that withdrew a record, the newest where several did; nil for one that is not withdrawn, or where the
    /// change cannot be read.
    package func withdrawal(of location: Store.Location) throws -> HistoryEntry? {
        try store.read {
            guard let record = try store.readableMember(location),
                let delete = record.deletes.last
            else { return nil }
            let point = delete.stamp.point
            guard let change = try store.readableChange(at: point) else { return nil }
            let roster = try store.introductions()
            var found: HistoryEntry?
            try store.forEachSection(of: change, at: point) { reader in
                guard reader.location == location else { return }
                found = try reader.entry(of: change, at: point, roster: roster)
            }
            return found
        }
    }
}

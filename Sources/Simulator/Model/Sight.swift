import Records
import Store

/// What one node has and shows of a record.
struct Sight {
    /// The record as it is shown: with all that are joined with it.
    let shown: StoredRecord?
    /// The record by itself.
    let member: StoredRecord?
    let conflicts: [ConflictRow]
    /// What was changed apart of the record itself; nil where a change is missing from the log: nobody can tell.
    let notices: [CareNotice]?

    init(_ place: Model.Place, on store: Store) throws {
        (shown, member, conflicts, notices) = try store.read {
            let member = try store.member(place.id, kind: place.kind)
            return (
                try store.record(place.id, kind: place.kind), member,
                try store.conflicts(record: place.id).filter { $0.kind == place.kind },
                try store.hasGaps() ? nil : member.map { try store.careNotices(of: $0) }
            )
        }
    }
}

import Causality
import Records
import Replica
import Store

/// Says that what was changed apart is right together: one value is written again by somebody who was shown both changes,
/// so no one of them stands unseen any more. Conflicts stay open.
struct Acknowledgement {
    private let context: Context

    init(_ context: Context) { self.context = context }

    /// - Throws: ``Failure`` where nothing asks to look again, or all that is left is in conflict.
    @discardableResult
    func save(_ record: StoredRecord, reason: String) throws -> [ChangeHash] {
        let replica = try context.checkedReplica()
        let name = record.handle ?? record.id.description
        let notices = try replica.store.read { try replica.store.careNotices(of: record) }
        guard !notices.isEmpty else { throw Failure(Wording.noNoticeIn(name)) }
        let changed = Set(notices.flatMap { $0.changes.flatMap(\.fields) })
        // Of records that are shown as one too: a write of what nobody disagrees on in any of them.
        guard let (field, live) = free(of: record, preferring: changed) else {
            throw Failure(Wording.noticeInConflict(name))
        }
        var draft = Draft(record)
        draft.resolve(field, key: live.key, to: live.values)
        let committed = try replica.commit([draft], message: reason, author: context.author)
        _ = try context.found(FindingCatchUp.afterwards(replica))
        return committed.changes
    }

    /// A value that is the same in all writes in force: one of the changed fields where there is one.
    private func free(
        of record: StoredRecord, preferring changed: Set<String>
    ) -> (field: StoredField, live: LiveValue)? {
        let free = record.fields.filter { field in
            guard let last = field.live.last else { return false }
            return Set(field.live.filter { $0.key == last.key }.flatMap(\.values)).count == 1
        }
        guard let field = free.first(where: { changed.contains($0.name) }) ?? free.first,
            let live = field.live.last
        else { return nil }
        return (field, live)
    }
}

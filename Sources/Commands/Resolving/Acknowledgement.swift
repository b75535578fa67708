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
        var draft = Draft(record)
        for member in record.members.isEmpty ? [record] : record.members where !member.isHidden {
            // Of records that are shown as one each has heads of its own, and the write is in each.
            guard let (field, live) = free(of: member, preferring: changed) else { continue }
            guard let shown = record[field.name] ?? member[field.name] else { continue }
            draft.resolve(shown, key: live.key, to: live.values)
            break
        }
        guard !draft.isEmpty else { throw Failure(Wording.noticeInConflict(name)) }
        let committed = try replica.commit([draft], message: reason, author: context.author)
        _ = try context.found(FindingCatchUp.afterwards(replica))
        return committed.changes
    }

    /// A value that nobody disagrees on, whatever is shown of it: one of the changed fields where there is one.
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

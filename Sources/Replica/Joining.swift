import CRDT
package import Records
package import Store

extension Replica {
    /// The name of the field by which records are joined; see ``Store/group(of:)``.
    package static let joinedField = Header.joinedWith.name

    /// Drafts that join two records of one kind: each names the other, in one change. `also` writes more into the record
    /// that both will be shown under.
    package func joining(
        _ a: StoredRecord, _ b: StoredRecord, also: (inout Draft) -> Void = { _ in }
    ) -> [Draft] {
        let (face, other) = a.id < b.id ? (a, b) : (b, a)
        var drafts = [Draft(alone: face), Draft(alone: other)]
        drafts[0].join(other.id, face)
        drafts[1].join(face.id, other)
        also(&drafts[0])
        return drafts
    }

    /// Drafts that take one record out of the group that it is shown with; the others stay joined. `group` holds all
    /// members, each by itself, ascending by id. Each keeps the marking that the group had: what was written into one of
    /// them while they were one may be another's.
    package func takingOut(_ id: RecordID, of group: [StoredRecord]) -> [Draft] {
        let rest = group.filter { $0.id != id }
        // A write would bring a withdrawn one back.
        let visible = rest.filter { !$0.isHidden }
        let shown = StoredRecord(joining: group, schema: store.schema)
        let handled = shown.fields.filter { $0.field?.merge == .strictest }
        return group.map { member in
            var draft = Draft(alone: member)
            for field in handled {
                guard !member.isHidden, case .single(let code) = field.view.content else {
                    continue
                }
                draft.setKey(
                    .null, of: field.name, to: code, field.storedType, shown: member[field.name])
            }
            if member.id == id {
                for other in rest { draft.part(other.id, member) }
            } else {
                draft.part(id, member)
                // The one that is taken out may have been what held the others together.
                if member.id == visible.first?.id {
                    for other in visible.dropFirst() { draft.join(other.id, member) }
                } else if let first = visible.first, !member.isHidden {
                    draft.join(first.id, member)
                }
            }
            return draft
        }
    }
}

extension Draft {
    fileprivate init(alone record: StoredRecord) {
        self.init(kind: record.kindName, id: record.id, shown: record.heads)
    }

    fileprivate mutating func join(_ id: RecordID, _ record: StoredRecord) {
        addElement(.reference(id), of: Replica.joinedField, shown: record[Replica.joinedField])
    }

    fileprivate mutating func part(_ id: RecordID, _ record: StoredRecord) {
        removeElement(.reference(id), of: Replica.joinedField, shown: record[Replica.joinedField])
    }
}

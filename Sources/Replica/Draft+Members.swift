import CRDT
import Causality
import Records
import Store

extension Draft {
    /// The same deeds where they belong: an edit of records that are shown as one goes, in each of them, over what it
    /// replaces there; what replaces nothing is written in one of them. How they are handled is said by each.
    ///
    /// Every part names the heads of the whole as shown: a head of another record says nothing there.
    var perMember: [Draft] {
        guard !members.isEmpty else { return [self] }
        // What is new goes where it is seen: a withdrawn member would come back by it.
        let home = members.first { !$0.isHidden }?.id ?? id
        return members.map { member in
            var part = Draft(kind: kind, id: member.id, shown: shown)
            for operation in operations {
                guard let own = operation.part(of: member, isHome: member.id == home, members)
                else { continue }
                part.append(
                    field: own.field, key: own.key, own.deed, superseding: own.superseded,
                    stance: operation.stance)
            }
            return part
        }.filter { !$0.isEmpty }
    }
}

extension Draft.Operation {
    /// What of the deed concerns one member; nil where nothing does.
    fileprivate func part(
        of member: StoredRecord, isHome: Bool, _ members: [StoredRecord]
    ) -> Draft.Operation? {
        // One change may have written what was shown and, in another member, what was not.
        let speaking = Set(StoredRecord.speaking(members, on: field).map(\.id))
        func live(_ member: StoredRecord) -> [Point] {
            guard speaking.contains(member.id) else { return [] }
            let points = Set(
                member[field]?.live.filter { $0.writtenKey == key }.map(\.stamp.point) ?? [])
            return superseded.filter(points.contains)
        }
        func deletes(_ member: StoredRecord) -> [Point] {
            superseded.filter { point in member.deletes.contains { $0.stamp.point == point } }
        }
        switch deed {
        case .write:
            let own = live(member)
            let isOfAll = member.kind?.field(field)?.merge.governsHandling == true
            let isNew = isHome && members.allSatisfy { live($0).isEmpty }
            guard !own.isEmpty || isOfAll && !member.isHidden || isNew else { return nil }
            return Draft.Operation(field: field, key: key, deed: deed, superseded: own)
        case .removeElement:
            let own = live(member)
            return own.isEmpty
                ? nil : Draft.Operation(field: field, key: key, deed: deed, superseded: own)
        case .withdraw(let naming):
            let points = Set(member.fields.flatMap(\.live).map(\.stamp.point))
            return Draft.Operation(
                field: field, key: key, deed: .withdraw(naming: naming.filter(points.contains)),
                superseded: deletes(member))
        case .reinstate:
            let own = deletes(member)
            return own.isEmpty
                ? nil : Draft.Operation(field: field, key: key, deed: deed, superseded: own)
        }
    }
}

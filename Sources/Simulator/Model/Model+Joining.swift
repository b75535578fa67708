import CRDT
import Records
import Replica
import Wire

/// Records that are shown as one, said in the plainest way: two are where each names the other, and whoever is joined
/// with one of them is joined with both.
extension Model {
    /// The field that names them.
    private static let joinedField = "joined_with"

    /// All that are shown as one with a record, ascending; the first is the face.
    func group(_ place: Place, within held: ChangeSet) -> [Place] {
        groups(within: held)[place] ?? [place]
    }

    /// Everybody's group, of those who are joined with somebody.
    private func groups(within held: ChangeSet) -> [Place: [Place]] {
        // Asked of one node after the other.
        if let known = lastGroups, known.held == held { return known.groups }
        let named = Dictionary(
            uniqueKeysWithValues: joiners.map { ($0, namedAsSame($0, within: held)) })
        func areJoined(_ a: Place, _ b: Place) -> Bool {
            a.kind == b.kind && named[a]?.contains(b.id) == true && named[b]?.contains(a.id) == true
        }
        var groups: [Place: [Place]] = [:]
        for place in joiners {
            var group: Set<Place> = [place]
            while let next = joiners.first(where: { other in
                !group.contains(other) && group.contains { areJoined($0, other) }
            }) {
                group.insert(next)
            }
            if group.count > 1 { groups[place] = group.sorted() }
        }
        lastGroups = (held, groups)
        return groups
    }

    private func namedAsSame(_ place: Place, within held: ChangeSet) -> Set<RecordID> {
        let known = (deeds[place] ?? []).filter {
            $0.field == Self.joinedField && held.contains($0.change)
        }
        let live = known.filter { deed in
            guard case .write = deed.deed else { return false }
            return !known.contains { $0.key == deed.key && $0.seen.contains(deed.change) }
        }
        return Set(
            live.compactMap {
                if case .reference(let id)? = try? Value(canonicalBytes: $0.key) { id } else { nil }
            })
    }

    /// What a node shows for a record, which may be one of several: nothing of it with references yet to be read as
    /// those of the faces. Nil if the node holds nothing of any of them.
    func joined(_ group: [Place], within held: ChangeSet) -> Record? {
        let members = group.compactMap { record($0, within: held) }
        guard members.count > 1 else { return members.first }
        var joined = Record()
        joined.isHidden = members.allSatisfy(\.isHidden)
        joined.isWithdrawnButEdited = members.contains(where: \.isWithdrawnButEdited)
        let speaking = members.filter { joined.isHidden || !$0.isHidden }
        let handled = speaking.first { $0.live.contains { $0.field == "handle" } }
        joined.live = handled?.live.filter { $0.field == "handle" } ?? []
        for member in speaking {
            joined.live += member.live.filter {
                $0.field != "handle" && $0.field != Self.joinedField
            }
        }
        joined.live.sort(by: LiveWrite.precedes)
        return joined
    }

    /// The same writes with every reference read as one to the face of what it names.
    func withFaces(_ live: [LiveWrite], within held: ChangeSet) -> [LiveWrite] {
        let groups = groups(within: held)
        guard !groups.isEmpty else { return live }
        let faces = Dictionary(uniqueKeysWithValues: groups.map { ($0.key.id, $0.value[0].id) })
        func face(_ value: Value) -> Value {
            guard case .reference(let id) = value else { return value }
            return .reference(faces[id] ?? id)
        }
        return live.map { write in
            guard write.field != Self.joinedField else { return write }
            let key = (try? Value(canonicalBytes: write.key)).map { face($0).canonicalBytes }
            return LiveWrite(
                field: write.field, key: write.key.isEmpty ? [] : key ?? write.key,
                lamport: write.lamport, tag: write.tag, values: write.values.map(face))
        }.sorted(by: LiveWrite.precedes)
    }

    /// What somebody meant for a record that they were shown as one of several, for each of these.
    func spread(_ intent: Intent, kind: Kind?) -> [Intent] {
        let group = group(intent.place, within: intent.seen)
        guard group.count > 1 else { return [intent] }
        let records = group.map { record($0, within: intent.seen) ?? Record() }
        let home = records.firstIndex { !$0.isHidden } ?? 0
        let areAllHidden = records.allSatisfy(\.isHidden)
        var parts = group.map { Intent(place: $0, seen: intent.seen, operations: []) }
        for operation in intent.operations {
            let key = operation.key == .null ? [] : operation.key.canonicalBytes
            // What a withdrawn one holds was not shown beside others.
            var holders = records.indices.filter { place in
                (areAllHidden || !records[place].isHidden)
                    && records[place].live.contains { $0.field == operation.field && $0.key == key }
            }
            // One handle is shown.
            if operation.field == "handle" { holders = Array(holders.prefix(1)) }
            let withdrawn = records.indices.filter {
                records[$0].isHidden || records[$0].isWithdrawnButEdited
            }
            let concerned: [Int]
            switch operation.deed {
            case .write:
                let merge = kind?.field(operation.field)?.merge
                let ofAll = merge == .strictest || merge == .restrictiveSet
                let all = records.indices.filter { ofAll && !records[$0].isHidden }
                let places = Set(holders + all)
                concerned = places.isEmpty ? [home] : places.sorted()
            case .removeElement: concerned = holders
            case .withdraw: concerned = Array(records.indices)
            case .reinstate: concerned = withdrawn
            }
            for place in concerned { parts[place].operations.append(operation) }
        }
        return parts.filter { !$0.operations.isEmpty }
    }
}

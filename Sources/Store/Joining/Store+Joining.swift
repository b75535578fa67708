package import Records

/// Records of one thing that were made apart and are shown as one.
///
/// A pair is joined where each record names the other in ``Layout/joinedField``, an observed-remove set; a change that
/// joins or takes apart writes both. So it does not matter in which order nodes learn of it, and two nodes that join the
/// same pair apart say the same. Groups are what pairs connect; each is shown under its smallest id, whose row holds what
/// the group shows. Source: the design, "Join".
extension Store {
    /// Everyone who is shown as one with a record, ascending by id, the one that they are shown under first; the record
    /// alone where it is joined with nobody.
    package func group(of location: Location) -> [RecordID] {
        joins.group(location.kind, location.id)
    }

    /// The record under which one is shown: itself, unless it is joined.
    package func face(of location: Location) -> Location {
        joins.isEmpty
            ? location : Location(kind: location.kind, id: group(of: location)[0])
    }

    /// Writes the rows of groups that a fold touched as the groups show them.
    func joinAgain() throws(StoreError) {
        guard !fold.regrouped.isEmpty else { return }
        let touched = fold.regrouped
        fold.regrouped = []
        var left: [String: Set<RecordID>] = [:]
        for location in touched {
            left[location.kind, default: []].formUnion(group(of: location))
        }
        for (kind, ids) in left.sorted(by: { $0.key < $1.key }) {
            for id in ids {
                fold.refaced.insert(Location(kind: kind, id: id))
                fold.refaced.formUnion(try references(to: id).map(\.source))
            }
            var left = ids
            while let first = left.min() {
                let group = try connected(first, kind)
                left.subtract(group)
                for id in group {
                    fold.refaced.insert(Location(kind: kind, id: id))
                    fold.refaced.formUnion(try references(to: id).map(\.source))
                }
                left.remove(first)
                try write(group, kind)
            }
        }
    }

    /// Writes anew what people disagree on in fields that name records which are shown under others: what names two that are
    /// one is no disagreement, and what is said under both is said under one.
    func faceAgain() throws(StoreError) {
        guard !fold.refaced.isEmpty else { return }
        let touched = Set(fold.refaced.map(face(of:)))
        fold.refaced = []
        for location in touched.sorted(by: { ($0.kind, $0.id) < ($1.kind, $1.id) }) {
            guard let kind = layout.kind(location.kind),
                let record = try joins.contains(location.kind, location.id)
                    ? record(location.id, kind: location.kind)
                    : member(
                        location.id, kind: location.kind,
                        where: { $0.field?.holdsReferences == true }
                    ).map(shown)
            else { continue }
            for field in record.fields
            where field.field?.holdsReferences == true && field.name != Layout.joinedField {
                try projections.setConflicts(of: location.id, kind: kind, field)
            }
        }
    }

    /// The records that are joined with one, directly or by others, itself among them, ascending.
    private func connected(_ id: RecordID, _ kind: String) throws(StoreError) -> [RecordID] {
        var found: Set<RecordID> = [id]
        var waiting = [id]
        while let next = waiting.popLast() {
            for other in try namedAsSame(next, kind) where !found.contains(other) {
                guard try namedAsSame(other, kind).contains(next) else { continue }
                found.insert(other)
                waiting.append(other)
            }
        }
        return found.sorted()
    }

    private func namedAsSame(_ id: RecordID, _ kind: String) throws(StoreError) -> [RecordID] {
        guard
            case .set(let elements) = try member(
                id, kind: kind, where: { $0.name == Layout.joinedField })?[Layout.joinedField]?
                .view.content
        else { return [] }
        return elements.compactMap { if case .reference(let id) = $0 { id } else { nil } }
    }

    private func write(_ group: [RecordID], _ kind: String) throws(StoreError) {
        guard let index = layout.kind(kind) else { return }
        try joins.set(kind, group)
        if group.count == 1 {
            return try projections.rewrite(group[0], kind: index, in: table, as: .itself)
        }
        for id in group.dropFirst() {
            try projections.rewrite(id, kind: index, in: table, as: .member)
        }
        // As it is written: what others are joined with is no part of this row.
        var members: [StoredRecord] = []
        for id in group {
            if let member = try member(id, kind: kind) { members.append(member) }
        }
        let face = StoredRecord(joining: members, schema: schema)
        try projections.rewrite(group[0], kind: index, in: table, as: .face(face))
    }
}

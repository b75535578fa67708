import CRDT
package import Records
import Wire

extension StoredRecord {
    /// Several records of one thing, shown as one under the first of them: what each holds stands beside what the others
    /// hold, as if all had been written in one record. Nothing is copied.
    ///
    /// A member that is withdrawn says nothing, unless all are. The handle is that of the first that has one; those of the
    /// others find it as former handles do. Source: the design, "Join".
    ///
    /// `members` are records of one kind, ascending by id; at least one.
    package init(joining members: [StoredRecord], schema: Schema) {
        let face = members[0]
        let speaking = StoredRecord.speaking(members)
        var names: [String] = []
        for field in speaking.flatMap(\.fields) where !names.contains(field.name) {
            names.append(field.name)
        }
        let order = Dictionary(
            // safe: the fields of a kind are declared, each name once.
            uniqueKeysWithValues: (face.kind?.fields ?? []).enumerated().map { ($1.name, $0) })
        names.removeAll { $0 == Layout.joinedField || $0 == Layout.handleField }
        names.sort { (order[$0] ?? Int.max, $0) < (order[$1] ?? Int.max, $1) }
        var fields: [StoredField] = []
        let called = StoredRecord.speaking(members, on: Layout.handleField).first
        if let handle = called?[Layout.handleField] { fields.append(handle) }
        for name in names {
            let parts = speaking.compactMap { $0[name] }
            guard let first = parts.first else { continue }
            fields.append(
                parts.count == 1
                    ? first
                    : StoredField(showing: parts.flatMap(\.live), as: first, schema: schema)
                        .withTexts(of: parts))
        }
        // All sides of a handle on which people disagree: each goes on to find the record.
        let shown = fields.first?.name == Layout.handleField ? fields.first?.view.content : nil
        let others = members.filter { $0.id != called?.id }
            .flatMap { $0[Layout.handleField]?.live ?? [] }
            .flatMap(\.values).compactMap { value -> String? in
                guard case .text(let handle) = value, .single(value) != shown else { return nil }
                return handle
            }
        StoredRecord.add(others, to: &fields, of: face, order)
        self.init(
            id: face.id, kindName: face.kindName, kind: face.kind,
            heads: members.flatMap(\.heads).sorted { $1.isShown(over: $0) },
            deletes: members.flatMap(\.deletes).sorted { $1.stamp.isShown(over: $0.stamp) },
            isHidden: members.allSatisfy(\.isHidden),
            isWithdrawnButEdited: members.contains(where: \.isWithdrawnButEdited), fields: fields,
            members: members)
    }

    /// Those of several records of one thing whose writes are shown, of a field where one is named.
    package static func speaking(
        _ members: [StoredRecord], on field: String? = nil
    ) -> [StoredRecord] {
        let visible = members.filter { !$0.isHidden }
        let speaking = visible.isEmpty ? members : visible
        guard field == Layout.handleField else { return speaking }
        return Array(speaking.filter { $0[Layout.handleField] != nil }.prefix(1))
    }

    /// Shows the handles of the others among the former ones: nobody wrote them there.
    private static func add(
        _ handles: [String], to fields: inout [StoredField], of face: StoredRecord,
        _ order: [String: Int]
    ) {
        guard !handles.isEmpty, let declared = face.kind?.field(Layout.formerHandlesField) else {
            return
        }
        let place = fields.firstIndex { $0.name == declared.name }
        var shown: [Value] = []
        if case .set(let values) = place.flatMap({ fields[$0].view.content }) { shown = values }
        for handle in handles where !shown.contains(.text(handle)) { shown.append(.text(handle)) }
        shown.sort { $0.canonicalBytes.lexicographicallyPrecedes($1.canonicalBytes) }
        let field = StoredField(
            name: declared.name, field: declared, storedType: declared.storedType,
            live: place.map { fields[$0].live } ?? [],
            view: FieldView(content: .set(shown), open: []))
        if let place {
            fields[place] = field
        } else {
            let next = fields.firstIndex {
                (order[$0.name] ?? Int.max) > (order[declared.name] ?? Int.max)
            }
            fields.insert(field, at: next ?? fields.count)
        }
    }
}

extension StoredField {
    /// A text that several records have: each as it is merged by itself, and people asked where they differ.
    fileprivate func withTexts(of parts: [StoredField]) -> StoredField {
        guard field?.merge == .text, field?.shape == .single else { return self }
        let newestFirst = parts.sorted { a, b in
            guard let x = a.live.last?.stamp, let y = b.live.last?.stamp else { return false }
            return x.isShown(over: y)
        }
        var sides: [Value] = []
        for part in newestFirst {
            guard case .single(let shown)? = part.view.content else { return self }
            let open = part.view.open.first { $0.contested.isEmpty }
            for side in open?.sides ?? [shown] where !sides.contains(side) { sides.append(side) }
        }
        let view =
            sides.count > 1
            ? FieldView(content: .single(sides[0]), open: [.init(key: .null, sides: sides)])
            : FieldView(
                content: sides.first.map { .single($0) },
                open: newestFirst.lazy.map(\.view.open).first { !$0.isEmpty } ?? [])
        return StoredField(
            name: name, field: field, storedType: storedType, live: live, view: view)
    }
}

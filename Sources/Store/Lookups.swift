package import Records

extension Store {
    /// Records that are called so: by their handle, any side of it where people disagree, or a former one. More than one
    /// where two nodes gave it apart.
    ///
    /// A present handle goes before former ones, so a handle that was freed can be given again.
    package func locations(handle: String) throws(StoreError) -> [Location] {
        let select = try statements("SELECT record, slot FROM handle WHERE handle = ?")
        defer { select.reset() }
        select.bind(handle, at: 1)
        var present: [Location] = []
        var former: [Location] = []
        while try select.step() {
            let (location, field) = try location(select)
            if field == Layout.handleField {
                present.append(location)
            } else if !former.contains(location) {
                former.append(location)
            }
        }
        return present.isEmpty ? former : present
    }

    /// The records under which those that are called so are shown, each once.
    package func faces(handle: String) throws(StoreError) -> [Location] {
        var faces: [Location] = []
        for location in try locations(handle: handle).map(face(of:))
        where !faces.contains(location) {
            faces.append(location)
        }
        return faces
    }

    /// Handles that begin with `prefix`, in order, at most `limit`; those of records that are hidden left out.
    package func handles(prefix: String, limit: Int) throws(StoreError) -> [String] {
        // Everything that begins with the prefix lies between it and it followed by the greatest character.
        let select = try statements(
            """
            SELECT record, slot, handle FROM handle WHERE handle >= ?1 AND handle < ?2
            ORDER BY handle
            """)
        defer { select.reset() }
        select.bind(prefix, at: 1)
        select.bind(prefix + "\u{10FFFF}", at: 2)
        var found: [String] = []
        while found.count < limit, try select.step() {
            let (location, field) = try location(select)
            guard field == Layout.handleField else { continue }
            let handle = select.text(2)
            if found.last != handle, try !isHidden(location) { found.append(handle) }
        }
        return found
    }

    /// One record that names another, and the field in which it does.
    package struct Reference: Hashable, Sendable {
        package let source: Location
        package let field: String

        package init(source: Location, field: String) {
            self.source = source
            self.field = field
        }
    }

    /// Who names a record by a value or as a key, under whatever id it is joined with: by kind in the order of ``kindNames``,
    /// then record and field, hidden records included; some more than `limit` at most.
    package func references(
        to target: RecordID, limit: Int = .max
    ) throws(StoreError) -> [Reference] {
        guard !joins.isEmpty else { return try written(to: target, limit: limit) }
        var found: Set<Reference> = []
        for id in try alsoKnown(target) {
            for reference in try written(to: id, limit: limit) {
                found.insert(
                    Reference(source: face(of: reference.source), field: reference.field))
            }
        }
        return sorted(found)
    }

    private func sorted(_ references: some Sequence<Reference>) -> [Reference] {
        let order = Dictionary(
            kindNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return references.sorted { a, b in
            (order[a.source.kind] ?? 0, a.source.id, a.field)
                < (order[b.source.kind] ?? 0, b.source.id, b.field)
        }
    }

    /// The ids under which a record is named: its own and those of the records that it is joined with.
    func alsoKnown(_ id: RecordID) throws(StoreError) -> [RecordID] {
        guard !joins.isEmpty else { return [id] }
        for kind in schema.kinds where joins.contains(kind.name, id) {
            return joins.group(kind.name, id)
        }
        return [id]
    }

    private func written(to target: RecordID, limit: Int) throws(StoreError) -> [Reference] {
        let select = try statements("SELECT source, slot FROM link WHERE target = ?1 LIMIT ?2")
        defer { select.reset() }
        select.bind(target, at: 1)
        select.bind(limit, at: 2)
        var found: [Reference] = []
        while try select.step() {
            let (location, field) = try location(select)
            found.append(Reference(source: location, field: field))
        }
        return sorted(found)
    }

    /// Whether a record is withdrawn.
    package func isHidden(_ location: Location) throws(StoreError) -> Bool {
        guard let kind = layout.kind(location.kind) else { return false }
        let isKnown = layout.kinds[kind].kind != nil
        let select = try statements(
            "SELECT hidden FROM \(isKnown ? quoted(location.kind) : "unknown_record") WHERE id = ?1"
                + (isKnown ? "" : " AND kind = ?2"))
        defer { select.reset() }
        select.bind(location.id, at: 1)
        if !isKnown { select.bind(location.kind, at: 2) }
        return try select.step() && select.int(0) != 0
    }

    /// The record and the field of a row that begins with the two.
    private func location(_ row: Statement) throws(StoreError) -> (Location, field: String) {
        // safe: asked of a dictionary.
        guard let slot = layout.slots[UInt32(truncatingIfNeeded: row.int(1))] else {
            throw .inconsistent("a look-up of a field that has no name")
        }
        return (
            Location(kind: layout.kinds[slot.kind].name, id: try Store.recordID(row, 0)), slot.name
        )
    }
}

import CRDT
import Records
import Wire

/// What follows from a record's state and is kept beside it: typed columns with views, open conflicts, references.
///
/// Everything here can be rebuilt from the log. A field that holds one plain value costs nothing beyond its column.
final class Projections {
    private let layout: Layout
    private let statements: StatementCache

    init(layout: Layout, statements: StatementCache) {
        self.layout = layout
        self.statements = statements
    }

    func update(_ edit: inout RecordEdit, wasBroughtBack: Bool) throws(StoreError) {
        for (slot, payload, hadSides) in edit.plain {
            if hadSides { try clearConflicts(edit, field: slot.name) }
            if let lookup = slot.lookup {
                try setLookups(edit, slot, to: lookup.named(key: [], payload: payload))
            }
        }
        for (slot, type) in edit.viewed { try view(slot, type: type, in: &edit) }
        if edit.state.isWithdrawnButEdited != wasBroughtBack {
            try clearConflicts(edit, field: "")
            if edit.state.isWithdrawnButEdited {
                try addConflict(edit, field: "", key: [], level: .structural, sides: 2)
            }
        }
    }

    private func view(_ slot: Layout.Slot, type: UInt8, in edit: inout RecordEdit)
        throws(StoreError)
    {
        let places = edit.state.places(of: slot.id)
        if slot.isKeyed, let field = slot.field, let column = slot.column, !places.isEmpty,
            let text = KeyedColumn.text(of: edit.state.writes[places], field: field)
        {
            edit.setCell(column, .keyed(text))
            if edit.mayHaveConflicts(slot) { try clearConflicts(edit, field: slot.name) }
            try setLookups(edit, slot, of: places)
            return edit.state.leaveToColumn(places)
        }
        let live = try edit.state.writes[places].map { write throws(StoreError) in
            try liveValue(write, of: slot)
        }
        let storedType = slot.field?.storedType ?? StoredType(rawValue: type) ?? .register
        let view = FieldView(
            of: live, field: slot.field, storedType: storedType, schema: layout.schema)
        if let column = slot.column {
            edit.setCell(column, Projections.cell(view.content))
        }
        if edit.mayHaveConflicts(slot) { try clearConflicts(edit, field: slot.name) }
        let level: ConflictLevel = slot.field?.merge == .fixed ? .structural : .conflict
        for open in view.open {
            try addConflict(
                edit, field: slot.name, key: open.key == .null ? [] : open.key.canonicalBytes,
                level: level, sides: open.sides.count)
        }
        try setLookups(edit, slot, of: places)
    }

    static func cell(_ content: FieldContent?) -> RecordTable.Cell {
        switch content {
        case nil: .null
        case .single(.text(let text)), .single(.json(let text)), .single(.decimal(let text)):
            .view(text)
        case .single(let value): .payload(payload([value]))
        case .some(let content): .view(content.jsonText)
        }
    }

    func liveValue(_ write: Write, of slot: Layout.Slot) throws(StoreError) -> LiveValue {
        guard let payload = write.payload else {
            throw .inconsistent("a value of \(slot.name) is in no column")
        }
        do {
            return LiveValue(
                key: write.key.isEmpty ? .null : try Value(canonicalBytes: write.key),
                values: try values(ofPayload: payload), stamp: write.stamp)
        } catch {
            // A payload of a stored type that this version does not know.
            return LiveValue(
                key: write.key.isEmpty ? .null : .unknown(tag: 0xFF, bytes: write.key),
                values: [.unknown(tag: 0xFF, bytes: payload)], stamp: write.stamp)
        }
    }

    // MARK: Conflicts

    private func clearConflicts(_ edit: RecordEdit, field: String) throws(StoreError) {
        // A record that was not there has none.
        guard edit.row != nil else { return }
        let delete = try statements(
            "DELETE FROM conflict WHERE kind = ? AND record = ? AND field = ?")
        delete.bind(layout.kinds[edit.kind].name, at: 1)
        delete.bind(edit.id, at: 2)
        delete.bind(field, at: 3)
        try delete.run()
    }

    private func addConflict(
        _ edit: RecordEdit, field: String, key: [UInt8], level: ConflictLevel, sides: Int
    ) throws(StoreError) {
        let insert = try statements(
            """
            INSERT INTO conflict (kind, record, field, key, level, side_count)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        insert.bind(layout.kinds[edit.kind].name, at: 1)
        insert.bind(edit.id, at: 2)
        insert.bind(field, at: 3)
        insert.bind(key, at: 4)
        insert.bind(level.rawValue, at: 5)
        insert.bind(sides, at: 6)
        try insert.run()
    }

    // MARK: Looking up

    /// What one live write puts into a table of look-ups.
    func lookedUp(_ write: Write, of slot: Layout.Slot) throws(StoreError) -> [Value] {
        guard let payload = write.payload else {
            throw .inconsistent("a value of \(slot.name) is in no column")
        }
        return slot.lookup?.named(key: write.key, payload: payload) ?? []
    }

    private func setLookups(
        _ edit: RecordEdit, _ slot: Layout.Slot, of places: Range<Int>
    ) throws(StoreError) {
        guard slot.lookup != nil else { return }
        var values: [Value] = []
        for write in edit.state.writes[places] { values += try lookedUp(write, of: slot) }
        try setLookups(edit, slot, to: values)
    }

    /// Writes what came and takes away what went: an edit of one element of a set touches one row.
    private func setLookups(
        _ edit: RecordEdit, _ slot: Layout.Slot, to values: [Value]
    ) throws(StoreError) {
        guard let lookup = slot.lookup else { return }
        let former = edit.former(slot)
        if !former.isEmpty {
            let present = Set(values)
            let delete = try statements(lookup.deletion)
            for value in former where !present.contains(value) {
                guard lookup.bind(value, to: delete) else { continue }
                delete.bind(edit.id, at: 2)
                delete.bind(Int64(slot.id), at: 3)
                try delete.run()
            }
        }
        let known = Set(former)
        let insert = try statements(lookup.insertion)
        for value in values where known.isEmpty || !known.contains(value) {
            guard lookup.bind(value, to: insert) else { continue }
            insert.bind(edit.id, at: 2)
            insert.bind(Int64(slot.id), at: 3)
            try insert.run()
        }
    }
}

extension Layout.Lookup {
    /// What one live write names, by a value, an element or a key; a key that was cleared names nobody.
    fileprivate func named(key: [UInt8], payload: [UInt8]) -> [Value] {
        let tag = self == .link ? ValueTag.reference : ValueTag.text
        if payload == [1, ValueTag.null] { return [] }
        var found: [Value] = []
        if key.first == tag, let value = try? Value(canonicalBytes: key) { found.append(value) }
        // One value of another kind is no reason to read it.
        if payload.count > 1, payload[0] != 1 || payload[1] == tag {
            found += ((try? values(ofPayload: payload)) ?? []).filter {
                switch (self, $0) {
                case (.link, .reference), (.handle, .text): true
                default: false
                }
            }
        }
        return found
    }

    fileprivate var insertion: String {
        switch self {
        case .link: "INSERT OR IGNORE INTO link (target, source, slot) VALUES (?, ?, ?)"
        case .handle: "INSERT OR IGNORE INTO handle (handle, record, slot) VALUES (?, ?, ?)"
        }
    }

    fileprivate var deletion: String {
        switch self {
        case .link: "DELETE FROM link WHERE target = ? AND source = ? AND slot = ?"
        case .handle: "DELETE FROM handle WHERE handle = ? AND record = ? AND slot = ?"
        }
    }

    /// Binds a value that is looked up; false for one that is not: a handle that names nothing here, an element's mark.
    fileprivate func bind(_ value: Value, to statement: Statement) -> Bool {
        switch (self, value) {
        case (.link, .reference(let target)): statement.bind(target, at: 1)
        case (.handle, .text(let handle)): statement.bind(handle, at: 1)
        default: return false
        }
        return true
    }
}

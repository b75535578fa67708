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
            if slot.isReference {
                try setReferences(edit, slot, to: try read(payload, of: slot))
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
        let live = try edit.state.writes[places].map { write throws(StoreError) in
            try liveValue(write, of: slot)
        }
        let storedType = slot.field?.storedType ?? StoredType(rawValue: type) ?? .register
        let view = FieldView(
            of: live, field: slot.field, storedType: storedType, schema: layout.schema)
        if let column = slot.column {
            edit.setCell(column, Projections.cell(view.content))
        }
        try clearConflicts(edit, field: slot.name)
        let level: ConflictLevel = slot.field?.merge == .fixed ? .structural : .conflict
        for open in view.open {
            try addConflict(
                edit, field: slot.name, key: open.key == .null ? [] : open.key.canonicalBytes,
                level: level, sides: open.sides.count)
        }
        if slot.isReference {
            try setReferences(edit, slot, to: live.flatMap { [$0.key] + $0.values })
        }
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

    private func read(_ payload: [UInt8], of slot: Layout.Slot) throws(StoreError) -> [Value] {
        do { return try values(ofPayload: payload) } catch {
            throw .inconsistent("a value of \(slot.name) cannot be read: \(error)")
        }
    }

    // MARK: Conflicts

    private func clearConflicts(_ edit: RecordEdit, field: String) throws(StoreError) {
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

    // MARK: References

    private func setReferences(
        _ edit: RecordEdit, _ slot: Layout.Slot, to values: [Value]
    ) throws(StoreError) {
        if edit.row != nil {
            let delete = try statements("DELETE FROM reference WHERE source = ? AND field = ?")
            delete.bind(edit.id, at: 1)
            delete.bind(slot.name, at: 2)
            try delete.run()
        }
        let insert = try statements(
            "INSERT OR IGNORE INTO reference (target, source, field) VALUES (?, ?, ?)")
        for case .reference(let target) in values {
            insert.bind(target, at: 1)
            insert.bind(edit.id, at: 2)
            insert.bind(slot.name, at: 3)
            try insert.run()
        }
    }
}

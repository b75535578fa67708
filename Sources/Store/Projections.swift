import CRDT
import Causality
import Records
import Wire

/// What follows from a record's state and is kept beside it: typed columns with views, open conflicts, references.
///
/// Everything here can be rebuilt from the log. A field that holds one plain value costs nothing beyond its column.
final class Projections {
    let layout: Layout
    let log: ChangeLog
    private let statements: StatementCache
    let lookups: LookupWriter
    /// Records of which a text was edited apart, to be merged once all changes of a transaction are folded: each fold would
    /// read the same writes again.
    var textsApart: Set<Store.Location> = []
    /// Whether texts are merged now.
    var mergesTexts = false

    init(layout: Layout, log: ChangeLog, statements: StatementCache) {
        self.layout = layout
        self.log = log
        self.statements = statements
        lookups = LookupWriter(statements)
    }

    /// Forgets what part of a transaction left to do that was taken back.
    func forget(backTo counts: (recent: Int64, added: Int64)) {
        textsApart = []
        mergesTexts = false
        lookups.counts = counts
    }

    func update(_ edit: inout RecordEdit, wasBroughtBack: Bool) throws(StoreError) {
        for (slot, payload, hadSides) in edit.plain {
            if hadSides { try clearConflicts(edit, field: slot.name) }
            if let lookup = slot.lookup {
                try lookups.set(
                    slot, of: edit.id, from: edit.former(slot),
                    to: lookup.named(key: [], payload: payload))
            }
        }
        for slot in edit.viewed { try view(slot, in: &edit) }
        if edit.state.isWithdrawnButEdited != wasBroughtBack {
            try clearConflicts(edit, field: "")
            if edit.state.isWithdrawnButEdited {
                try addConflict(edit, field: "", key: [], level: .structural, sides: 2)
            }
        }
    }

    private func view(_ slot: Layout.Slot, in edit: inout RecordEdit) throws(StoreError) {
        // An operation of a later version on the record as a whole: it is no field, and nothing is asked about it here.
        guard !slot.name.isEmpty else { return }
        guard slot.holdsDisputes else { return try show(slot, in: &edit) }
        // Asked before the column takes the values over.
        let disputes = try disputes(slot, edit)
        try show(slot, in: &edit)
        for (key, sides) in disputes {
            try addConflict(edit, field: slot.name, key: key, level: .dispute, sides: sides)
        }
    }

    /// What sources disagree on, by key, with how many values each; an entry on which people disagree is their conflict.
    private func disputes(
        _ slot: Layout.Slot, _ edit: RecordEdit
    ) throws(StoreError) -> [(key: [UInt8], sides: Int)] {
        let places = edit.state.places(of: slot.id)
        let writes = edit.state.writes
        var disputes: [(key: [UInt8], sides: Int)] = []
        for place in places {
            let write = writes[place]
            // Writes of one key are neighbours.
            if place > places.lowerBound, writes[place - 1].key == write.key { continue }
            if place + 1 < places.upperBound, writes[place + 1].key == write.key { continue }
            let values = try liveValue(write, of: slot).values
            guard values.count == 1, values[0] != .null else { continue }
            disputes.append((write.key, Dispute(values[0]).sides.count))
        }
        return disputes
    }

    private func show(_ slot: Layout.Slot, in edit: inout RecordEdit) throws(StoreError) {
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
        let view = try shown(live, slot, StoredType(of: slot.field, live), edit)
        if let column = slot.column {
            edit.setCell(column, Projections.cell(view.content))
        }
        if edit.mayHaveConflicts(slot) { try clearConflicts(edit, field: slot.name) }
        try addConflicts(edit, field: slot.name, merge: slot.field?.merge, open: view.open)
        try setLookups(edit, slot, of: places)
    }

    private func shown(
        _ live: [LiveValue], _ slot: Layout.Slot, _ storedType: StoredType, _ edit: RecordEdit
    ) throws(StoreError) -> FieldView {
        let kind = layout.kinds[edit.kind].name
        if slot.field?.merge == .text, MergedText.isApart(live) {
            guard !mergesTexts else {
                return try fieldView(
                    of: live, slot, storedType: storedType, record: edit.id, kind: kind)
            }
            textsApart.insert(Store.Location(kind: kind, id: edit.id))
        }
        return FieldView(
            of: live, field: slot.field, storedType: storedType, schema: layout.schema)
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
                values: try values(ofPayload: payload), stamp: write.stamp,
                stance: textStance(ofPayload: payload))
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
        try deleteConflicts(edit, field: field)
    }

    private func deleteConflicts(_ edit: RecordEdit, field: String) throws(StoreError) {
        let delete = try statements(
            "DELETE FROM conflict WHERE kind = ? AND record = ? AND field = ?")
        delete.bind(layout.kinds[edit.kind].name, at: 1)
        delete.bind(edit.id, at: 2)
        delete.bind(field, at: 3)
        try delete.run()
    }

    /// Takes away all that is open in a record, notices left alone unless they are meant too.
    func clearConflicts(of edit: RecordEdit, notices: Bool = false) throws(StoreError) {
        let delete = try statements(
            "DELETE FROM conflict WHERE kind = ? AND record = ?"
                + (notices ? "" : " AND level <> 'notice'"))
        delete.bind(layout.kinds[edit.kind].name, at: 1)
        delete.bind(edit.id, at: 2)
        try delete.run()
    }

    /// Puts what is open in a field as it is shown in the place of what was.
    func setConflicts(of record: RecordID, kind: Int, _ field: StoredField) throws(StoreError) {
        var edit = RecordEdit()
        edit.begin(record, kind: kind, stamp: Stamp(point: Point(rawValue: 0), lamport: 0, tag: 0))
        try deleteConflicts(edit, field: field.name)
        try addConflicts(
            edit, field: field.name, merge: field.field?.merge, open: field.view.open)
    }

    func addConflicts(
        _ edit: RecordEdit, field: String, merge: MergeClass?, open: [FieldView.OpenKey]
    ) throws(StoreError) {
        guard !field.isEmpty else { return }
        let level: ConflictLevel = merge == .fixed ? .structural : .conflict
        for open in open {
            try addConflict(
                edit, field: field, key: open.key == .null ? [] : open.key.canonicalBytes,
                level: level, sides: open.sides.count)
        }
    }

    func addConflict(
        _ edit: RecordEdit, field: String, key: [UInt8], level: ConflictLevel, sides: Int
    ) throws(StoreError) {
        // A disagreement of people goes before one of sources, and both before a notice on the group of that name; two
        // readings of one key are one.
        let insert = try statements(
            """
            INSERT INTO conflict (kind, record, field, key, level, side_count)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, record, field, key) DO UPDATE SET
                level = CASE level WHEN 'notice' THEN excluded.level ELSE level END,
                side_count = CASE level WHEN 'notice' THEN excluded.side_count
                    ELSE max(side_count, excluded.side_count) END
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

    /// What one live write puts into a table of look-ups: canonical bytes of values.
    func lookedUp(_ write: Write, of slot: Layout.Slot) throws(StoreError) -> [[UInt8]] {
        guard let payload = write.payload else {
            throw .inconsistent("a value of \(slot.name) is in no column")
        }
        return slot.lookup?.named(key: write.key, payload: payload) ?? []
    }

    private func setLookups(
        _ edit: RecordEdit, _ slot: Layout.Slot, of places: Range<Int>
    ) throws(StoreError) {
        guard slot.lookup != nil else { return }
        var values: [[UInt8]] = []
        for write in edit.state.writes[places] { values += try lookedUp(write, of: slot) }
        try lookups.set(slot, of: edit.id, from: edit.former(slot), to: values)
    }
}

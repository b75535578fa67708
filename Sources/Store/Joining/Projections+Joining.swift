import CRDT
import Causality
import Records
import Wire

extension Projections {
    /// What a row shows.
    enum Role {
        case itself
        /// It is shown under another: nobody lists it.
        case member
        /// It shows its group.
        case face(StoredRecord)
    }

    /// Writes a record's row anew.
    ///
    /// The columns of a face show what the group has, so all that the record itself has lies in its state.
    func rewrite(
        _ id: RecordID, kind: Int, in table: RecordTable, as role: Role
    ) throws(StoreError) {
        mergesTexts = true
        defer { mergesTexts = false }
        var edit = RecordEdit()
        edit.begin(id, kind: kind, stamp: Stamp(point: Point(rawValue: 0), lamport: 0, tag: 0))
        guard let row = try table.read(id, kind: kind, column: nil, into: &edit.state) else {
            return
        }
        edit.row = row
        let columns = layout.kinds[kind].columns.compactMap { layout.slots[$0] }
        try takeBack(columns, of: row, table, into: &edit)
        table.finish(row)
        try clearConflicts(of: edit)
        if case .face(let face) = role {
            try show(face, columns, in: &edit)
        } else {
            if case .member = role { edit.visibility = .joined }
            try showItself(columns, in: &edit)
            if case .member = role { try clearConflicts(of: edit, notices: true) }
        }
        edit.sortCells()
        try table.write(edit)
    }

    /// All that columns hold for the state comes back into it: they may show something else from now on.
    private func takeBack(
        _ columns: [Layout.Slot], of row: RecordTable.Row, _ table: RecordTable,
        into edit: inout RecordEdit
    ) throws(StoreError) {
        for slot in columns {
            if slot.isKeyed { _ = try table.fill(slot, from: row, into: &edit.state) }
            for place in edit.state.places(of: slot.id)
            where edit.state.writes[place].payload == nil {
                edit.state.setPayload(try table.columnPayload(slot, in: row), at: place)
            }
        }
    }

    private func showItself(
        _ columns: [Layout.Slot], in edit: inout RecordEdit
    ) throws(StoreError) {
        var shown: Set<UInt32> = []
        for write in edit.state.writes where shown.insert(write.slot).inserted {
            guard let slot = layout.slots[write.slot] else { continue }
            let places = edit.state.places(of: slot.id)
            if slot.lookup != nil {
                // The same as before: a row shows its own look-ups, whatever else it shows.
                var held: [[UInt8]] = []
                for write in edit.state.writes[places] { held += try lookedUp(write, of: slot) }
                edit.setFormer(held, of: slot)
            }
            if places.count == 1, write.key.isEmpty, let payload = write.payload,
                payload.withUnsafeBytes({ slot.holds($0) })
            {
                edit.state.setPayload(nil, at: places.lowerBound)
                edit.show(slot, .payload(payload), hadSides: false)
            } else {
                edit.view(slot)
            }
        }
        for slot in columns where !shown.contains(slot.id) {
            if let column = slot.column { edit.setCell(column, .null) }
        }
        try update(&edit, wasBroughtBack: false)
    }

    private func show(
        _ face: StoredRecord, _ columns: [Layout.Slot], in edit: inout RecordEdit
    ) throws(StoreError) {
        edit.visibility = face.isHidden ? .withdrawn : .shown
        for slot in columns {
            guard let column = slot.column else { continue }
            edit.setCell(column, Projections.cell(face[slot.name]?.view.content))
        }
        for field in face.fields {
            try addConflicts(
                edit, field: field.name, merge: field.field?.merge, open: field.view.open)
            guard field.name == Dispute.fieldName, case .map(let entries) = field.view.content
            else { continue }
            for entry in entries where !field.view.open.contains(where: { $0.key == entry.key }) {
                try addConflict(
                    edit, field: field.name, key: entry.key.canonicalBytes, level: .dispute,
                    sides: Dispute(entry.value).sides.count)
            }
        }
        if face.isWithdrawnButEdited {
            try addConflict(edit, field: "", key: [], level: .structural, sides: 2)
        }
    }
}

import CRDT
import Causality
import Records
import Wire

/// Folds changes into the state of records, and the projections with it: the one apply path, local and remote.
///
/// Each record that a change touches is read once and written once. The digest follows by one subtraction for each
/// write that goes and one addition for each that comes.
final class Fold {
    let layout: Layout
    let table: RecordTable
    var digest = StateDigest()
    private let log: ChangeLog
    private let projections: Projections
    private var spare: RecordEdit?
    /// Told which change is being folded.
    var witness: Witness?
    private let joins: JoinTable
    /// Records that were folded and are joined, or said anew with whom: their rows have to be written as the group shows
    /// them; see ``Store/joinAgain()``.
    var regrouped: Set<Store.Location> = []
    /// Records whose disagreements may be others once the records that they name are shown under another.
    var refaced: Set<Store.Location> = []

    init(
        layout: Layout, table: RecordTable, log: ChangeLog, projections: Projections,
        joins: JoinTable
    ) {
        self.layout = layout
        self.table = table
        self.log = log
        self.projections = projections
        self.joins = joins
    }

    /// Forgets what part of a transaction left to do that was taken back.
    func forget(backTo digest: StateDigest) {
        self.digest = digest
        spare = nil
        regrouped = []
        refaced = []
    }

    /// Folds the blocks of one change or of several, given in causal order.
    ///
    /// `interrupt` is called before each row is written; what it throws ends the transaction (fault injection). `only` leaves
    /// all other records alone.
    func apply(
        _ blocks: [OpenBlock], only: Set<RecordID>? = nil,
        interrupt: ((WriteStep) throws(StoreError) -> Void)?
    ) throws(StoreError) {
        var slots = blocks.map { BlockSlots($0.view, layout) }
        /// The record at hand; its memory serves for the next.
        var edit = spare ?? RecordEdit()
        spare = nil
        defer { spare = edit }
        for visit in try visits(blocks, &slots) {
            try interrupt?(.record)
            let block = blocks[visit.block]
            if let only, !only.contains(block.view.sections[visit.section].record) { continue }
            witness?.note(.fold, block.hash.bytes)
            try block.bytes.withBytesOfStore { (bytes) throws(StoreError) in
                try apply(
                    block.view.sections[visit.section], of: block, bytes: bytes,
                    slots: &slots[visit.block], to: &edit)
            }
        }
        try projections.lookups.settle()
    }

    /// One section's turn.
    private struct Visit {
        /// In the order of the changes.
        let turn: Int
        let block: Int
        let section: Int
        /// Where the record lies in its table; ``Int64/max`` for one that is new.
        var row = Int64.max
    }

    /// The order in which records are folded.
    ///
    /// Several changes take them as they lie in their tables, new ones last: a page is then read and written once,
    /// however many of its records they touch. What one record was given stays in causal order.
    private func visits(
        _ blocks: [OpenBlock], _ slots: inout [BlockSlots]
    ) throws(StoreError) -> [Visit] {
        var visits: [Visit] = []
        for block in blocks.indices {
            for section in blocks[block].view.sections.indices {
                visits.append(Visit(turn: visits.count, block: block, section: section))
            }
        }
        guard let last = blocks.last, blocks[0].stamp != last.stamp else { return visits }
        for place in visits.indices {
            let (block, section) = (visits[place].block, visits[place].section)
            let kind = slots[block].begin(kind: blocks[block].view.sections[section].kind)
            let record = blocks[block].view.sections[section].record
            if let row = try table.row(of: record, kind: kind) { visits[place].row = row }
        }
        visits.sort { ($0.row, $0.turn) < ($1.row, $1.turn) }
        return visits
    }

    // MARK: One record

    private func apply(
        _ section: BlockView.Section, of block: OpenBlock, bytes: UnsafeRawBufferPointer,
        slots: inout BlockSlots, to edit: inout RecordEdit
    ) throws(StoreError) {
        let kind = slots.begin(kind: section.kind)
        let operations = section.operations
        var onlyColumn: Int?
        if operations.count == 1 {
            let field = block.view.operations[operations.lowerBound].field
            if !block.view.names[field].isEmpty { onlyColumn = try slots[field].column }
        }
        edit.begin(section.record, kind: kind, stamp: block.stamp)
        edit.row = try table.read(
            section.record, kind: kind, column: onlyColumn, into: &edit.state)
        let wasBroughtBack = edit.state.isWithdrawnButEdited
        for place in operations {
            try apply(
                block.view.operations[place], of: block, bytes: bytes, slots: &slots, to: &edit)
        }
        if let row = edit.row { table.finish(row) }
        edit.state.touch(edit.stamp, shown: block.shown(section, log))
        try projections.update(&edit, wasBroughtBack: wasBroughtBack)
        try table.write(edit)
        if slots.namesJoins || !joins.isEmpty {
            let name = layout.kinds[kind].name
            let saysWithWhom = operations.contains {
                block.view.names[block.view.operations[$0].field] == Layout.joinedField
            }
            if saysWithWhom || joins.contains(name, section.record) {
                regrouped.insert(Store.Location(kind: name, id: section.record))
            }
            if namesSeveral(edit.state) {
                refaced.insert(Store.Location(kind: name, id: section.record))
            }
        }
    }

    /// Whether a field that names records has more than one write.
    private func namesSeveral(_ state: RecordState) -> Bool {
        zip(state.writes, state.writes.dropFirst()).contains { a, b in
            a.slot == b.slot && layout.slots[a.slot]?.field?.holdsReferences == true
        }
    }

    private func apply(
        _ operation: BlockView.Operation, of block: OpenBlock, bytes: UnsafeRawBufferPointer,
        slots: inout BlockSlots, to edit: inout RecordEdit
    ) throws(StoreError) {
        let superseded = block.superseded(operation, log)
        let payload = UnsafeRawBufferPointer(rebasing: bytes[operation.payload])
        if operation.type == OperationType.lifecycle {
            return try lifecycle(payload, superseding: superseded, of: block, to: &edit)
        }
        let slot = try slots[operation.field]
        let key = operation.key.isEmpty ? [] : [UInt8](bytes[operation.key])
        if slot.isKeyed, let row = edit.row, try table.fill(slot, from: row, into: &edit.state) {
            edit.setAgreed(slot)
        }
        let places = edit.state.places(of: slot.id)
        if slot.lookup != nil, edit.row != nil, !edit.knowsFormer(slot) {
            var former: [[UInt8]] = []
            for place in places {
                var write = edit.state.writes[place]
                write.payload = try held(by: write, slot, in: edit)
                former += try projections.lookedUp(write, of: slot)
            }
            edit.setFormer(former, of: slot)
        }
        // One write may hold several values too, where a conflict was put back: it is then not in the column.
        let hadSides = places.count > 1 || places.contains { edit.state.writes[$0].payload != nil }
        /// Whether the slot will hold nothing but what is written now.
        var isAlone = true
        for place in places {
            let write = edit.state.writes[place]
            let old = try held(by: write, slot, in: edit)
            if write.key == key, superseded.contains(write.stamp.point) {
                digest.subtract(
                    old.withUnsafeBytes { WriteHash.write(edit.id, slot, key, write.stamp, $0) })
            } else {
                // It stays beside the new write: its value moves from the column into the state.
                if write.payload == nil { edit.state.setPayload(old, at: place) }
                isAlone = false
            }
        }
        if operation.isRemoval(payload) {
            edit.state.remove(slot: slot.id, key: key, superseded)
        } else {
            digest.add(WriteHash.write(edit.id, slot, key, edit.stamp, payload))
            let isPlain = isAlone && key.isEmpty && slot.holds(payload)
            edit.state.write(
                Write(
                    slot: slot.id, key: key, stamp: edit.stamp,
                    payload: isPlain ? nil : [UInt8](payload)),
                superseding: superseded)
            if isPlain { return edit.show(slot, .borrowed(payload), hadSides: hadSides) }
        }
        showRest(of: slot, hadSides: hadSides, in: &edit)
    }

    private func lifecycle(
        _ payload: UnsafeRawBufferPointer, superseding superseded: PointRanges, of block: OpenBlock,
        to edit: inout RecordEdit
    ) throws(StoreError) {
        for delete in edit.state.deletes where superseded.contains(delete.stamp.point) {
            digest.subtract(WriteHash.delete(edit.id, delete.stamp))
        }
        guard payload.first == OperationType.Deed.withdraw.rawValue else {
            return edit.state.reinstate(superseding: superseded)
        }
        let named: [BlockView.NamedRange]
        do { named = try OperationType.withdrawn(payload) } catch {
            throw .inconsistent("a delete that was checked cannot be read: \(error)")
        }
        edit.state.delete(
            RecordState.Delete(stamp: edit.stamp, names: block.points(named, log)),
            superseding: superseded)
        digest.add(WriteHash.delete(edit.id, edit.stamp))
    }

    /// What the typed column of a slot shows that does not hold the new write alone. The one value that a removal
    /// leaves in a plain field moves into the column.
    private func showRest(of slot: Layout.Slot, hadSides: Bool, in edit: inout RecordEdit) {
        let places = edit.state.places(of: slot.id)
        if places.count == 1, let place = places.first {
            let write = edit.state.writes[place]
            if write.key.isEmpty, let payload = write.payload,
                payload.withUnsafeBytes({ slot.holds($0) })
            {
                edit.state.setPayload(nil, at: place)
                return edit.show(slot, .payload(payload), hadSides: hadSides)
            }
        }
        edit.view(slot)
    }

    /// What a live write holds: in the state, in the column of this change's making, or in the row's.
    private func held(
        by write: Write, _ slot: Layout.Slot, in edit: RecordEdit
    ) throws(StoreError) -> [UInt8] {
        if let payload = write.payload { return payload }
        if let cell = edit.cells.last(where: { $0.column == slot.column })?.cell {
            return cell.payload
        }
        guard let row = edit.row else {
            throw .inconsistent("a value of \(slot.name) is in no column")
        }
        return try table.columnPayload(slot, in: row)
    }
}

extension BlockView.Operation {
    /// A set's element goes, and nothing comes.
    fileprivate func isRemoval(_ payload: UnsafeRawBufferPointer) -> Bool {
        type == StoredType.set.rawValue && payload.count == 1 && payload[0] == 0
    }
}

extension WriteHash {
    /// What one live write counts in the digest.
    fileprivate static func write(
        _ record: RecordID, _ slot: Layout.Slot, _ key: [UInt8], _ stamp: Stamp,
        _ payload: UnsafeRawBufferPointer
    ) -> UInt128 {
        value(record, slot.nameHash, key, stamp, payload)
    }

    /// What a delete of the record counts: as a write of no field.
    fileprivate static func delete(_ record: RecordID, _ stamp: Stamp) -> UInt128 {
        value(record, 0, [], stamp, UnsafeRawBufferPointer(start: nil, count: 0))
    }

    static func value(
        _ record: RecordID, _ field: UInt64, _ key: [UInt8], _ stamp: Stamp,
        _ payload: UnsafeRawBufferPointer
    ) -> UInt128 {
        var hash = WriteHash(record.high, record.low)
        hash.mix(field)
        hash.mix(stamp.tag)
        key.withUnsafeBytes { hash.mix($0) }
        hash.mix(payload)
        return hash.value
    }
}

/// Where a transaction may be interrupted by fault injection.
package enum WriteStep: String, Sendable, CaseIterable {
    case change, record, projection, flush, commit, mark
}

extension [UInt8] {
    /// `withUnsafeBytes` that keeps the error's type.
    func withBytesOfStore<T>(
        _ body: (UnsafeRawBufferPointer) throws(StoreError) -> T
    ) throws(StoreError) -> T {
        try withUnsafeBytes { buffer in
            Result { () throws(StoreError) in try body(buffer) }
        }.get()
    }
}

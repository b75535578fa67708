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

    init(layout: Layout, table: RecordTable, log: ChangeLog, projections: Projections) {
        self.layout = layout
        self.table = table
        self.log = log
        self.projections = projections
    }

    /// `interrupt` is called before each row is written; what it throws ends the transaction (fault injection).
    func apply(
        _ change: SignedChange, at point: Point,
        interrupt: ((WriteStep) throws(StoreError) -> Void)?
    ) throws(StoreError) {
        for block in [change.block, change.personal] where !block.isEmpty {
            let view: BlockView
            do { view = try BlockView(block) } catch {
                throw .inconsistent("a block that was checked cannot be read: \(error)")
            }
            let stamp = Stamp(
                point: point, lamport: change.header.lamport, tag: change.hash.words.0)
            let names = Names(
                chains: try view.chains.map { hash throws(StoreError) in
                    guard let point = try log.point(of: hash) else {
                        throw .inconsistent("a change names a chain that it does not depend on")
                    }
                    return point
                })
            for section in view.sections {
                try interrupt?(.record)
                try block.withBytesOfStore { (bytes) throws(StoreError) in
                    try apply(section, of: view, bytes: bytes, stamp: stamp, names: names)
                }
            }
        }
    }

    /// The chains that a block names, as points of this node.
    struct Names {
        let chains: [Point]
    }

    /// The ranges of points that a block's range stands for on this node; more than one where a replica forked.
    private func ranges(
        _ named: some Collection<BlockView.NamedRange>, _ names: Names
    ) -> PointRanges {
        var result = PointRanges()
        for range in named {
            let branch = names.chains[range.chain]
            // A number beyond the change that the block names is no part of what its author had seen.
            let last = min(range.last, branch.number)
            guard range.first <= last else { continue }
            for part in log.chains.normalized(chain: branch.chain, from: range.first, through: last)
            {
                result.insert(part)
            }
        }
        return result
    }

    // MARK: One record

    private func apply(
        _ section: BlockView.Section, of view: BlockView, bytes: UnsafeRawBufferPointer,
        stamp: Stamp, names: Names
    ) throws(StoreError) {
        let kind = layout.kindOrNew(view.names[section.kind])
        let operations = view.operations[section.operations]
        let only = operations.count == 1 ? operations[operations.startIndex] : nil
        var onlyColumn: Int?
        if let only, !view.names[only.field].isEmpty {
            onlyColumn = try layout.slot(kind: kind, field: view.names[only.field]).column
        }
        let before = try table.read(section.record, kind: kind, column: onlyColumn)
        var edit = RecordEdit(
            id: section.record, kind: kind, stamp: stamp, state: before?.state ?? RecordState(),
            row: before)
        let wasBroughtBack = edit.state.isWithdrawnButEdited
        for operation in operations {
            try apply(operation, of: view, bytes: bytes, names: names, to: &edit)
        }
        if let before { table.finish(before) }
        let shown = view.points[section.shown].map {
            BlockView.NamedRange(chain: $0.chain, first: $0.number, last: $0.number)
        }
        edit.state.touch(stamp, shown: ranges(shown, names))
        try projections.update(&edit, wasBroughtBack: wasBroughtBack)
        let state = StateCoding.encode(edit.state)
        let hidden = edit.state.isHidden
        if let before {
            try table.update(
                before.row, kind: kind, state: state, hidden: hidden, cells: edit.cells)
        } else {
            try table.insert(
                section.record, kind: kind, state: state, hidden: hidden, cells: edit.cells)
        }
    }

    private func apply(
        _ operation: BlockView.Operation, of view: BlockView, bytes: UnsafeRawBufferPointer,
        names: Names, to edit: inout RecordEdit
    ) throws(StoreError) {
        let superseded = ranges(view.ranges[operation.superseded], names)
        let payload = UnsafeRawBufferPointer(rebasing: bytes[operation.payload])
        if operation.type == OperationType.lifecycle {
            return try lifecycle(payload, superseding: superseded, names: names, edit: &edit)
        }
        let slot = try layout.slot(kind: edit.kind, field: view.names[operation.field])
        let places = edit.state.places(of: slot.id)
        let hadSides = places.count > 1
        let key = Array(bytes[operation.key])
        for place in places where edit.state.writes[place].key == key {
            let write = edit.state.writes[place]
            guard superseded.contains(write.stamp.point) else {
                // It stays beside the new write: its value moves from the column into the state.
                if write.payload == nil, let row = edit.row {
                    edit.state.setPayload(try table.columnPayload(slot, in: row), at: place)
                }
                continue
            }
            let old: [UInt8]
            if let payload = write.payload {
                old = payload
            } else if let row = edit.row {
                old = try table.columnPayload(slot, in: row)
            } else {
                throw .inconsistent("a value of \(slot.name) is in no column")
            }
            digest.subtract(old.withUnsafeBytes { hash(edit.id, slot, key, write.stamp.tag, $0) })
        }
        let isRemoval =
            operation.type == StoredType.set.rawValue && payload.count == 1 && payload[0] == 0
        if isRemoval {
            edit.state.remove(slot: slot.id, key: key, superseded)
        } else {
            edit.state.write(
                Write(slot: slot.id, key: key, stamp: edit.stamp, payload: [UInt8](payload)),
                superseding: superseded)
            digest.add(hash(edit.id, slot, key, edit.stamp.tag, payload))
        }
        try show(slot, type: operation.type, hadSides: hadSides, in: &edit)
    }

    private func lifecycle(
        _ payload: UnsafeRawBufferPointer, superseding superseded: PointRanges, names: Names,
        edit: inout RecordEdit
    ) throws(StoreError) {
        for delete in edit.state.deletes where superseded.contains(delete.stamp.point) {
            digest.subtract(deleteHash(edit.id, delete.stamp.tag))
        }
        guard payload.first == OperationType.Deed.withdraw.rawValue else {
            return edit.state.reinstate(superseding: superseded)
        }
        let named: [BlockView.NamedRange]
        do { named = try OperationType.withdrawn(payload) } catch {
            throw .inconsistent("a delete that was checked cannot be read: \(error)")
        }
        edit.state.delete(
            RecordState.Delete(stamp: edit.stamp, names: ranges(named, names)),
            superseding: superseded)
        digest.add(deleteHash(edit.id, edit.stamp.tag))
    }

    /// Decides what the typed column of a slot holds after a write, and moves the one value of a plain field there.
    private func show(
        _ slot: Layout.Slot, type: UInt8, hadSides: Bool, in edit: inout RecordEdit
    ) throws(StoreError) {
        let places = edit.state.places(of: slot.id)
        if places.count == 1, let place = places.first {
            let write = edit.state.writes[place]
            if write.key.isEmpty, slot.column != nil, let payload = write.payload,
                payload.withUnsafeBytes({ ColumnForm.holds($0, type: slot.field?.type) })
            {
                edit.state.setPayload(nil, at: place)
                edit.set(slot, .payload(payload), payload: payload, view: hadSides)
                return
            }
        }
        edit.set(slot, nil, payload: nil, view: true, type: type)
    }

    // MARK: Hashes

    private func hash(
        _ record: RecordID, _ slot: Layout.Slot, _ key: [UInt8], _ tag: UInt64,
        _ payload: UnsafeRawBufferPointer
    ) -> UInt128 {
        WriteHash.write(record, fieldHash: slot.nameHash, key, tag, payload)
    }

    private func deleteHash(_ record: RecordID, _ tag: UInt64) -> UInt128 {
        WriteHash.write(record, fieldHash: 0, [], tag, UnsafeRawBufferPointer(start: nil, count: 0))
    }
}

extension WriteHash {
    /// What one live write counts in the digest. `fieldHash` 0 is a delete of the record.
    static func write(
        _ record: RecordID, fieldHash: UInt64, _ key: [UInt8], _ tag: UInt64,
        _ payload: UnsafeRawBufferPointer
    ) -> UInt128 {
        var hash = WriteHash(record.high, record.low)
        hash.mix(fieldHash)
        hash.mix(tag)
        key.withUnsafeBytes { hash.mix($0) }
        hash.mix(payload)
        return hash.value
    }
}

/// A record while a change is folded into it.
struct RecordEdit {
    let id: RecordID
    let kind: Int
    let stamp: Stamp
    var state: RecordState
    /// The row before the change; nil for a new record.
    let row: RecordTable.Row?
    /// What the columns are to hold, one entry a column.
    private(set) var cells: [(column: Int, cell: RecordTable.Cell)] = []
    /// Slots whose view has to be made from the state: several writes, keys, or values that no column holds.
    private(set) var viewed: [(slot: Layout.Slot, type: UInt8)] = []
    /// Slots that hold one plain value now, with its payload: for references.
    private(set) var plain: [(slot: Layout.Slot, payload: [UInt8], hadSides: Bool)] = []

    init(id: RecordID, kind: Int, stamp: Stamp, state: RecordState, row: RecordTable.Row?) {
        self.id = id
        self.kind = kind
        self.stamp = stamp
        self.state = state
        self.row = row
        if row == nil { cells.reserveCapacity(24) }
    }

    mutating func set(
        _ slot: Layout.Slot, _ cell: RecordTable.Cell?, payload: [UInt8]?, view: Bool,
        type: UInt8 = 0
    ) {
        if let cell, let column = slot.column { setCell(column, cell) }
        if let payload {
            let isReference = if case .reference = slot.field?.type { true } else { false }
            if view || isReference { plain.append((slot, payload, view)) }
        } else if !viewed.contains(where: { $0.slot.id == slot.id }) {
            viewed.append((slot, type))
        }
    }

    mutating func setCell(_ column: Int, _ cell: RecordTable.Cell) {
        if let last = cells.last, last.column == column {
            cells[cells.count - 1] = (column, cell)
        } else {
            cells.append((column, cell))
        }
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

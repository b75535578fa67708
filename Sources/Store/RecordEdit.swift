import CRDT
import Causality
import Records
import Wire

/// A record while a change is folded into it, and what its row is to hold then.
struct RecordEdit {
    private(set) var id = RecordID(high: 0, low: 0)
    private(set) var kind = 0
    /// The change.
    private(set) var stamp = Stamp(point: Point(rawValue: 0), lamport: 0, tag: 0)
    var state = RecordState()
    /// The row before the change; nil for a new record.
    var row: RecordTable.Row?
    /// What the row says of who sees it; nil where the state alone says it.
    var visibility: RecordTable.Visibility?
    /// What the columns are to hold, one entry a column. Borrows from the change's block.
    private(set) var cells: [(column: Int, cell: RecordTable.Cell)] = []
    /// Slots whose view has to be made from the state: several writes, keys, or values that no column holds.
    private(set) var viewed: [Layout.Slot] = []
    /// Slots that were plainly shown by a column that held all they have: nobody disagreed there.
    private var agreed: [UInt32] = []
    /// Slots that hold one plain value now and had several, or whose values are looked up, with its payload.
    private(set) var plain: [(slot: Layout.Slot, payload: [UInt8], hadSides: Bool)] = []
    /// What slots whose values are looked up held before the change, in canonical bytes, one entry a slot.
    private var former: [(slot: UInt32, values: [[UInt8]])] = []

    /// Goes on to a record, and keeps the memory that the last one took.
    mutating func begin(_ id: RecordID, kind: Int, stamp: Stamp) {
        self.id = id
        self.kind = kind
        self.stamp = stamp
        state.clear()
        row = nil
        visibility = nil
        cells.removeAll(keepingCapacity: true)
        viewed.removeAll(keepingCapacity: true)
        plain.removeAll(keepingCapacity: true)
        former.removeAll(keepingCapacity: true)
        agreed.removeAll(keepingCapacity: true)
    }

    mutating func setAgreed(_ slot: Layout.Slot) { agreed.append(slot.id) }

    /// Whether the field may have open conflicts from before the change.
    func mayHaveConflicts(_ slot: Layout.Slot) -> Bool {
        row != nil && (slot.holdsDisputes || !agreed.contains(slot.id))
    }

    func knowsFormer(_ slot: Layout.Slot) -> Bool { former.contains { $0.slot == slot.id } }

    mutating func setFormer(_ values: [[UInt8]], of slot: Layout.Slot) {
        former.append((slot.id, values))
    }

    /// Empty for a record that is new.
    func former(_ slot: Layout.Slot) -> [[UInt8]] {
        former.first { $0.slot == slot.id }?.values ?? []
    }

    /// The column of a slot shows the one value of its one write.
    mutating func show(_ slot: Layout.Slot, _ cell: RecordTable.Cell, hadSides: Bool) {
        if let column = slot.column { setCell(column, cell) }
        if hadSides || slot.lookup != nil { plain.append((slot, cell.payload, hadSides)) }
    }

    /// The column of a slot shows a view, to be made when all operations are folded.
    mutating func view(_ slot: Layout.Slot) {
        if !viewed.contains(where: { $0.id == slot.id }) { viewed.append(slot) }
    }

    /// Puts the cells in the order of the columns, so that one statement serves for all rows that are written whole.
    mutating func sortCells() { cells.sort { $0.column < $1.column } }

    mutating func setCell(_ column: Int, _ cell: RecordTable.Cell) {
        cells.append((column, cell))
    }
}

/// The slots of the names in one block, each looked up once for each kind.
struct BlockSlots {
    private let view: BlockView
    private let layout: Layout
    private var slots: [Layout.Slot?]
    /// Whether the block may say which records are one.
    let namesJoins: Bool
    private var kindName = -1
    private var kind = 0

    init(_ view: BlockView, _ layout: Layout) {
        self.view = view
        self.layout = layout
        slots = Array(repeating: nil, count: view.names.count)
        namesJoins = view.names.contains(Layout.joinedField)
    }

    /// A section of this kind follows; the names now mean its fields.
    ///
    /// - Returns: the kind's place in the layout.
    mutating func begin(kind name: Int) -> Int {
        if name == kindName { return kind }
        for place in slots.indices { slots[place] = nil }
        kindName = name
        kind = layout.kindOrNew(view.names[name])
        return kind
    }

    /// The slot of a field by the place of its name in the block.
    subscript(field: Int) -> Layout.Slot {
        mutating get throws(StoreError) {
            if let slot = slots[field] { return slot }
            let slot = try layout.slot(kind: kind, field: view.names[field])
            slots[field] = slot
            return slot
        }
    }
}

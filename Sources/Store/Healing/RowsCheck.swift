import CRDT
import Causality
import Records
import Wire

/// Adds up the records' rows, a few at a time, and compares the sum with the digest that was kept as they were written:
/// the digest follows from the rows, so a row that somebody changed, added or removed is found.
///
/// A value: whoever checks keeps it between slices. It begins anew when the log grew meanwhile.
package struct RowsCheck: Sendable {
    /// Rows that cannot be read, or show what their own state does not say.
    package private(set) var damaged: [Store.Location] = []
    /// How many rows are no records at all.
    package private(set) var strays = 0
    package private(set) var isComplete = false
    /// Whether the rows add up to the digest; only once it is complete.
    package private(set) var addsUp = true
    private var sum = StateDigest()
    private var kind = 0
    private var row = Int64.min
    private var seq: Int64 = -1

    package init() {}

    /// What the rows looked at add up to.
    var total: StateDigest { sum }

    package var isGood: Bool { damaged.isEmpty && strays == 0 && addsUp }

    /// Looks at so many rows more. Inside ``Store/read(_:)``.
    package mutating func advance(_ store: Store, rows limit: Int) throws(StoreError) {
        if isComplete || seq != store.newestSeq {
            self = RowsCheck()
            seq = store.newestSeq
        }
        var left = limit
        while left > 0, kind < store.layout.kinds.count {
            let rows = try store.rows(ofKind: kind, after: row, limit: left)
            for (row, id) in rows {
                self.row = row
                left -= 1
                guard let id else {
                    strays += 1
                    continue
                }
                switch try store.weigh(id, kind: kind) {
                case .some(let weight): sum.add(weight)
                case nil:
                    damaged.append(
                        Store.Location(kind: store.layout.kinds[kind].name, id: id))
                }
            }
            if left > 0 || rows.isEmpty {
                kind += 1
                row = .min
            }
        }
        guard kind >= store.layout.kinds.count else { return }
        isComplete = true
        addsUp = sum == store.stateDigest
    }
}

extension Store {
    /// Looks at all rows at once; inside ``read(_:)``.
    package func checkRows() throws(StoreError) -> RowsCheck {
        var check = RowsCheck()
        repeat { try check.advance(self, rows: 4096) } while !check.isComplete
        return check
    }

    fileprivate func rows(
        ofKind kind: Int, after row: Int64, limit: Int
    ) throws(StoreError) -> [(row: Int64, id: RecordID?)] {
        let it = layout.kinds[kind]
        let select = try statements(
            "SELECT row, id FROM \(it.kind == nil ? "unknown_record" : quoted(it.name))"
                + " WHERE row > ?1\(it.kind == nil ? " AND kind = ?3" : "") ORDER BY row LIMIT ?2")
        defer { select.reset() }
        select.bind(row, at: 1)
        select.bind(limit, at: 2)
        if it.kind == nil { select.bind(it.name, at: 3) }
        var rows: [(row: Int64, id: RecordID?)] = []
        while try select.step() { rows.append((select.int(0), try? Store.recordID(select, 1))) }
        return rows
    }

    /// What a row counts in the digest; nil for one that cannot be read or contradicts itself.
    fileprivate func weigh(_ id: RecordID, kind: Int) throws(StoreError) -> UInt128? {
        do { return try weight(of: id, kind: kind) } catch {
            if case .inconsistent = error { return nil }
            throw error
        }
    }

    private func weight(of id: RecordID, kind: Int) throws(StoreError) -> UInt128? {
        var state = RecordState()
        guard let row = try table.read(id, kind: kind, column: nil, into: &state) else {
            return nil
        }
        defer { table.finish(row) }
        let name = layout.kinds[kind].name
        let slots = layout.kinds[kind].columns.compactMap { layout.slots[$0] }
        for slot in slots where slot.isKeyed { _ = try table.fill(slot, from: row, into: &state) }
        var sum = StateDigest()
        for delete in state.deletes { sum.add(WriteHash.value(id, 0, [], delete.stamp, .empty)) }
        var written: Set<UInt32> = []
        /// Slots of which the column is only what people read.
        var viewed: Set<UInt32> = []
        for write in state.writes {
            guard let slot = layout.slots[write.slot] else { return nil }
            written.insert(slot.id)
            if write.payload != nil, !slot.isKeyed { viewed.insert(slot.id) }
            let payload: [UInt8]
            if let held = write.payload {
                payload = held
            } else {
                payload = try table.columnPayload(slot, in: row)
            }
            sum.add(
                payload.withUnsafeBytes {
                    WriteHash.value(id, slot.nameHash, write.key, write.stamp, $0)
                })
        }
        guard !joins.contains(name, id) else { return sum.sum }
        guard row.isHidden == state.isHidden else { return nil }
        for slot in slots where !written.contains(slot.id) {
            guard table.isEmpty(slot, in: row) else { return nil }
        }
        guard !viewed.isEmpty else { return sum.sum }
        let shown = slots.filter { viewed.contains($0.id) }.map { table.shown($0, in: row) }
        table.finish(row)
        let record = try member(id, kind: name) { viewed.contains($0.id) }
        for (slot, shown) in zip(slots.filter { viewed.contains($0.id) }, shown) {
            let content = record?[slot.name]?.view.content
            // A value that this version does not know stands in no column.
            if case .single(.unknown)? = content {
                guard shown == nil else { return nil }
                continue
            }
            switch Projections.cell(content) {
            case .null: guard shown == nil else { return nil }
            case .view(let text): guard shown == Array(text.utf8) else { return nil }
            // A value of the column's own type: what it shows of several is compared by whoever folds anew.
            case .borrowed, .payload, .keyed: guard shown != nil else { return nil }
            }
        }
        return sum.sum
    }
}

extension UnsafeRawBufferPointer {
    fileprivate static var empty: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: nil, count: 0)
    }
}

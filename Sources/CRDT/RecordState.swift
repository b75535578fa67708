package import Causality

/// The state of one record: its live writes, whoever deleted it, and the last changes that touched it.
///
/// One mechanism carries all stored types. **Every write lists the writes that it supersedes**, and two writes of one
/// key of which neither supersedes the other are concurrent, exactly (multi-value register by dotted version vectors:
/// Preguiça et al., arXiv 1011.5808). A register has the empty key; the elements of an observed-remove set, the keys of
/// a map and the entries of an entry log are keys; an element is removed by superseding its additions without a write.
///
/// Delivery is causal: a write arrives after those that it supersedes, so nothing needs a tombstone.
///
/// Shape: writes sorted by ``Write/precedes(_:_:)``; 48 bytes a write. Cost: a search and a move of the tail.
package struct RecordState: Hashable, Sendable {
    /// Changes of this record that no later change of it names as shown to its author, in tie order, oldest first.
    package private(set) var heads: [Stamp]
    package private(set) var writes: [Write]
    /// Deletes in force: the record is hidden while each live write is named by one of them.
    package private(set) var deletes: [Delete]

    /// A delete removes nothing: it names the live writes that its author was shown.
    package struct Delete: Hashable, Sendable {
        package let stamp: Stamp
        package let names: PointRanges

        package init(stamp: Stamp, names: PointRanges) {
            self.stamp = stamp
            self.names = names
        }
    }

    package init(heads: [Stamp] = [], writes: [Write] = [], deletes: [Delete] = []) {
        self.heads = heads
        self.writes = writes
        self.deletes = deletes
    }

    // MARK: Folding a change

    /// The change `stamp` touched the record; its author had been shown the changes in `shown`.
    package mutating func touch(_ stamp: Stamp, shown: PointRanges) {
        if !shown.isEmpty { heads.removeAll { shown.contains($0.point) } }
        let place = heads.firstIndex { $0.isShown(over: stamp) } ?? heads.count
        heads.insert(stamp, at: place)
    }

    /// Puts `payload` (nil bytes in the optional sense of ``Write/payload``) under a key and takes away what it
    /// supersedes there.
    package mutating func write(_ write: Write, superseding superseded: PointRanges) {
        remove(slot: write.slot, key: write.key, superseded)
        let place = place(of: write)
        if place == writes.count { writes.append(write) } else { writes.insert(write, at: place) }
    }

    /// Takes away what is superseded under a key and puts nothing there: the removal of a set's element.
    package mutating func remove(slot: UInt32, key: [UInt8], _ superseded: PointRanges) {
        guard !superseded.isEmpty else { return }
        var place = firstPlace(slot: slot)
        while place < writes.count, writes[place].slot == slot {
            if writes[place].key == key, superseded.contains(writes[place].stamp.point) {
                writes.remove(at: place)
            } else {
                place += 1
            }
        }
    }

    /// Becomes the state of a record that nobody has touched, and keeps its memory.
    package mutating func clear() {
        heads.removeAll(keepingCapacity: true)
        writes.removeAll(keepingCapacity: true)
        deletes.removeAll(keepingCapacity: true)
    }

    package mutating func delete(_ delete: Delete, superseding superseded: PointRanges) {
        reinstate(superseding: superseded)
        let place = deletes.firstIndex { $0.stamp.isShown(over: delete.stamp) } ?? deletes.count
        deletes.insert(delete, at: place)
    }

    package mutating func reinstate(superseding superseded: PointRanges) {
        deletes.removeAll { superseded.contains($0.stamp.point) }
    }

    package mutating func setPayload(_ payload: [UInt8]?, at place: Int) {
        writes[place].payload = payload
    }

    /// Puts keys and payloads of a field back that its column holds, in the order of its writes.
    ///
    /// - Precondition: one entry for each of the field's writes.
    package mutating func fill(_ places: Range<Int>, _ entries: [(key: [UInt8], payload: [UInt8])])
    {
        // safe: the column is counted before it is filled in (`RecordTable.fill`).
        precondition(places.count == entries.count)
        for (place, entry) in zip(places, entries) {
            writes[place].fill(key: entry.key, payload: entry.payload)
        }
    }

    /// The field's column holds keys and payloads: only who wrote stays.
    package mutating func leaveToColumn(_ places: Range<Int>) {
        for place in places { writes[place].leaveToColumn() }
    }

    // MARK: Loading what was stored

    /// The parts of a state in the order in which it keeps them.
    package mutating func load(head: Stamp) { heads.append(head) }

    package mutating func load(delete: Delete) { deletes.append(delete) }

    package mutating func load(_ write: Write) {
        // safe: of debug builds; the reader of states refuses another order.
        assert(writes.last.map { $0.slot <= write.slot } ?? true)
        writes.append(write)
    }

    // MARK: Reading

    /// Hidden while every live write is named by some delete.
    package var isHidden: Bool {
        !deletes.isEmpty && writes.allSatisfy { isNamed($0.stamp.point) }
    }

    /// Brought back by an edit that a delete had not seen.
    package var isWithdrawnButEdited: Bool { !deletes.isEmpty && !isHidden }

    private func isNamed(_ point: Point) -> Bool {
        deletes.contains { $0.names.contains(point) }
    }

    /// The places of a field's live writes.
    package func places(of slot: UInt32) -> Range<Int> {
        let first = firstPlace(slot: slot)
        var end = first
        while end < writes.count, writes[end].slot == slot { end += 1 }
        return first..<end
    }

    private func firstPlace(slot: UInt32) -> Int {
        // A new record is written in the order of its slots.
        guard let last = writes.last, last.slot >= slot else { return writes.count }
        var low = 0
        var high = writes.count
        while low < high {
            let middle = (low + high) / 2
            if writes[middle].slot < slot { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func place(of write: Write) -> Int {
        var place = firstPlace(slot: write.slot)
        while place < writes.count, Write.precedes(writes[place], write) { place += 1 }
        return place
    }
}

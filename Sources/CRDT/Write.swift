/// One live write of a field: what a change put under a key, and which change that was.
package struct Write: Hashable, Sendable {
    /// The field, by its local number.
    package let slot: UInt32
    /// Empty for a register; an element's or a key's canonical bytes otherwise.
    package private(set) var key: [UInt8]
    package let stamp: Stamp
    /// The canonical bytes of the values; nil while the record's typed column holds them, and then it holds the keys of
    /// a field that has keys as well.
    package var payload: [UInt8]?

    package init(slot: UInt32, key: [UInt8] = [], stamp: Stamp, payload: [UInt8]?) {
        self.slot = slot
        self.key = key
        self.stamp = stamp
        self.payload = payload
    }

    /// The same write with what the column holds put back.
    package mutating func fill(key: [UInt8], payload: [UInt8]) {
        self.key = key
        self.payload = payload
    }

    /// The same write when the column holds key and payload.
    package mutating func leaveToColumn() {
        key = []
        payload = nil
    }

    /// The order in a state: field, key, then the tie order, oldest first. The same on every node.
    package static func precedes(_ a: Write, _ b: Write) -> Bool {
        if a.slot != b.slot { return a.slot < b.slot }
        if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
        return b.stamp.isShown(over: a.stamp)
    }
}

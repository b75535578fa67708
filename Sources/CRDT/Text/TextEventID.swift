/// What names an event of a text on every node, and breaks the tie between concurrent inserts at one place.
///
/// An event's `lamport` is greater than that of all its ancestors, so the order of ids extends causality; `tag` (for
/// example the first eight bytes of a hash) tells apart events of one lamport.
package struct TextEventID: Hashable, Comparable, Sendable {
    package let lamport: UInt64
    package let tag: UInt64

    package init(lamport: UInt64, tag: UInt64) {
        self.lamport = lamport
        self.tag = tag
    }

    package static func < (a: TextEventID, b: TextEventID) -> Bool {
        (a.lamport, a.tag) < (b.lamport, b.tag)
    }
}

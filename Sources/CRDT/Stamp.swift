package import Causality

/// A change as the state of a record names it: where it stands, and what orders it in a view.
package struct Stamp: Hashable, Sendable {
    package let point: Point
    /// One more than the greatest stamp that its author had seen.
    package let lamport: UInt64
    /// The first eight bytes of the change's hash: the same on every node, unlike the point.
    package let tag: UInt64

    package init(point: Point, lamport: UInt64, tag: UInt64) {
        self.point = point
        self.lamport = lamport
        self.tag = tag
    }

    /// The tie order of every view: Lamport stamp, then change hash. Both are equal on all nodes; no clock is asked.
    package func isShown(over other: Stamp) -> Bool {
        (lamport, tag) > (other.lamport, other.tag)
    }
}

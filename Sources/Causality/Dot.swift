/// The n-th change of a replica: how changes are counted on the wire. Numbers begin at 1.
///
/// A dot names one change unless its replica forked; then only the hash does.
package struct Dot: Hashable, Comparable, Sendable {
    package let replica: ReplicaID
    package let number: UInt64

    package init(_ replica: ReplicaID, _ number: UInt64) {
        self.replica = replica
        self.number = number
    }

    package static func < (a: Dot, b: Dot) -> Bool {
        (a.replica, a.number) < (b.replica, b.number)
    }
}

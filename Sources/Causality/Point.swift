/// A change as one node names it: the local number of its chain and its number in that chain.
///
/// A chain is one unbroken run of a replica's changes. A replica that forked has one chain for each branch, and a
/// change that branches share belongs to the chain that the node saw first; so a point names exactly one change, and
/// it never leaves the node.
package struct Point: Hashable, Comparable, Sendable {
    /// Chain in the upper 24 bits, number in the lower 40: at most 16 million chains of 10^12 changes.
    package let rawValue: UInt64

    package static let maxNumber: UInt64 = 1 << 40 - 1
    package static let maxChain = 1 << 24 - 1

    package init(chain: Int, number: UInt64) {
        // safe: numbers are bounded where headers, ranges and states are read.
        precondition(chain >= 0 && chain <= Self.maxChain && number <= Self.maxNumber)
        rawValue = UInt64(chain) << 40 | number
    }

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// From columns of a file: nil for numbers that no point has.
    package init?(storedChain chain: Int64, number: Int64) {
        guard (0...Int64(Self.maxChain)).contains(chain), number >= 0,
            UInt64(number) <= Self.maxNumber
        else { return nil }
        rawValue = UInt64(chain) << 40 | UInt64(number)
    }

    package var chain: Int { Int(rawValue >> 40) }
    package var number: UInt64 { rawValue & Self.maxNumber }

    package static func < (a: Point, b: Point) -> Bool { a.rawValue < b.rawValue }
}

/// A run of changes of one chain, both ends included: what a write says it supersedes, what a delete names.
package struct PointRange: Hashable, Sendable {
    package let first: Point
    package let last: Point

    /// - Precondition: both ends are of one chain, in order.
    package init(_ first: Point, _ last: Point) {
        // safe: readers of ranges refuse one that ends before it begins.
        precondition(first.chain == last.chain && first <= last)
        self.first = first
        self.last = last
    }

    package init(_ point: Point) {
        first = point
        last = point
    }

    package func contains(_ point: Point) -> Bool {
        first.rawValue <= point.rawValue && point.rawValue <= last.rawValue
    }
}

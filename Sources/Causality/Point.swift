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
        precondition(chain >= 0 && chain <= Self.maxChain && number <= Self.maxNumber)
        rawValue = UInt64(chain) << 40 | number
    }

    package init(rawValue: UInt64) { self.rawValue = rawValue }

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

/// The same for a handful of ranges, as one change names them in one field.
package struct PointRanges: Hashable, Sendable {
    package private(set) var ranges: [PointRange]

    package init(_ ranges: [PointRange] = []) { self.ranges = ranges }

    /// The shortest ranges that hold exactly these points.
    package init(points: some Sequence<Point>) {
        ranges = []
        for point in points.sorted() {
            if let last = ranges.last, last.last.chain == point.chain,
                last.last.number + 1 >= point.number
            {
                ranges[ranges.count - 1] = PointRange(last.first, point)
            } else {
                ranges.append(PointRange(point))
            }
        }
    }

    package var isEmpty: Bool { ranges.isEmpty }

    package mutating func insert(_ range: PointRange) { ranges.append(range) }

    package func contains(_ point: Point) -> Bool {
        for range in ranges where range.contains(point) { return true }
        return false
    }
}

extension PointRanges {
    /// Each point, a range after the other.
    package var points: some Sequence<Point> {
        ranges.lazy.flatMap { range in
            (range.first.number...range.last.number).lazy.map {
                Point(chain: range.first.chain, number: $0)
            }
        }
    }
}

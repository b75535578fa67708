/// A set of changes as ranges of points: what one change names in one field.
///
/// Shape: the fewest ranges that hold exactly these points, ascending; so equal sets are equal values, however they were
/// named. Cost: ``contains(_:)`` O(log n).
package struct PointRanges: Hashable, Sendable {
    package private(set) var ranges: [PointRange]

    /// What any ranges hold together; they may overlap and stand in any order.
    package init(_ ranges: [PointRange] = []) {
        self.ranges = ranges
        if !isCanonical { merge() }
    }

    package init(points: some Sequence<Point>) {
        self.init(points.map { PointRange($0) })
    }

    package var isEmpty: Bool { ranges.isEmpty }

    package mutating func insert(_ range: PointRange) { formUnion([range]) }

    package mutating func formUnion(_ others: [PointRange]) {
        guard !others.isEmpty else { return }
        ranges += others
        if !isCanonical { merge() }
    }

    package func contains(_ point: Point) -> Bool {
        let place = ranges.firstPlace { $0.first > point }
        return place > 0 && ranges[place - 1].contains(point)
    }

    private var isCanonical: Bool {
        zip(ranges, ranges.dropFirst()).allSatisfy { a, b in
            a.last < b.first && !Self.meet(a, b)
        }
    }

    /// Whether `b`, which does not begin before `a`, goes on where `a` ends or before.
    private static func meet(_ a: PointRange, _ b: PointRange) -> Bool {
        a.last.chain == b.first.chain
            && (b.first <= a.last || b.first.number == a.last.number + 1)
    }

    private mutating func merge() {
        var merged: [PointRange] = []
        for range in ranges.sorted(by: { $0.first < $1.first }) {
            if let last = merged.last, Self.meet(last, range) {
                merged[merged.count - 1] = PointRange(last.first, max(last.last, range.last))
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }
}

extension PointRanges {
    /// How many points there are.
    package var count: UInt64 {
        ranges.reduce(0) { $0 &+ ($1.last.number - $1.first.number + 1) }
    }

    /// Each point, a range after the other.
    package var points: some Sequence<Point> {
        ranges.lazy.flatMap { range in
            (range.first.number...range.last.number).lazy.map {
                Point(chain: range.first.chain, number: $0)
            }
        }
    }
}

extension Array {
    /// The first place of which `isBeyond` holds, in an array of which it holds from some place on; else the end.
    package func firstPlace(where isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Numbers all scalars that the events of a history inserted, in the order of arrival.
struct TextInsertions {
    private var ends: [Int] = []

    mutating func append(count: Int) { ends.append((ends.last ?? 0) + count) }

    mutating func truncate(to count: Int) { ends.removeSubrange(count...) }

    func scalars(of event: Int) -> Range<Int> { (event == 0 ? 0 : ends[event - 1])..<ends[event] }

    func scalars(of events: Range<Int>) -> Range<Int> {
        guard let last = events.last else { return 0..<0 }
        return scalars(of: events.lowerBound).lowerBound..<ends[last]
    }
}

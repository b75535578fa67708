/// A set of events closed under ancestry: all before `floor`, and those marked from there on.
struct TextEventSet {
    let floor: Int
    fileprivate(set) var marks: [Bool] = []

    init(before floor: Int) { self.floor = floor }

    /// One more than the greatest event that the set can hold.
    var end: Int { floor + marks.count }

    func contains(_ event: Int) -> Bool {
        event < floor || (event < end && marks[event - floor])
    }
}

extension TextEventGraph {
    /// The events of a version. Cost: O(events since the last cut before its youngest head).
    func events(of version: [Int]) -> TextEventSet {
        guard let youngest = version.last else { return TextEventSet(before: 0) }
        if isCut(youngest + 1), isVersion(version, before: youngest + 1) {
            return TextEventSet(before: youngest + 1)
        }
        var result = TextEventSet(before: cuts[cutPlace(atOrBefore: youngest)])
        result.marks = Array(repeating: false, count: max(0, youngest + 1 - result.floor))
        for head in version where head >= result.floor { result.marks[head - result.floor] = true }
        for event in stride(from: youngest, through: result.floor, by: -1)
        where result.contains(event) {
            for parent in parents(of: event) where parent >= result.floor {
                result.marks[parent - result.floor] = true
            }
        }
        return result
    }

    private func isCut(_ event: Int) -> Bool {
        event == count || cuts[cutPlace(atOrBefore: event)] == event
    }

    /// The greatest version that is part of all `versions`: the heads of the events that they have in common.
    func commonVersion(of versions: [[Int]]) -> [Int] {
        let sets = versions.map(events)
        guard let end = sets.map(\.end).min(), end > 0 else { return [] }
        let floor = sets.map(\.floor).min() ?? 0
        var covered: Set<Int> = []
        var heads: [Int] = []
        // What every set holds entirely is a prefix up to a cut, so the search can end at the cut before it.
        let last = floor == 0 ? 0 : cuts[cutPlace(atOrBefore: floor - 1)]
        for event in stride(from: end - 1, through: last, by: -1)
        where sets.allSatisfy({ $0.contains(event) }) {
            if !covered.contains(event) { heads.append(event) }
            covered.formUnion(parents(of: event))
        }
        return heads.reversed()
    }
}

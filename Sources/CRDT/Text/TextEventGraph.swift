/// Who followed whom among the events of one text, by local numbers in the order of arrival (parents before children).
///
/// A version is the set of an antichain of events and all their ancestors; it is written as that antichain, ascending.
/// A **cut** is a number `c` such that every event from `c` on is a descendant of every event before it; the version of
/// the events before `c` is then critical in the sense of Eg-walker (Gentle & Kleppmann, arXiv 2409.14252, section 3.5).
/// Every critical version is a prefix in any causal order, so no other place need be looked at.
///
/// Cost: `append` is O(parents · log heads) amortised. Memory: about 80 bytes an event.
struct TextEventGraph {
    private(set) var ids: [TextEventID] = []
    private(set) var heads: [Int] = []
    /// Ascending. The event at a cut has as parents exactly the heads of all events before.
    private(set) var cuts: [Int] = []
    private var numbers: [TextEventID: Int] = [:]
    private var parentList: [Int] = []
    private var parentEnds: [Int] = []

    var count: Int { ids.count }

    func number(of id: TextEventID) -> Int? { numbers[id] }

    func parents(of event: Int) -> ArraySlice<Int> {
        parentList[(event == 0 ? 0 : parentEnds[event - 1])..<parentEnds[event]]
    }

    /// A parent that another parent follows does no harm but to speed: the event is then not seen to know all before it.
    ///
    /// - Precondition: the id is new; the parents are in the graph, ascending.
    mutating func append(_ id: TextEventID, parents: [Int]) {
        let event = count
        numbers[id] = event
        ids.append(id)
        parentList += parents
        parentEnds.append(parentList.count)
        if parents == heads {
            cuts.append(event)
            heads = [event]
            return
        }
        let oldest = parents.first ?? -1
        while let cut = cuts.last, cut > oldest, !isVersion(parents, before: cut) {
            cuts.removeLast()
        }
        for parent in parents {
            let place = heads.partitionPoint { $0 >= parent }
            if place < heads.count, heads[place] == parent { heads.remove(at: place) }
        }
        heads.append(event)
    }

    /// Forgets the events from `count` on.
    mutating func truncate(to count: Int) {
        guard count < self.count else { return }
        var kept = TextEventGraph()
        for event in 0..<count { kept.append(ids[event], parents: Array(parents(of: event))) }
        self = kept
    }

    /// Whether `version` holds exactly the events before `cut`.
    func isVersion(_ version: [Int], before cut: Int) -> Bool {
        cut == count ? version == heads : parents(of: cut).elementsEqual(version)
    }

    /// The place in `cuts` of the greatest that is at most `event`; a graph that is not empty has cut 0.
    func cutPlace(atOrBefore event: Int) -> Int {
        cuts.partitionPoint { $0 > event } - 1
    }

    /// The events from the cut at `place` to the next.
    func segment(_ place: Int) -> Range<Int> {
        cuts[place]..<(place + 1 < cuts.count ? cuts[place + 1] : count)
    }
}

extension [Int] {
    /// The first place whose element, and so all after it, is `high`; the array is ordered by that.
    fileprivate func partitionPoint(where isHigh: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isHigh(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension TextEventGraph {
    /// The members of a range in an order for walking: parents before children, and each branch in one piece where
    /// merges allow it, so that the walker seldom has to change the version it stands at. Of branches that leave one
    /// version the one with the greatest id goes first: at a place where all insert, the others then go right before it.
    ///
    /// Cost: O(range and its parents).
    func walkingOrder(in range: Range<Int>, where isMember: (Int) -> Bool) -> [Int] {
        var waitingFor = [Int32](repeating: -1, count: range.count)
        var children = [[Int32]](repeating: [], count: range.count)
        var ready: [Int] = []
        for event in range where isMember(event) {
            waitingFor[event - range.lowerBound] = 0
            for parent in parents(of: event)
            where parent >= range.lowerBound && waitingFor[parent - range.lowerBound] >= 0 {
                waitingFor[event - range.lowerBound] += 1
                children[parent - range.lowerBound].append(Int32(event - range.lowerBound))
            }
            if waitingFor[event - range.lowerBound] == 0 { ready.append(event) }
        }
        ready.sort { ids[$0] < ids[$1] }
        var order: [Int] = []
        order.reserveCapacity(range.count)
        while let event = ready.popLast() {
            order.append(event)
            let first = ready.count
            for child in children[event - range.lowerBound] {
                // safe: children are places in this array, put there above.
                waitingFor[Int(child)] -= 1
                // safe: the same place.
                if waitingFor[Int(child)] == 0 { ready.append(range.lowerBound + Int(child)) }
            }
            if ready.count > first + 1 { ready[first...].sort { ids[$0] < ids[$1] } }
        }
        return order
    }

    /// The events that only one of two versions holds.
    ///
    /// - Precondition: both hold all events before `floor`; heads before it may be left out.
    /// Cost: O(the result, and the events between its oldest and the versions' heads).
    func difference(_ a: [Int], _ b: [Int], above floor: Int) -> (onlyA: [Int], onlyB: [Int]) {
        var pending = Frontier()
        for event in a { pending.insert(event, .a) }
        for event in b { pending.insert(event, .b) }
        var onlyA: [Int] = []
        var onlyB: [Int] = []
        while pending.unsharedCount > 0, let (event, side) = pending.popYoungest() {
            if side == .a { onlyA.append(event) }
            if side == .b { onlyB.append(event) }
            for parent in parents(of: event) where parent >= floor {
                pending.insert(parent, side)
            }
        }
        return (onlyA, onlyB)
    }

    /// Events still to be visited, youngest last, with the sides that hold them. It stays as short as the versions are
    /// wide, so that a sorted array serves better than a heap.
    private struct Frontier {
        struct Side: OptionSet {
            let rawValue: UInt8
            static let a = Side(rawValue: 1)
            static let b = Side(rawValue: 2)
        }

        private var entries: [(event: Int, side: Side)] = []
        private(set) var unsharedCount = 0

        mutating func insert(_ event: Int, _ side: Side) {
            var place = entries.count
            while place > 0, entries[place - 1].event > event { place -= 1 }
            if place > 0, entries[place - 1].event == event {
                let old = entries[place - 1].side
                entries[place - 1].side = old.union(side)
                if old != [.a, .b], old.union(side) == [.a, .b] { unsharedCount -= 1 }
            } else {
                entries.insert((event, side), at: place)
                if side != [.a, .b] { unsharedCount += 1 }
            }
        }

        mutating func popYoungest() -> (Int, Side)? {
            guard let entry = entries.popLast() else { return nil }
            if entry.side != [.a, .b] { unsharedCount -= 1 }
            return entry
        }
    }
}

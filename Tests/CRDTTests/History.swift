import CRDT
import Causality

/// A small generator with a seed: the same histories in every run.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func word() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(word() % UInt64(limit)) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func element<Element>(of elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}

/// What a change of these histories does to the one record.
enum Deed: Hashable {
    case write(slot: UInt32, key: [UInt8], value: UInt8)
    case removeElement(slot: UInt32, key: [UInt8])
    case delete
    case reinstate
}

/// One change: who made it, what its author knew, and which writes it took back.
struct Event: Hashable {
    let point: Point
    let lamport: UInt64
    /// Places of the changes that its author knew, all of them.
    let past: Set<Int>
    let deed: Deed
    let superseded: PointRanges
    /// For a delete: the writes that it names.
    let names: PointRanges
    /// The record's heads that its author was shown.
    let shown: PointRanges

    var stamp: Stamp { Stamp(point: point, lamport: lamport, tag: point.rawValue &* 0x9E37_79B9) }
}

extension RecordState {
    mutating func fold(_ event: Event) {
        switch event.deed {
        case .write(let slot, let key, let value):
            write(
                Write(slot: slot, key: key, stamp: event.stamp, payload: [value]),
                superseding: event.superseded)
        case .removeElement(let slot, let key):
            remove(slot: slot, key: key, event.superseded)
        case .delete:
            delete(
                Delete(stamp: event.stamp, names: event.names), superseding: event.superseded)
        case .reinstate: reinstate(superseding: event.superseded)
        }
        touch(event.stamp, shown: event.shown)
    }

    func live(_ slot: UInt32, _ key: [UInt8]) -> [Write] {
        writes.filter { $0.slot == slot && $0.key == key }
    }
}

/// A history of one record among three replicas that sync at random; every author works from its own state.
struct History {
    private(set) var events: [Event] = []

    init(_ dice: inout Dice, length: Int, deeds: (inout Dice) -> Deed) {
        let replicas = 3
        var views = Array(repeating: Set<Int>(), count: replicas)
        var orders = Array(repeating: [Int](), count: replicas)
        var states = Array(repeating: RecordState(), count: replicas)
        var numbers = Array(repeating: UInt64(0), count: replicas)
        while events.count < length {
            let replica = dice.below(replicas)
            if dice.chance(45) {
                for place in orders[dice.below(replicas)] where !views[replica].contains(place) {
                    views[replica].insert(place)
                    orders[replica].append(place)
                    states[replica].fold(events[place])
                }
                continue
            }
            numbers[replica] += 1
            let deed = deeds(&dice)
            let event = Event(
                point: Point(chain: replica, number: numbers[replica]),
                lamport: (views[replica].map { events[$0].lamport }.max() ?? 0) + 1,
                past: views[replica], deed: deed,
                superseded: History.superseded(deed, in: states[replica]),
                names: PointRanges(points: states[replica].writes.map(\.stamp.point)),
                shown: PointRanges(points: states[replica].heads.map(\.point)))
            events.append(event)
            views[replica].insert(events.count - 1)
            orders[replica].append(events.count - 1)
            states[replica].fold(event)
        }
    }

    private static func superseded(_ deed: Deed, in state: RecordState) -> PointRanges {
        switch deed {
        case .write(let slot, let key, _), .removeElement(let slot, let key):
            PointRanges(points: state.live(slot, key).map(\.stamp.point))
        case .delete, .reinstate: PointRanges(points: state.deletes.map(\.stamp.point))
        }
    }

    /// Every order of delivery in which each change comes after all that its author knew.
    func everyCausalOrder(_ body: ([Int]) -> Void) {
        var order: [Int] = []
        var done: Set<Int> = []
        func extend() {
            if order.count == events.count { return body(order) }
            for place in events.indices
            where !done.contains(place) && events[place].past.isSubset(of: done) {
                order.append(place)
                done.insert(place)
                extend()
                done.remove(place)
                order.removeLast()
            }
        }
        extend()
    }

    /// The states that all causal orders end in: one, or the type does not converge.
    func endStates() -> Set<RecordState> {
        var states: Set<RecordState> = []
        everyCausalOrder { order in
            var state = RecordState()
            for place in order { state.fold(events[place]) }
            states.insert(state)
        }
        return states
    }

    /// The exact answer, from causality alone: writes of which no later change of the same key knew.
    func exactlyLive() -> Set<Point> {
        var live: Set<Point> = []
        for (place, event) in events.enumerated() {
            guard case .write(let slot, let key, _) = event.deed else { continue }
            let isReplaced = events.contains { later in
                guard later.past.contains(place) else { return false }
                return switch later.deed {
                case .write(slot, key, _), .removeElement(slot, key): true
                default: false
                }
            }
            if !isReplaced { live.insert(event.point) }
        }
        return live
    }
}

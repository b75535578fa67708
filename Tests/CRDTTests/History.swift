import CRDT
import Causality

/// A generator whose seed says all: a failure names the seed, and the seed brings it back (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func chance(_ perCent: Int) -> Bool { below(100) < perCent }

    mutating func pick<T>(_ all: [T]) -> T { all[below(all.count)] }
}

/// What one change does to the one record of a history.
enum Deed: Hashable {
    case write(slot: UInt32, key: [UInt8] = [], value: UInt8, superseding: [Point])
    case remove(slot: UInt32, key: [UInt8], superseding: [Point])
    case delete(naming: [Point], superseding: [Point])
    case reinstate(superseding: [Point])

    /// Field and key, of what is about one.
    var cell: [UInt8]? {
        switch self {
        case .write(let slot, let key, _, _), .remove(let slot, let key, _): [UInt8(slot)] + key
        case .delete, .reinstate: nil
        }
    }
}

/// A small history: changes of three replicas that synced at random, each made in view of what its replica held.
///
/// Shape: at most 64 changes; sets of changes are bit masks over their places.
struct History {
    struct Change {
        let stamp: Stamp
        /// Everything that its author held.
        let past: UInt64
        /// The record's heads that its author was shown.
        let shown: [Point]
        let deed: Deed
    }

    private(set) var changes: [Change] = []

    static let replicas = 3

    /// - Parameter deed: what a replica does in view of its state.
    init(_ count: Int, _ dice: inout Dice, deed: (RecordState, inout Dice) -> Deed) {
        var held = Array(repeating: UInt64(0), count: Self.replicas)
        var states = Array(repeating: RecordState(), count: Self.replicas)
        var numbers = Array(repeating: UInt64(0), count: Self.replicas)
        while changes.count < count {
            let replica = dice.below(Self.replicas)
            if dice.chance(45) {
                let other = dice.below(Self.replicas)
                for place in changes.indices where held[other] & ~held[replica] & (1 << UInt64(place)) != 0 {
                    History.apply(changes[place], to: &states[replica])
                }
                held[replica] |= held[other]
                continue
            }
            numbers[replica] += 1
            let past = held[replica]
            let lamport = changes.indices.filter { past & (1 << UInt64($0)) != 0 }
                .map { changes[$0].stamp.lamport }.max() ?? 0
            let stamp = Stamp(
                point: Point(chain: replica, number: numbers[replica]), lamport: lamport + 1,
                tag: dice.next())
            let change = Change(
                stamp: stamp, past: past, shown: states[replica].heads.map(\.point),
                deed: deed(states[replica], &dice))
            History.apply(change, to: &states[replica])
            held[replica] |= 1 << UInt64(changes.count)
            changes.append(change)
        }
    }

    static func apply(_ change: Change, to state: inout RecordState) {
        switch change.deed {
        case .write(let slot, let key, let value, let superseded):
            state.write(
                Write(slot: slot, key: key, stamp: change.stamp, payload: [value]),
                superseding: PointRanges(points: superseded))
        case .remove(let slot, let key, let superseded):
            state.remove(slot: slot, key: key, PointRanges(points: superseded))
        case .delete(let named, let superseded):
            state.delete(
                RecordState.Delete(stamp: change.stamp, names: PointRanges(points: named)),
                superseding: PointRanges(points: superseded))
        case .reinstate(let superseded):
            state.reinstate(superseding: PointRanges(points: superseded))
        }
        state.touch(change.stamp, shown: PointRanges(points: change.shown))
    }

    /// Whether the change at `later` was made in view of the one at `earlier`.
    func saw(_ later: Int, _ earlier: Int) -> Bool { changes[later].past & (1 << UInt64(earlier)) != 0 }

    /// Calls `body` with the state after every order in which causal delivery may bring the changes.
    func forEveryOrder(_ body: (RecordState) -> Void) {
        extend(RecordState(), delivered: 0, body)
    }

    private func extend(_ state: RecordState, delivered: UInt64, _ body: (RecordState) -> Void) {
        var isWhole = true
        for place in changes.indices where delivered & (1 << UInt64(place)) == 0 {
            isWhole = false
            guard changes[place].past & ~delivered == 0 else { continue }
            var next = state
            History.apply(changes[place], to: &next)
            extend(next, delivered: delivered | 1 << UInt64(place), body)
        }
        if isWhole { body(state) }
    }

    /// The states that the orders of delivery lead to, and how many orders there are.
    var outcomes: (states: Set<RecordState>, orders: Int) {
        var states: Set<RecordState> = []
        var orders = 0
        forEveryOrder { state in
            states.insert(state)
            orders += 1
        }
        return (states, orders)
    }
}

extension RecordState {
    /// Live writes of a field under a key.
    func live(_ slot: UInt32, _ key: [UInt8] = []) -> [Write] {
        writes[places(of: slot)].filter { $0.key == key }
    }

    /// Keys of a field that have live writes.
    func keys(_ slot: UInt32) -> [[UInt8]] {
        var keys: [[UInt8]] = []
        for write in writes[places(of: slot)] where keys.last != write.key { keys.append(write.key) }
        return keys
    }
}

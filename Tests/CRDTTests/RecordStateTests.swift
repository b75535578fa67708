import CRDT
import Causality
import Testing

/// The laws of the stored types, each under every causal order of delivery of small random histories.
@Suite struct `Every order of delivery` {
    private static let histories = 150
    private static let changes = 6

    /// What is left must be the same in every order, and exactly what no later change that had seen it went over.
    private func holds(seed: UInt64, _ deed: (RecordState, inout Dice) -> Deed) {
        var dice = Dice(seed: seed)
        var orders = 0
        for number in 0..<Self.histories {
            let history = History(Self.changes, &dice, deed: deed)
            let outcome = history.outcomes
            orders += outcome.orders
            #expect(outcome.states.count == 1, "seed \(seed), history \(number)")
            guard let state = outcome.states.first else { continue }
            #expect(state.writes.map(\.stamp) == exact(history), "seed \(seed), history \(number)")
            #expect(Set(state.heads) == heads(history), "seed \(seed), history \(number)")
        }
        #expect(orders > 10 * Self.histories)
    }

    /// Stamps of the writes that must be live, in the order of a state.
    private func exact(_ history: History) -> [Stamp] {
        let live = history.changes.enumerated().filter { place, change in
            guard case .write = change.deed else { return false }
            return !history.changes.indices.contains { later in
                history.saw(later, place) && history.changes[later].deed.cell == change.deed.cell
            }
        }
        return live.map(\.element).sorted { a, b in
            let (left, right) = (a.deed.cell ?? [], b.deed.cell ?? [])
            return left == right
                ? b.stamp.isShown(over: a.stamp) : left.lexicographicallyPrecedes(right)
        }.map(\.stamp)
    }

    private func heads(_ history: History) -> Set<Stamp> {
        let places = history.changes.indices.filter { place in
            !history.changes.indices.contains { history.saw($0, place) }
        }
        return Set(places.map { history.changes[$0].stamp })
    }

    @Test func `a register keeps all values that nobody had seen and replaced`() {
        holds(seed: 1) { state, dice in
            let slot = UInt32(dice.below(2))
            return .write(
                slot: slot, value: UInt8(dice.below(3)), superseding: state.live(slot).map(\.stamp.point))
        }
    }

    @Test func `a set takes out what the remover had seen, and an add at once wins`() {
        holds(seed: 2) { state, dice in
            let keys = state.keys(0)
            if dice.chance(40), !keys.isEmpty {
                let key = dice.pick(keys)
                return .remove(slot: 0, key: key, superseding: state.live(0, key).map(\.stamp.point))
            }
            let key = [UInt8(dice.below(3))]
            return .write(
                slot: 0, key: key, value: 1, superseding: state.live(0, key).map(\.stamp.point))
        }
    }

    @Test func `a map merges each key by itself, and clearing one is a write`() {
        holds(seed: 3) { state, dice in
            let key = [UInt8(dice.below(3))]
            return .write(
                slot: 4, key: key, value: UInt8(dice.below(2)),
                superseding: state.live(4, key).map(\.stamp.point))
        }
    }

    @Test func `an entry log keeps entries apart, and two corrections of one stay both`() {
        holds(seed: 4) { state, dice in
            let keys = state.keys(0)
            let isCorrection = dice.chance(60) && !keys.isEmpty
            let key = isCorrection ? dice.pick(keys) : [UInt8(dice.below(200)), 1]
            return .write(
                slot: 0, key: key, value: UInt8(dice.below(3)),
                superseding: state.live(0, key).map(\.stamp.point))
        }
    }

    @Test func `fields of all types in one record do not touch each other`() {
        holds(seed: 5) { state, dice in
            let slot = UInt32(dice.below(3))
            let key: [UInt8] = slot == 0 ? [] : [UInt8(dice.below(2))]
            let live = state.live(slot, key).map(\.stamp.point)
            if slot == 1, !live.isEmpty, dice.chance(50) {
                return .remove(slot: slot, key: key, superseding: live)
            }
            return .write(slot: slot, key: key, value: UInt8(dice.below(3)), superseding: live)
        }
    }
}

/// What tells each stored type from its neighbour, in the smallest history that does.
@Suite struct `A record's state` {
    private func stamp(_ chain: Int, _ number: UInt64, _ lamport: UInt64) -> Stamp {
        Stamp(point: Point(chain: chain, number: number), lamport: lamport, tag: UInt64(chain))
    }

    @Test func `an add wins over a concurrent remove`() {
        let (first, again) = (stamp(0, 1, 1), stamp(1, 1, 2))
        var state = RecordState()
        state.write(Write(slot: 0, key: [7], stamp: first, payload: [1]), superseding: PointRanges())
        state.write(Write(slot: 0, key: [7], stamp: again, payload: [1]), superseding: PointRanges())
        state.remove(slot: 0, key: [7], PointRanges(points: [first.point]))
        #expect(state.live(0, [7]).map(\.stamp) == [again])
    }

    @Test func `equal values written apart are two writes`() {
        var state = RecordState()
        for chain in 0..<2 {
            state.write(
                Write(slot: 0, stamp: stamp(chain, 1, 1), payload: [9]), superseding: PointRanges())
        }
        #expect(state.live(0).count == 2)
    }

    @Test func `a write supersedes under its own key only`() {
        let first = stamp(0, 1, 1)
        var state = RecordState()
        state.write(Write(slot: 0, key: [1], stamp: first, payload: [1]), superseding: PointRanges())
        state.write(Write(slot: 0, key: [2], stamp: first, payload: [2]), superseding: PointRanges())
        state.write(
            Write(slot: 0, key: [1], stamp: stamp(1, 1, 2), payload: [3]),
            superseding: PointRanges(points: [first.point]))
        #expect(state.live(0, [1]).map(\.payload) == [[3]])
        #expect(state.live(0, [2]).map(\.payload) == [[2]])
    }
}

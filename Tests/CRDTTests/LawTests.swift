import CRDT
import Causality
import Testing

private func histories(_ count: Int, seed: UInt64, deeds: (inout Dice) -> Deed) -> [History] {
    var dice = Dice(seed)
    return (0..<count).map { _ in History(&dice, length: 6, deeds: deeds) }
}

/// Every causal order of delivery of small random histories ends in the same state, to the last write.
@Suite struct `Laws of what merges` {
    @Test func `a register: the live writes are exactly those of which no later write knew`() {
        let all = histories(600, seed: 1) { dice in
            .write(slot: UInt32(1 + dice.below(2)), key: [], value: UInt8(dice.below(3)))
        }
        for history in all {
            let states = history.endStates()
            #expect(states.count == 1)
            #expect(Set(states.first?.writes.map(\.stamp.point) ?? []) == history.exactlyLive())
        }
    }

    @Test func `a set: an add wins over a concurrent remove, a remove over what it had seen`() {
        let all = histories(600, seed: 2) { dice in
            let key: [UInt8] = [UInt8(dice.below(2))]
            return dice.chance(60)
                ? .write(slot: 1, key: key, value: 1) : .removeElement(slot: 1, key: key)
        }
        for history in all {
            let states = history.endStates()
            #expect(states.count == 1)
            #expect(Set(states.first?.writes.map(\.stamp.point) ?? []) == history.exactlyLive())
        }
    }

    @Test func `a map: each key is a register of its own`() {
        let all = histories(400, seed: 3) { dice in
            .write(slot: 1, key: [UInt8(dice.below(3))], value: UInt8(dice.below(3)))
        }
        for history in all {
            let states = history.endStates()
            #expect(states.count == 1)
            #expect(Set(states.first?.writes.map(\.stamp.point) ?? []) == history.exactlyLive())
        }
    }

    @Test
    func `an entry log: entries are added, and two corrections made apart stay beside each other`()
    {
        var log = RecordState()
        let entry: [UInt8] = [7]
        let base = Stamp(point: Point(chain: 0, number: 1), lamport: 1, tag: 1)
        log.write(Write(slot: 1, key: entry, stamp: base, payload: [1]), superseding: PointRanges())
        for chain in [1, 2] {
            let stamp = Stamp(point: Point(chain: chain, number: 1), lamport: 2, tag: UInt64(chain))
            log.write(
                Write(slot: 1, key: entry, stamp: stamp, payload: [UInt8(chain)]),
                superseding: PointRanges(points: [base.point]))
        }
        #expect(log.live(1, entry).map(\.payload) == [[1], [2]])
    }

    @Test func `an entry log: every entry, and every correction of which no later one knew`() {
        let all = histories(400, seed: 6) { dice in
            .write(
                slot: 1, key: [UInt8(dice.below(dice.chance(50) ? 2 : 200))],
                value: UInt8(dice.below(3)))
        }
        for history in all {
            let states = history.endStates()
            #expect(states.count == 1)
            #expect(Set(states.first?.writes.map(\.stamp.point) ?? []) == history.exactlyLive())
        }
    }

    @Test func `a record's heads are the changes that no later author was shown`() {
        let all = histories(400, seed: 7) { dice in
            dice.chance(20)
                ? .delete
                : .write(slot: UInt32(dice.below(3)), key: [], value: UInt8(dice.below(3)))
        }
        for history in all {
            let newest = history.events.enumerated().filter { place, _ in
                !history.events.contains { $0.past.contains(place) }
            }
            #expect(
                Set(history.endStates().map { Set($0.heads.map(\.point)) })
                    == [Set(newest.map(\.element.point))])
        }
    }

    @Test func `a reinstatement takes back the deletes that it saw and no others`() {
        let all = histories(400, seed: 8) { dice in
            switch dice.below(4) {
            case 0: .delete
            case 1: .reinstate
            default: .write(slot: 1, key: [], value: UInt8(dice.below(3)))
            }
        }
        for history in all {
            let inForce = history.events.enumerated().filter { place, event in
                event.deed == .delete
                    && !history.events.contains { later in
                        later.past.contains(place)
                            && (later.deed == .delete || later.deed == .reinstate)
                    }
            }
            let states = history.endStates()
            #expect(states.count == 1)
            #expect(
                Set(states.first?.deletes.map(\.stamp.point) ?? [])
                    == Set(inForce.map(\.element.point)))
        }
    }

    /// The model `m1`: what goes wrong where equal values are collapsed in the state and not in the view.
    @Test func `equal values stay two writes, for collapsing them in the state diverges`() {
        let all = histories(2000, seed: 4) { dice in
            .write(slot: 1, key: [], value: UInt8(dice.below(2)))
        }
        var diverging = 0
        for history in all {
            var ends: Set<Set<Point>> = []
            history.everyCausalOrder { order in
                var state = RecordState()
                for place in order {
                    state.fold(history.events[place])
                    var seen: Set<[UInt8]> = []
                    let kept = state.writes.filter { seen.insert($0.payload ?? []).inserted }
                    state = RecordState(writes: kept)
                }
                ends.insert(Set(state.writes.map(\.stamp.point)))
            }
            if ends.count > 1 { diverging += 1 }
        }
        #expect(diverging > 0)
    }

    /// The model `m7`.
    @Test func `a delete hides a record while every live write was seen by some delete`() {
        let all = histories(1500, seed: 5) { dice in
            dice.chance(30)
                ? .delete
                : .write(slot: UInt32(1 + dice.below(2)), key: [], value: UInt8(dice.below(3)))
        }
        for history in all {
            let states = history.endStates()
            #expect(states.count == 1)
            guard let state = states.first, !state.writes.isEmpty else { continue }
            let deletes = history.events.filter { $0.deed == .delete }
            let unseen = history.events.enumerated().filter { place, event in
                history.exactlyLive().contains(event.point)
                    && !deletes.contains { $0.past.contains(place) }
            }
            #expect(state.isHidden == (!deletes.isEmpty && unseen.isEmpty))
            #expect(state.isWithdrawnButEdited == (!deletes.isEmpty && !unseen.isEmpty))
        }
    }

    @Test func `ties fall by Lamport stamp, then by hash, on every node alike`() {
        let early = Stamp(point: Point(chain: 5, number: 9), lamport: 3, tag: 99)
        let late = Stamp(point: Point(chain: 1, number: 1), lamport: 4, tag: 1)
        let sameStamp = Stamp(point: Point(chain: 0, number: 1), lamport: 4, tag: 2)
        #expect(late.isShown(over: early))
        #expect(sameStamp.isShown(over: late))
        #expect(!late.isShown(over: late))
    }
}

import CRDT
import Causality

@testable import Store

extension Decoder {
    static let store: [Decoder] = [
        Decoder(name: "state", seeds: stateSeeds) { bytes in
            let state = try decoded(bytes)
            if state.writes.count > StateCoding.runWritesMost + bytes.count {
                throw Broken(what: "few bytes make many writes")
            }
            // We write no state in which one change is named twice, each time otherwise.
            let stamps = Set(state.heads + state.writes.map(\.stamp) + state.deletes.map(\.stamp))
            guard Set(stamps.map(\.point)).count == stamps.count else { return }
            let again: RecordState
            do { again = try decoded(StateCoding.encode(state)) } catch {
                throw Broken(what: "a state that was written cannot be read: \(error)")
            }
            try same(again, state, "a state comes back as it was")
        }
    ]

    private static func decoded(_ bytes: [UInt8]) throws -> RecordState {
        var state = RecordState()
        try bytes.withUnsafeBytes { try StateCoding.decode($0, into: &state) }
        return state
    }

    private static let stateSeeds: [[UInt8]] = {
        func stamp(_ chain: Int, _ number: UInt64) -> Stamp {
            Stamp(point: Point(chain: chain, number: number), lamport: number, tag: number << 40)
        }
        var state = RecordState()
        for slot in 3...9 as ClosedRange<UInt32> {
            state.write(
                Write(slot: slot, stamp: stamp(0, 1), payload: nil), superseding: PointRanges())
        }
        state.write(
            Write(slot: 5, stamp: stamp(1, 4), payload: [1, 2, 3]), superseding: PointRanges())
        state.write(
            Write(slot: 20, key: [9, 9], stamp: stamp(2, 1 << 39), payload: []),
            superseding: PointRanges())
        state.touch(stamp(1, 4), shown: PointRanges())
        state.delete(
            .init(stamp: stamp(3, 2), names: PointRanges(points: [stamp(0, 1).point])),
            superseding: PointRanges())
        return [StateCoding.encode(state)]
    }()
}

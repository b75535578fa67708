import CRDT
import Causality
import Records
import Testing

@testable import Store

private func stamp(_ chain: Int, _ number: UInt64) -> Stamp {
    Stamp(point: Point(chain: chain, number: number), lamport: number * 3, tag: number << 40 | 7)
}

private func decoded(_ bytes: [UInt8]) throws -> RecordState {
    var state = RecordState()
    try bytes.withUnsafeBytes { try StateCoding.decode($0, into: &state) }
    return state
}

@Suite struct `The packed state of a record` {
    @Test func `comes back as it was`() throws {
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
        state.touch(stamp(0, 1), shown: PointRanges())
        state.touch(stamp(1, 4), shown: PointRanges())
        state.delete(
            .init(
                stamp: stamp(3, 2),
                names: PointRanges(points: [stamp(0, 1).point, stamp(1, 4).point])),
            superseding: PointRanges())
        let bytes = StateCoding.encode(state)
        #expect(try decoded(bytes) == state)
    }

    @Test func `a record of twenty fields as it was loaded takes few bytes`() {
        var state = RecordState()
        for slot in 1...20 as ClosedRange<UInt32> {
            state.write(
                Write(slot: slot, stamp: stamp(0, 1), payload: nil), superseding: PointRanges())
        }
        state.touch(stamp(0, 1), shown: PointRanges())
        #expect(StateCoding.encode(state).count < 30)
    }

    @Test func `damaged bytes are an error, never a trap`() throws {
        var state = RecordState()
        state.write(
            Write(slot: 5, key: [1], stamp: stamp(1, 4), payload: [1, 2, 3]),
            superseding: PointRanges())
        state.touch(stamp(1, 4), shown: PointRanges())
        let bytes = StateCoding.encode(state)
        for place in bytes.indices {
            #expect(throws: StoreError.self) {
                let prefix = Array(bytes.prefix(place))
                let read = try decoded(prefix)
                // A cut between two writes reads as fewer writes: what a column's length protects.
                if read.writes.count < state.writes.count { throw StoreError.inconsistent("short") }
            }
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << bit
                _ = try? decoded(damaged)
            }
        }
    }
}

@Suite struct `The digest of the state` {
    @Test func `does not depend on the order, and a write that goes takes its share with it`() {
        let hashes = (0..<50).map { number in
            [UInt8(number)].withUnsafeBytes {
                WriteHash.value(
                    RecordID(high: 1, low: 2), 3, [4], stamp(0, UInt64(number + 1)), $0)
            }
        }
        var forward = StateDigest()
        var backward = StateDigest()
        for hash in hashes { forward.add(hash) }
        for hash in hashes.reversed() { backward.add(hash) }
        #expect(forward == backward)
        #expect(Set(hashes).count == hashes.count)
        for hash in hashes.dropFirst() { forward.subtract(hash) }
        var alone = StateDigest()
        alone.add(hashes[0])
        #expect(forward == alone)
    }

    @Test func `every part of a write counts`() {
        func hash(
            record: UInt64 = 1, field: UInt64 = 2, key: [UInt8] = [3], tag: UInt64 = 4,
            payload: [UInt8] = [5, 6]
        ) -> UInt128 {
            payload.withUnsafeBytes {
                WriteHash.value(
                    RecordID(high: record, low: 0), field, key,
                    Stamp(point: Point(chain: 0, number: 1), lamport: 1, tag: tag), $0)
            }
        }
        let all = [
            hash(), hash(record: 9), hash(field: 9), hash(key: [9]), hash(key: []), hash(tag: 9),
            hash(payload: [5]), hash(payload: [5, 6, 0]), hash(payload: []),
        ]
        #expect(Set(all).count == all.count)
    }
}

import CRDT
import Causality
import Wire

/// A record's state as the `state` column holds it: heads, deletes, and for each live write its field, key and change,
/// with key and payload only where the typed column does not hold them.
///
/// Shape: the changes named (chain, number, Lamport stamp, 8 bytes of hash each) once, then the writes; neighbouring
/// registers of one change are one run of three numbers, and so are the elements that a column holds. A record of 20
/// fields as it was loaded takes about 25 bytes.
/// It holds local numbers (chains, slots) and never leaves the node.
enum StateCoding {
    private static let version: UInt8 = 2
    /// Writes in runs of one record, at most: a damaged number must not ask for all the memory there is.
    static let runWritesMost = 1 << 24

    private static let stampsLookedThrough = 32

    static func encode(_ state: RecordState) -> [UInt8] {
        var stamps: [Stamp] = []
        // Only a record that very many wrote has more changes than are looked through one by one.
        var places: [Point: Int] = [:]
        func index(of stamp: Stamp) -> Int {
            if stamps.count <= stampsLookedThrough {
                if let index = stamps.lastIndex(where: { $0.point == stamp.point }) { return index }
            } else {
                if places.isEmpty {
                    for (place, stamp) in stamps.enumerated() { places[stamp.point] = place }
                }
                if let place = places[stamp.point] { return place }
                places[stamp.point] = stamps.count
            }
            stamps.append(stamp)
            return stamps.count - 1
        }
        var body = ByteWriter(reserving: 48)
        body.varint(state.heads.count)
        for head in state.heads { body.varint(index(of: head)) }
        body.varint(state.deletes.count)
        for delete in state.deletes {
            body.varint(index(of: delete.stamp))
            body.varint(delete.names.ranges.count)
            for range in delete.names.ranges {
                body.varint(range.first.chain)
                body.varint(range.first.number)
                body.varint(range.last.number - range.first.number)
            }
        }
        var place = 0
        while place < state.writes.count {
            let write = state.writes[place]
            let stamp = index(of: write.stamp)
            let held = heldLength(state.writes, from: place)
            if held > 1 {
                body.varint(held << 3 | heldRun)
                body.varint(UInt64(write.slot))
                body.varint(stamp)
                place += held
            } else if write.payload == nil, write.key.isEmpty {
                let run = runLength(state.writes, from: place)
                body.varint(run << 1)
                body.varint(UInt64(write.slot))
                body.varint(stamp)
                place += run
            } else {
                body.varint((write.payload == nil ? 0 : 2) | 1)
                body.varint(UInt64(write.slot))
                body.varint(stamp)
                body.lengthAndBytes(write.key)
                if let payload = write.payload { body.lengthAndBytes(payload) }
                place += 1
            }
        }
        var whole = ByteWriter(reserving: body.bytes.count + 20 * stamps.count + 2)
        whole.byte(version)
        whole.varint(stamps.count)
        for stamp in stamps {
            whole.varint(stamp.point.chain)
            whole.varint(stamp.point.number)
            whole.varint(stamp.lamport)
            whole.word(stamp.tag)
        }
        whole.raw(body.bytes)
        return whole.bytes
    }

    /// How many registers from `place` on were written by one change in neighbouring slots.
    private static func runLength(_ writes: [Write], from place: Int) -> Int {
        let first = writes[place]
        var length = 1
        while place + length < writes.count {
            let next = writes[place + length]
            guard next.payload == nil, next.key.isEmpty, next.stamp.point == first.stamp.point,
                next.slot == first.slot + UInt32(length)
            else { break }
            length += 1
        }
        return length
    }

    /// How many writes from `place` on are of one field and one change and held by the column.
    private static func heldLength(_ writes: [Write], from place: Int) -> Int {
        let first = writes[place]
        guard first.payload == nil else { return 0 }
        var length = 1
        while place + length < writes.count, writes[place + length].slot == first.slot,
            writes[place + length].payload == nil,
            writes[place + length].stamp.point == first.stamp.point
        {
            length += 1
        }
        return length
    }

    /// In the lowest bits of a head: a run of one field's writes. An even head is a run of registers, 1 a write with its
    /// key, 3 one with its payload too.
    private static let heldRun = 0b101

    /// Reads into `state`, which is empty, so that its memory serves for one record after another.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, into state: inout RecordState
    ) throws(StoreError) {
        do {
            try read(bytes, into: &state)
        } catch {
            throw .inconsistent("the state of a record cannot be read: \(error)")
        }
    }

    private static func point(_ reader: inout ByteReader) throws(WireError) -> Point {
        let chain = try reader.count(Point.maxChain, "a chain")
        return Point(
            chain: chain, number: UInt64(try reader.count(Int(Point.maxNumber), "a number")))
    }

    private static func read(
        _ bytes: UnsafeRawBufferPointer, into state: inout RecordState
    ) throws(WireError) {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .malformed("state version") }
        var stamps: [Stamp] = []
        let stampCount = try reader.count(bytes.count, "stamps")
        stamps.reserveCapacity(stampCount)
        for _ in 0..<stampCount {
            let point = try point(&reader)
            let lamport = try reader.varint()
            stamps.append(Stamp(point: point, lamport: lamport, tag: try reader.word()))
        }
        func stamp(_ reader: inout ByteReader) throws(WireError) -> Stamp {
            let index = try reader.count(bytes.count, "a stamp")
            guard index < stamps.count else { throw .malformed("a stamp") }
            return stamps[index]
        }
        for _ in 0..<(try reader.count(bytes.count, "heads")) {
            state.load(head: try stamp(&reader))
        }
        for _ in 0..<(try reader.count(bytes.count, "deletes")) {
            let stamp = try stamp(&reader)
            var names = PointRanges()
            for _ in 0..<(try reader.count(bytes.count, "names")) {
                let first = try point(&reader)
                let more = try reader.count(Int(Point.maxNumber), "a range")
                guard UInt64(more) <= Point.maxNumber - first.number else {
                    throw .malformed("a range")
                }
                let last = Point(chain: first.chain, number: first.number + UInt64(more))
                names.insert(PointRange(first, last))
            }
            state.load(delete: RecordState.Delete(stamp: stamp, names: names))
        }
        var inRuns = 0
        func load(_ write: Write) throws(WireError) {
            if let last = state.writes.last, !Write.precedes(last, write) {
                // Those that a column holds are in the order of the keys that stand there.
                guard last.slot == write.slot, last.payload == nil, write.payload == nil else {
                    throw .notCanonical("writes")
                }
            }
            state.load(write)
        }
        while reader.remaining > 0 {
            let head = try reader.varint()
            let slot = UInt32(try reader.count(Int(UInt32.max), "a slot"))
            let stamp = try stamp(&reader)
            if head & 1 == 0 {
                // safe: `inRuns` never passes the most: each addition is held to it here.
                guard head >> 1 >= 1, head >> 1 <= UInt64(runWritesMost - inRuns),
                    UInt64(slot) + (head >> 1) - 1 <= UInt64(UInt32.max)
                else { throw .malformed("a run") }
                let length = UInt32(head >> 1)
                inRuns += Int(length)
                try load(Write(slot: slot, stamp: stamp, payload: nil))
                for place in 1..<max(1, length) {
                    state.load(Write(slot: slot + place, stamp: stamp, payload: nil))
                }
            } else if head & 7 == UInt64(heldRun) {
                // safe: the same.
                guard head >> 3 <= UInt64(runWritesMost - inRuns) else { throw .malformed("a run") }
                inRuns += Int(head >> 3)
                for _ in 0..<(head >> 3) { try load(Write(slot: slot, stamp: stamp, payload: nil)) }
            } else {
                let key = try reader.array(try reader.count(Limits.keyBytes, "a key"))
                let payload =
                    head & 2 == 0
                    ? nil : try reader.array(try reader.count(Limits.payloadBytes, "a payload"))
                try load(Write(slot: slot, key: key, stamp: stamp, payload: payload))
            }
        }
    }
}

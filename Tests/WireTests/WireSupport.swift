import Causality
import Records
import Wire

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}

let hashA = Digest256((1, 2, 3, 4))
let hashB = Digest256((5, 6, 7, 8))
let replicaA = ReplicaID(high: 0xA, low: 0xB)

/// A block that uses everything the format has: tables, heads, keys, ranges, every type.
func sampleBlock() -> [UInt8] {
    var writer = BlockWriter(
        author: "Anna", message: "why", chains: [hashA, hashB],
        names: ["", "thing", "end", "partners", "shares", "remarks", "title"])
    writer.beginRecord(
        RecordID(high: 1, low: 2), kind: writer.index(of: "thing"),
        shown: [.init(chain: 0, number: 7)])
    writer.operation(
        field: writer.index(of: ""), type: OperationType.lifecycle,
        payload: OperationType.withdrawal(naming: [.init(chain: 1, first: 2, last: 9)]))
    writer.operation(
        field: writer.index(of: "end"), type: StoredType.register.rawValue,
        superseding: [.init(chain: 0, first: 3, last: 3)], payload: payload([.text("2026-03-19")]))
    writer.operation(
        field: writer.index(of: "partners"), type: StoredType.set.rawValue,
        key: Value.reference(RecordID(high: 3, low: 4)).canonicalBytes,
        payload: payload([.bool(true)]))
    writer.operation(
        field: writer.index(of: "remarks"), type: StoredType.entryLog.rawValue,
        key: Value.text("e1").canonicalBytes, payload: payload([.json("{\"a\":1}")]))
    writer.operation(
        field: writer.index(of: "shares"), type: StoredType.map.rawValue,
        key: Value.text("BEL").canonicalBytes,
        payload: payload([.decimal("41.6"), .int(-3), .null]))
    writer.operation(
        field: writer.index(of: "title"), type: 40, payload: [1, 2, 3])
    return writer.finish()
}

func sampleHeader(block: [UInt8], number: UInt64 = 2) -> ChangeHeader {
    ChangeHeader(
        dossier: .zero, replica: replicaA, number: number, previous: number == 1 ? nil : hashA,
        lamport: 9, wallMs: 1_700_000_000_000, dependencies: [hashB],
        blockHash: Hashing.sha256(block))
}

func sampleChange(_ block: [UInt8] = sampleBlock()) -> SignedChange {
    let header = sampleHeader(block: block)
    return SignedChange(
        header: header, headerBytes: header.encoded, hash: Hashing.sha256(header.encoded),
        block: block, signature: Array(repeating: 9, count: 64))
}

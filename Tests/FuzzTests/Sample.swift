import Causality
import Records
import Trust
import Wire

/// Well-formed inputs that use everything that the format has.
enum Sample {
    private static let hashes = [Digest256((1, 2, 3, 4)), Digest256((5, 6, 7, 8))]
    private static let replica = ReplicaID(high: 0xA, low: 0xB)

    static let values: [Value] = [
        .null, .bool(false), .bool(true), .int(-300), .decimal("41.60"), .text("Kraków"),
        .reference(RecordID(high: 1, low: .max)), .json("[1,{\"a\":null}]"),
        .unknown(tag: 99, bytes: [1, 2, 3]),
    ]

    static let block: [UInt8] = {
        var writer = BlockWriter(
            author: "Anna", message: "why", chains: hashes,
            names: ["", "thing", "end", "partners", "remarks", "shares", "title", "zone"])
        writer.beginRecord(
            RecordID(high: 1, low: 2), kind: writer.index(of: "thing"),
            shown: [.init(chain: 0, number: 7)])
        writer.operation(
            field: writer.index(of: ""), type: OperationType.lifecycle,
            payload: OperationType.withdrawal(naming: [.init(chain: 1, first: 2, last: 9)]))
        writer.operation(
            field: writer.index(of: "end"), type: StoredType.register.rawValue,
            superseding: [.init(chain: 0, first: 3, last: 3)],
            payload: payload([.text("2026-03-19")]))
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
        writer.operation(field: writer.index(of: "title"), type: 40, payload: [1, 2, 3])
        writer.beginRecord(RecordID(high: 1, low: 3), kind: writer.index(of: "thing"))
        writer.operation(
            field: writer.index(of: "zone"), type: StoredType.text.rawValue,
            payload: payload([.text("words")]))
        return writer.finish()
    }()

    static let first = made(number: 1, previous: nil, dependencies: [])
    static let change = made(number: 2, previous: first.hash, dependencies: hashes)

    private static func made(
        number: UInt64, previous: ChangeHash?, dependencies: [ChangeHash]
    ) -> SignedChange {
        let header = ChangeHeader(
            dossier: .zero, replica: replica, number: number, previous: previous,
            lamport: number + 8, wallMs: 1_700_000_000_000, dependencies: dependencies,
            blockHash: Hashing.sha256(block))
        return SignedChange(
            header: header, headerBytes: header.encoded, hash: Hashing.sha256(header.encoded),
            block: block, signature: Array(repeating: 9, count: 64))
    }

    static let frame = Frame([first, change])

    /// A frame before it is packed: replicas, hashes, changes.
    static let plainFrame: [UInt8] = {
        let packed = frame.encoded
        let plain = packed.withUnsafeBytes {
            try? Zstd.decompress(
                UnsafeRawBufferPointer(rebasing: $0[1...]), limit: Frame.bytesMax)
        }
        return plain ?? []
    }()

    static let introductions: [Introduction] = {
        let keys = [1, 2].compactMap {
            SigningKey(seed: [UInt8](repeating: $0, count: SigningKey.seedBytes))
        }
        guard keys.count == 2,
            let first = try? Introduction(keys[0], device: nil, introducer: nil, name: "laptop"),
            let second = try? Introduction(
                keys[1], device: first.device, introducer: keys[0], name: "laptop")
        else { return [] }
        return [first, second]
    }()

    static let messages: [SyncMessage] = {
        let standing = SyncMessage.Standing(
            dossier: .zero, token: replica, newestSeq: 12, logDigest: hashes[0],
            stateDigest: 1 << 70 | 3, foldVersion: 1, rosterDigest: 9)
        let head = SyncMessage.HeadDot(dot: Dot(replica, 4), hash: hashes[1])
        let changes = SyncMessage.Changes(
            introductions: introductions.map(\.encoded), frame: frame.encoded, throughSeq: 3,
            hasMore: true)
        return [
            .hello(.init(standing: standing, cursor: .init(token: replica, seq: 4))),
            .hello(.init(standing: standing, cursor: nil)),
            .welcome(
                .init(standing: standing, cursorFits: true, heads: [head], buckets: [1, 2])),
            .askHeads(buckets: 3), .heads([head, head]),
            .pull(
                .init(
                    afterSeq: 1, have: [head], equalBuckets: 7, wantsRoster: true, isFull: false)),
            .changes(changes), .push(changes),
            .pushed(.init(applied: 1, refused: 2, standing: standing)), .refused("no"),
        ]
    }()
}

import CRDT
import Causality
import Records
import Trust
import Wire

/// A listed peer that makes signed changes which no node would make.
struct Attacker {
    let key: SigningKey
    private(set) var last: SignedChange?

    init() {
        let seed = (0..<SigningKey.seedBytes).map { _ in UInt8.random(in: 0...255) }
        guard let key = SigningKey(seed: seed) else {
            preconditionFailure("any 32 bytes are a seed")
        }
        self.key = key
    }

    var device: DeviceID { key.publicKey.device }

    func introduction() throws -> [UInt8] {
        try Introduction(key, device: nil, introducer: nil, name: "attacker").encoded
    }

    /// The next change of the chain, or a branch beside it where the caller does not keep what this value becomes.
    mutating func write(
        _ block: [UInt8], after seen: [SignedChange] = [], isSigned: Bool = true, skew: UInt64 = 0
    ) throws -> SignedChange {
        let change = try next(block, after: seen, isSigned: isSigned, skew: skew)
        last = change
        return change
    }

    func next(
        _ block: [UInt8], after seen: [SignedChange] = [], isSigned: Bool = true, skew: UInt64 = 0
    ) throws -> SignedChange {
        let stamps = ([last].compactMap(\.self) + seen).map(\.header.lamport)
        let header = ChangeHeader(
            dossier: .zero, replica: key.publicKey.replica, number: (last?.header.number ?? 0) + 1,
            previous: last?.hash, lamport: (stamps.max() ?? 0) + 1 + skew,
            wallMs: 1_764_500_000_000, dependencies: seen.map(\.hash).sorted(),
            blockHash: Hashing.sha256(block))
        let change = try key.sign(header, block: block)
        return isSigned
            ? change
            : SignedChange(
                header: header, headerBytes: change.headerBytes, hash: change.hash, block: block,
                signature: nil)
    }

    /// The request that brings these.
    static func push(_ changes: [SignedChange], _ introductions: [[UInt8]] = []) -> [UInt8] {
        SyncMessage.push(
            SyncMessage.Changes(
                introductions: introductions,
                frame: changes.isEmpty ? [] : Frame(changes).encoded,
                throughSeq: UInt64(changes.count), hasMore: false)
        ).encoded
    }

    // MARK: Blocks

    static func newID() -> RecordID {
        RecordID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
    }

    /// One partner with one value.
    static func value(_ field: String, _ value: Value, of record: RecordID = newID()) -> [UInt8] {
        block([record], fields: [field], value: value)
    }

    /// So many partners with this value in each of these registers.
    static func block(_ records: [RecordID], fields: [String], value: Value) -> [UInt8] {
        var writer = BlockWriter(author: "a", message: "", chains: [], names: ["partner"] + fields)
        let places = fields.map { writer.index(of: $0) }.sorted()
        for record in records.sorted() {
            writer.beginRecord(record, kind: writer.index(of: "partner"))
            for place in places {
                writer.operation(
                    field: place, type: StoredType.register.rawValue, payload: payload([value]))
            }
        }
        return writer.finish()
    }

    /// Withdraws a record by naming these writes.
    static func withdrawal(
        of record: RecordID, naming ranges: [BlockView.NamedRange], on chain: ChangeHash
    ) -> [UInt8] {
        var writer = BlockWriter(author: "a", message: "", chains: [chain], names: ["partner", ""])
        writer.beginRecord(record, kind: writer.index(of: "partner"))
        writer.operation(
            field: writer.index(of: ""), type: OperationType.lifecycle,
            payload: OperationType.withdrawal(naming: ranges))
        return writer.finish()
    }

    /// Says that each of these is the same as the one before.
    static func joins(_ records: [RecordID]) -> [UInt8] {
        var writer = BlockWriter(
            author: "a", message: "", chains: [], names: ["partner", "joined_with"])
        let sorted = records.sorted()
        for (place, record) in sorted.enumerated() {
            writer.beginRecord(record, kind: writer.index(of: "partner"))
            let others = [place - 1, place + 1].filter(sorted.indices.contains).map { sorted[$0] }
            for other in others {
                writer.operation(
                    field: writer.index(of: "joined_with"), type: StoredType.set.rawValue,
                    key: Value.reference(other).canonicalBytes, payload: payload([.bool(true)]))
            }
        }
        return writer.finish()
    }
}

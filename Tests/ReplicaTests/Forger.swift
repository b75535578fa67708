import CRDT
import Causality
import Records
import Replica
import Trust
import Wire

/// Somebody who holds a key and signs whatever they like: changes that no tool of ours would make.
final class Forger {
    let key: SigningKey
    let introduction: Introduction
    private(set) var changes: [SignedChange] = []

    init(_ byte: UInt8, name: String = "forger") throws {
        guard let key = SigningKey(seed: Array(repeating: byte, count: 32)) else {
            throw TrustError.signing
        }
        self.key = key
        introduction = try Introduction(key, device: nil, introducer: nil, name: name)
    }

    var last: SignedChange? { changes.last }

    /// One change that follows `previous`, which is the last one unless another is named.
    @discardableResult
    func sign(
        _ block: [UInt8], after previous: SignedChange? = nil,
        dependencies: [SignedChange] = [], lamport: UInt64? = nil, isSigned: Bool = true
    ) throws -> SignedChange {
        let previous = previous ?? last
        let before = dependencies + [previous].compactMap { $0 }
        let header = ChangeHeader(
            dossier: .zero, replica: key.publicKey.replica,
            number: (previous?.header.number ?? 0) + 1, previous: previous?.hash,
            lamport: lamport ?? (before.map(\.header.lamport).max() ?? 0) + 1, wallMs: 0,
            dependencies: dependencies.map(\.hash).sorted(), blockHash: Hashing.sha256(block))
        let signed = try key.sign(header, block: block)
        let change =
            isSigned
            ? signed
            : SignedChange(
                header: signed.header, headerBytes: signed.headerBytes, hash: signed.hash,
                block: block, signature: nil)
        changes.append(change)
        return change
    }

    /// A block that puts a value into a field of a thing, or of another kind.
    static func block(
        _ field: String = "title", _ values: [Value] = [.text("x")], of record: RecordID = one,
        kind: String = "thing", type: UInt8 = StoredType.register.rawValue, key: [UInt8] = [],
        chains: [ChangeHash] = [], shown: [BlockView.NamedPoint] = [],
        superseding: [BlockView.NamedRange] = []
    ) -> [UInt8] {
        var writer = BlockWriter(
            author: "f", message: "", chains: chains.sorted(), names: [kind, field])
        writer.beginRecord(record, kind: writer.index(of: kind), shown: shown)
        writer.operation(
            field: writer.index(of: field), type: type, key: key, superseding: superseding,
            payload: payload(values))
        return writer.finish()
    }

    /// A block that withdraws a record, naming these writes.
    static func withdrawal(
        of record: RecordID = one, chains: [ChangeHash], naming ranges: [BlockView.NamedRange]
    ) -> [UInt8] {
        var writer = BlockWriter(
            author: "f", message: "", chains: chains.sorted(), names: ["", "thing"])
        writer.beginRecord(record, kind: writer.index(of: "thing"))
        writer.operation(
            field: writer.index(of: ""), type: OperationType.lifecycle,
            payload: OperationType.withdrawal(naming: ranges))
        return writer.finish()
    }
}

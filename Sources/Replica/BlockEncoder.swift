import CRDT
import Causality
import Records
import Store
import Wire

/// Drafts as an operation block: local points become numbers on named chains.
struct BlockEncoder {
    private let drafts: ArraySlice<Draft>
    private let chains: Chains
    /// Local chains that the drafts name, in the order of their heads' hashes.
    private let named: [Int]
    private let author: String
    private let message: String

    init(_ drafts: ArraySlice<Draft>, chains: Chains, author: String, message: String) {
        self.drafts = drafts
        self.chains = chains
        self.author = author
        self.message = message
        var used: Set<Int> = []
        for draft in drafts {
            for stamp in draft.shown { used.insert(stamp.point.chain) }
            for operation in draft.operations {
                for point in operation.superseded { used.insert(point.chain) }
                if case .withdraw(let points) = operation.deed {
                    for point in points { used.insert(point.chain) }
                }
            }
        }
        named = used.sorted { chains[$0].head.hash < chains[$1].head.hash }
    }

    func encode() throws -> [UInt8] {
        var names: Set<String> = []
        for draft in drafts {
            names.insert(draft.kind)
            for operation in draft.operations { names.insert(operation.field) }
        }
        var writer = BlockWriter(
            author: author, message: message, chains: named.map { chains[$0].head.hash },
            names: names)
        for draft in drafts {
            writer.beginRecord(
                draft.id, kind: writer.index(of: draft.kind),
                shown: draft.shown.map(\.point).sorted().map(point))
            try encode(draft.operations, into: &writer)
        }
        return writer.finish()
    }

    private func encode(
        _ operations: [Draft.Operation], into writer: inout BlockWriter
    ) throws {
        let ordered = operations.map { operation in
            (
                field: writer.index(of: operation.field),
                key: operation.key == .null ? [] : operation.key.canonicalBytes,
                operation: operation
            )
        }.sorted { a, b in
            a.field == b.field ? a.key.lexicographicallyPrecedes(b.key) : a.field < b.field
        }
        for (place, (field, key, operation)) in ordered.enumerated() {
            if place > 0, ordered[place - 1].field == field, ordered[place - 1].key == key {
                throw ReplicaError.store(.inconsistent("a field is written twice in one change"))
            }
            guard key.count <= Limits.keyBytes else {
                throw ReplicaError.tooLarge("a key of \(operation.field)")
            }
            let (type, payload) = encode(operation.deed)
            guard payload.count <= Limits.payloadBytes else {
                throw ReplicaError.tooLarge("the value of \(operation.field)")
            }
            writer.operation(
                field: field, type: type, key: key, superseding: ranges(operation.superseded),
                payload: payload)
        }
    }

    private func encode(_ deed: Draft.Deed) -> (type: UInt8, payload: [UInt8]) {
        switch deed {
        case .write(let type, let values): (type.rawValue, payload(values))
        case .removeElement: (StoredType.set.rawValue, payload([]))
        case .withdraw(let points):
            (OperationType.lifecycle, OperationType.withdrawal(naming: ranges(points)))
        case .reinstate: (OperationType.lifecycle, [OperationType.Deed.reinstate.rawValue])
        }
    }

    private func point(_ point: Point) -> BlockView.NamedPoint {
        BlockView.NamedPoint(chain: named.firstIndex(of: point.chain) ?? 0, number: point.number)
    }

    private func ranges(_ points: [Point]) -> [BlockView.NamedRange] {
        PointRanges(points: points).ranges.map { range in
            BlockView.NamedRange(
                chain: named.firstIndex(of: range.first.chain) ?? 0, first: range.first.number,
                last: range.last.number)
        }
    }
}

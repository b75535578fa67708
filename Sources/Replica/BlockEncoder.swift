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
    /// Kinds and fields that the drafts name.
    private let names: Set<String>
    private let author: String
    private let message: String

    init(_ drafts: ArraySlice<Draft>, chains: Chains, author: String, message: String) {
        self.drafts = drafts
        self.chains = chains
        self.author = author
        self.message = message
        var used: Set<Int> = []
        var names: Set<String> = []
        var former: [Draft.Operation] = []
        for draft in drafts {
            names.insert(draft.kind)
            for stamp in draft.shown { used.insert(stamp.point.chain) }
            let operations = draft.operations
            for turn in operations.indices {
                for point in operations[turn].superseded { used.insert(point.chain) }
                if case .withdraw(let points) = operations[turn].deed {
                    for point in points { used.insert(point.chain) }
                }
                // Drafts of one kind mostly name the same fields in the same turns.
                if turn >= former.count || former[turn].field != operations[turn].field {
                    names.insert(operations[turn].field)
                }
            }
            former = operations
        }
        named = used.sorted { chains[$0].head.hash < chains[$1].head.hash }
        self.names = names
    }

    func encode() throws -> [UInt8] {
        var writer = BlockWriter(
            author: author, message: message, chains: named.map { chains[$0].head.hash },
            names: names)
        var order = OperationOrder()
        for draft in drafts {
            writer.beginRecord(
                draft.id, kind: writer.index(of: draft.kind),
                shown: draft.shown.map(\.point).sorted().map(point))
            order.arrange(draft.operations) { writer.index(of: $0) }
            try encode(draft.operations, in: order.places, into: &writer)
        }
        return writer.finish()
    }

    private func encode(
        _ operations: [Draft.Operation], in order: [OperationOrder.Place],
        into writer: inout BlockWriter
    ) throws {
        for index in order.indices {
            let (turn, field) = (order[index].turn, order[index].field)
            if index > 0, order[index - 1].field == field, order[index - 1].key == order[index].key
            {
                throw ReplicaError.store(.inconsistent("a field is written twice in one change"))
            }
            guard order[index].key.count <= Limits.keyBytes else {
                throw ReplicaError.tooLarge("a key of \(operations[turn].field)")
            }
            let payloadCount = writer.operation(
                field: field, type: type(of: operations[turn].deed), key: order[index].key,
                superseding: ranges(operations[turn].superseded)
            ) { encode(operations[turn].deed, into: &$0) }
            guard payloadCount <= Limits.payloadBytes else {
                throw ReplicaError.tooLarge("the value of \(operations[turn].field)")
            }
        }
    }

    private func type(of deed: Draft.Deed) -> UInt8 {
        switch deed {
        case .write(let type, _): type.rawValue
        case .removeElement: StoredType.set.rawValue
        case .withdraw, .reinstate: OperationType.lifecycle
        }
    }

    private func encode(_ deed: Draft.Deed, into payload: inout ByteWriter) {
        switch deed {
        case .write(_, let values): payload.values(values)
        case .removeElement: payload.values([])
        case .withdraw(let points): payload.raw(OperationType.withdrawal(naming: ranges(points)))
        case .reinstate: payload.byte(OperationType.Deed.reinstate.rawValue)
        }
    }

    private func point(_ point: Point) -> BlockView.NamedPoint {
        BlockView.NamedPoint(chain: named.firstIndex(of: point.chain) ?? 0, number: point.number)
    }

    private func ranges(_ points: [Point]) -> [BlockView.NamedRange] {
        guard !points.isEmpty else { return [] }
        return PointRanges(points: points).ranges.map { range in
            BlockView.NamedRange(
                chain: named.firstIndex(of: range.first.chain) ?? 0, first: range.first.number,
                last: range.last.number)
        }
    }
}

/// The order in which a block lists the operations of a draft: by field, then key.
///
/// Drafts of one kind mostly name the same fields in the same turns; the order of the last one then serves again.
struct OperationOrder {
    struct Place {
        /// The operation's place in the draft.
        let turn: Int
        /// The place of its field's name in the block.
        let field: Int
        /// Empty for a register.
        let key: [UInt8]
    }

    private(set) var places: [Place] = []
    private var former: [Draft.Operation] = []

    /// Orders the operations of a draft; `index` gives the place of a name in the block.
    mutating func arrange(_ operations: [Draft.Operation], index: (String) -> Int) {
        defer { former = operations }
        if isAlike(operations) { return }
        places.removeAll(keepingCapacity: true)
        for (turn, operation) in operations.enumerated() {
            places.append(
                Place(
                    turn: turn, field: index(operation.field),
                    key: operation.isKeyed ? operation.key.canonicalBytes : []))
        }
        places.sort { a, b in
            a.field == b.field ? a.key.lexicographicallyPrecedes(b.key) : a.field < b.field
        }
    }

    private func isAlike(_ operations: [Draft.Operation]) -> Bool {
        guard operations.count == former.count else { return false }
        for turn in operations.indices {
            if operations[turn].field != former[turn].field || operations[turn].isKeyed
                || former[turn].isKeyed
            {
                return false
            }
        }
        return true
    }
}

extension Draft.Operation {
    fileprivate var isKeyed: Bool { if case .null = key { false } else { true } }
}

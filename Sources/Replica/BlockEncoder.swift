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
    /// Kinds and fields that the drafts name, in the order in which they were met.
    private let names: [String]
    /// For each draft its kind, then the field of each operation: places in ``names``.
    private let nameOf: [Int32]
    private let author: String
    private let message: String

    init(_ drafts: ArraySlice<Draft>, chains: Chains, author: String, message: String) {
        self.drafts = drafts
        self.chains = chains
        self.author = author
        self.message = message
        var used: Set<Int> = []
        var names = NameTable()
        var nameOf: [Int32] = []
        for draft in drafts {
            nameOf.append(names.place(of: draft.kind))
            for stamp in Self.named(draft) { used.insert(stamp.point.chain) }
            for operation in draft.operations {
                nameOf.append(names.place(of: operation.field))
                for point in operation.superseded { used.insert(point.chain) }
                if case .withdraw(let points) = operation.deed {
                    for point in points { used.insert(point.chain) }
                }
            }
        }
        named = used.sorted { chains[$0].head.hash < chains[$1].head.hash }
        self.names = names.names
        self.nameOf = nameOf
    }

    /// The heads that a draft names: the newest where there are more than a change may name. The others stay heads until a
    /// later edit names them; to have seen less than one has is always safe.
    private static func named(_ draft: Draft) -> ArraySlice<Stamp> {
        draft.shown.suffix(Limits.recordHeads)
    }

    /// Names by the place at which they were first met.
    private struct NameTable {
        private(set) var names: [String] = []
        private var places: [String: Int32] = [:]

        mutating func place(of name: String) -> Int32 {
            if let place = places[name] { return place }
            places[name] = Int32(names.count)
            names.append(name)
            return Int32(names.count - 1)
        }
    }

    func encode() throws -> [UInt8] {
        var writer = BlockWriter(
            author: author, message: message, chains: named.map { chains[$0].head.hash },
            names: names)
        let indices = names.map { writer.index(of: $0) }
        var order: [Place] = []
        var former: ArraySlice<Int32> = []
        var next = 0
        for draft in drafts {
            let own = nameOf[next..<(next + 1 + draft.operations.count)]
            next = own.endIndex
            writer.beginRecord(
                // safe: places in `names`, given above.
                draft.id, kind: indices[Int(own[own.startIndex])],
                shown: Self.named(draft).map(\.point).sorted().map(point))
            // Drafts of one kind often name the same fields in the same turns; the order of the last one then serves.
            if own != former || draft.operations.contains(where: \.isKeyed) {
                // safe: places in `names`, given above.
                arrange(draft.operations, own.dropFirst().map { indices[Int($0)] }, in: &order)
                former = order.contains { !$0.key.isEmpty } ? [] : own
            }
            try encode(draft.operations, in: order, into: &writer)
        }
        return writer.finish()
    }

    /// Orders the operations of a draft; `fields` are the places of their names in the block.
    private func arrange(
        _ operations: [Draft.Operation], _ fields: [Int], in order: inout [Place]
    ) {
        order.removeAll(keepingCapacity: true)
        for (turn, operation) in operations.enumerated() {
            order.append(
                Place(
                    turn: turn, field: fields[turn],
                    key: operation.isKeyed ? operation.key.canonicalBytes : []))
        }
        order.sort { a, b in
            a.field == b.field ? a.key.lexicographicallyPrecedes(b.key) : a.field < b.field
        }
    }

    /// Where a block lists an operation of a draft: by field, then key.
    private struct Place {
        /// The operation's place in the draft.
        let turn: Int
        /// The place of its field's name in the block.
        let field: Int
        /// Empty for a register.
        let key: [UInt8]
    }

    private func encode(
        _ operations: [Draft.Operation], in order: [Place],
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
            ) { encode(operations[turn], into: &$0) }
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

    private func encode(_ operation: Draft.Operation, into payload: inout ByteWriter) {
        switch operation.deed {
        case .write(_, let values): payload.values(values, stance: operation.stance)
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
        // What is beyond the limit stays beside the new write, for a next one to go over.
        return PointRanges(points: points).ranges.prefix(Limits.rangesPerOperation).map { range in
            BlockView.NamedRange(
                chain: named.firstIndex(of: range.first.chain) ?? 0, first: range.first.number,
                last: range.last.number)
        }
    }
}

extension Draft.Operation {
    fileprivate var isKeyed: Bool { if case .null = key { false } else { true } }
}

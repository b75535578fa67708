import CRDT
import Causality
import Testing

/// A replica R is cloned. Branch A writes A1, A2; branch B writes B1, B2; C saw A1 and went over it.
/// Delivered to a third party in every causal order.
@Suite struct `A forked replica` {
    private struct Change {
        let name: String
        let replica: UInt64
        let number: UInt64
        let previous: String?
        let dependencies: [String]
        /// Field, value and the changes whose write there it supersedes.
        let field: UInt32
        let value: UInt8
        let over: [String]

        var hash: ChangeHash {
            let word =
                name.utf8.reduce(UInt64(7)) { $0 &* 131 &+ UInt64($1) } &* 0x9E37_79B9_7F4A_7C15
            return Digest256((word, 0, 0, 0))
        }

        var replicaID: ReplicaID { ReplicaID(high: replica, low: 0) }
        var past: [String] { dependencies + (previous.map { [$0] } ?? []) }
    }

    private static let changes = [
        Change(
            name: "base", replica: 9, number: 1, previous: nil, dependencies: [], field: 0,
            value: 0, over: []),
        Change(
            name: "A1", replica: 1, number: 1, previous: nil, dependencies: ["base"], field: 0,
            value: 1, over: ["base"]),
        Change(
            name: "A2", replica: 1, number: 2, previous: "A1", dependencies: [], field: 1, value: 2,
            over: []),
        Change(
            name: "B1", replica: 1, number: 1, previous: nil, dependencies: ["base"], field: 0,
            value: 3, over: ["base"]),
        Change(
            name: "B2", replica: 1, number: 2, previous: "B1", dependencies: [], field: 1, value: 4,
            over: []),
        Change(
            name: "C1", replica: 3, number: 1, previous: nil, dependencies: ["A1"], field: 0,
            value: 5, over: ["A1"]),
    ]

    private static func change(_ name: String) -> Change? { changes.first { $0.name == name } }

    private var orders: [[Change]] {
        var result: [[Change]] = []
        func extend(_ order: [Change]) {
            if order.count == Self.changes.count { return result.append(order) }
            let names = order.map(\.name)
            for change in Self.changes where !names.contains(change.name) {
                if change.past.allSatisfy(names.contains) { extend(order + [change]) }
            }
        }
        extend([])
        return result
    }

    /// One node: its own numbers for chains, given in the order of arrival.
    private struct Node {
        var chains = Chains()
        var points: [ChangeHash: Point] = [:]
        var state = RecordState()

        mutating func take(_ change: Change) {
            let head = Chains.Head(number: change.number, hash: change.hash, lamport: change.number)
            let previous = change.previous.flatMap(`A forked replica`.change).flatMap {
                points[$0.hash]
            }
            let point: Point
            if let previous, chains[previous.chain].head.number == previous.number {
                chains.advance(previous.chain, to: head)
                point = Point(chain: previous.chain, number: change.number)
            } else {
                let chain = chains.append(
                    Chains.Chain(replica: change.replicaID, branchedFrom: previous, head: head))
                point = Point(chain: chain, number: change.number)
            }
            points[change.hash] = point
            let over = change.over.compactMap { `A forked replica`.change($0) }.compactMap {
                points[$0.hash]
            }
            state.write(
                Write(
                    slot: change.field,
                    stamp: Stamp(point: point, lamport: change.number, tag: change.hash.words.0),
                    payload: [change.value]),
                superseding: PointRanges(points: over))
        }

        /// What is live, without this node's own numbers.
        var outcome: [[UInt64]] {
            state.writes.map { [UInt64($0.slot), $0.stamp.tag, UInt64($0.payload?.first ?? 0)] }
        }
    }

    @Test func `shows the same on every node when its branches are told apart by hash`() {
        var outcomes: Set<[[UInt64]]> = []
        for order in orders {
            var node = Node()
            for change in order { node.take(change) }
            outcomes.insert(node.outcome)
            #expect(node.chains.isForked(ReplicaID(high: 1, low: 0)))
            #expect(node.chains.heads.map(\.hash).count == 4)
            // C went over A's write, never over B's of the same number; both notes stand.
            #expect(
                node.state.live(0, []).compactMap(\.payload).sorted { $0[0] < $1[0] } == [[3], [5]])
            #expect(node.state.live(1, []).count == 2)
        }
        #expect(orders.count > 10)
        #expect(outcomes.count == 1)
    }
}

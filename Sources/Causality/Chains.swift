/// All chains that a node knows in one dossier: who issued what, how far, and where a replica forked.
///
/// Shape: one entry per chain, in the order in which this node met them. A change extends the chain whose head it
/// names as its predecessor; if it names an earlier change of a chain, its replica forked, and it begins a new chain
/// that shares everything up to that change with the old. Both are applied (design: "Replicas that go back or split";
/// explored in `ForkModelTests`).
package struct Chains: Sendable {
    package struct Chain: Hashable, Sendable {
        package let replica: ReplicaID
        /// The last change shared with the chain that this one left; nil for a chain that begins at number 1.
        package let branchedFrom: Point?
        /// The newest change held: its number, hash and Lamport stamp.
        package var head: Head

        package init(replica: ReplicaID, branchedFrom: Point?, head: Head) {
            self.replica = replica
            self.branchedFrom = branchedFrom
            self.head = head
        }
    }

    package struct Head: Hashable, Sendable {
        package let number: UInt64
        package let hash: ChangeHash
        package let lamport: UInt64

        package init(number: UInt64, hash: ChangeHash, lamport: UInt64) {
            self.number = number
            self.hash = hash
            self.lamport = lamport
        }
    }

    package private(set) var all: [Chain]
    private var ofReplica: [ReplicaID: [Int]]
    private var headIndex: [ChangeHash: Int]

    package init(_ chains: [Chain] = []) {
        all = []
        ofReplica = [:]
        headIndex = [:]
        for chain in chains { append(chain) }
    }

    package var count: Int { all.count }

    package subscript(_ chain: Int) -> Chain { all[chain] }

    /// The chains of a replica in the order in which they were met: one, unless it forked.
    package func chains(of replica: ReplicaID) -> [Int] { ofReplica[replica] ?? [] }

    package func isForked(_ replica: ReplicaID) -> Bool { chains(of: replica).count > 1 }

    /// The chain whose head has this hash.
    package func chain(withHead hash: ChangeHash) -> Int? { headIndex[hash] }

    /// The dots of all heads with their hashes, in the order of replica, number, hash: the same on every node that
    /// holds the same changes.
    package var heads: [(dot: Dot, hash: ChangeHash)] {
        all.map { (Dot($0.replica, $0.head.number), $0.head.hash) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    @discardableResult
    package mutating func append(_ chain: Chain) -> Int {
        all.append(chain)
        ofReplica[chain.replica, default: []].append(all.count - 1)
        headIndex[chain.head.hash] = all.count - 1
        return all.count - 1
    }

    package mutating func advance(_ chain: Int, to head: Head) {
        headIndex[all[chain].head.hash] = nil
        all[chain].head = head
        headIndex[head.hash] = chain
    }

    /// The one point that names change `number` on the branch that `chain` ends: climbs to the chain that holds it.
    package func normalized(chain: Int, number: UInt64) -> Point {
        var chain = chain
        while let branch = all[chain].branchedFrom, number <= branch.number {
            chain = branch.chain
        }
        return Point(chain: chain, number: number)
    }

    /// A run of numbers on the branch that `chain` ends, as ranges of points, newest part first.
    package func normalized(chain: Int, from low: UInt64, through high: UInt64) -> [PointRange] {
        var result: [PointRange] = []
        var chain = chain
        var high = high
        while true {
            let floor = all[chain].branchedFrom.map { $0.number + 1 } ?? 1
            if high >= floor {
                let start = max(low, floor)
                result.append(
                    PointRange(
                        Point(chain: chain, number: start), Point(chain: chain, number: high)))
                if start == low { return result }
                high = floor - 1
            }
            guard let branch = all[chain].branchedFrom, high >= low else { return result }
            chain = branch.chain
        }
    }

    /// Whether the branch that ends in `chain` runs through `point`.
    package func branch(of chain: Int, contains point: Point) -> Bool {
        point.number <= all[chain].head.number
            && normalized(chain: chain, number: point.number) == point
    }
}

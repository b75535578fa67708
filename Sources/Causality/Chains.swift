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

        /// Nobody's, with nothing in it: what a number stands for that no chain has.
        package static let none = Chain(
            replica: ReplicaID(high: 0, low: 0), branchedFrom: nil,
            head: Head(number: 0, hash: .zero, lamport: 0))
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
    /// Grows with every change that is added: what was computed from the chains holds as long as it is the same.
    package private(set) var edition: UInt64 = 0
    private var ofReplica: [ReplicaID: [Int]]
    private var headIndex: [ChangeHash: Int]

    package init(_ chains: [Chain] = []) {
        all = []
        ofReplica = [:]
        headIndex = [:]
        for chain in chains { append(chain) }
    }

    package var count: Int { all.count }

    /// The chain of a number, which may come from a damaged file: one that no chain has gives ``Chain/none``.
    package subscript(_ chain: Int) -> Chain {
        all.indices.contains(chain) ? all[chain] : .none
    }

    /// Whether the point is one of a chain that is known, up to its head.
    package func contains(_ point: Point) -> Bool {
        all.indices.contains(point.chain) && point.number <= all[point.chain].head.number
    }

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
        edition &+= 1
        all.append(chain)
        ofReplica[chain.replica, default: []].append(all.count - 1)
        if chain.head.number > 0 { headIndex[chain.head.hash] = all.count - 1 }
        return all.count - 1
    }

    package mutating func advance(_ chain: Int, to head: Head) {
        edition &+= 1
        if headIndex[all[chain].head.hash] == chain { headIndex[all[chain].head.hash] = nil }
        all[chain].head = head
        if head.number > 0 { headIndex[head.hash] = chain }
    }

    /// The one point that names change `number` on the branch that `chain` ends: climbs to the chain that holds it.
    package func normalized(chain: Int, number: UInt64) -> Point {
        var chain = chain
        while let branch = self[chain].branchedFrom, number <= branch.number {
            chain = branch.chain
        }
        return Point(chain: chain, number: number)
    }

    /// Runs of numbers on branches, each named by the chain in which its branch ends, as the fewest ranges of points.
    ///
    /// A run that goes back beyond where a chain left another goes on in that one. Chains hand down what is below them, the
    /// youngest first, for a chain is met after the one that it left; so what many branches share is looked at once.
    ///
    /// Shape: no more ranges than runs and chains on the way together. Cost: O(r log r) for each chain on the way, r the
    /// runs that reach it.
    package func normalized(_ runs: [BranchRun]) -> PointRanges {
        if runs.count == 1, let run = runs.first { return normalized(run) }
        /// What is asked of each chain, and of what lies below it.
        var asked: [Int: [ClosedRange<UInt64>]] = [:]
        for run in runs where run.low <= run.high {
            asked[run.chain, default: []].append(run.low...run.high)
        }
        var result: [PointRange] = []
        var waiting = asked.keys.sorted()
        while let chain = waiting.popLast(), let runs = asked.removeValue(forKey: chain) {
            let branch = self[chain].branchedFrom
            var below: [ClosedRange<UInt64>] = []
            for run in Self.merged(runs) {
                let floor = (branch?.number ?? 0) + 1
                if run.upperBound >= floor {
                    result.append(
                        PointRange(
                            Point(chain: chain, number: max(run.lowerBound, floor)),
                            Point(chain: chain, number: run.upperBound)))
                }
                if run.lowerBound < floor {
                    below.append(run.lowerBound...min(run.upperBound, floor - 1))
                }
            }
            guard let branch, !below.isEmpty else { continue }
            if asked[branch.chain] == nil {
                let place = waiting.firstPlace { $0 > branch.chain }
                waiting.insert(branch.chain, at: place)
            }
            asked[branch.chain, default: []] += below
        }
        return PointRanges(result)
    }

    private func normalized(_ run: BranchRun) -> PointRanges {
        var parts: [PointRange] = []
        var (chain, high) = (run.chain, run.high)
        while high >= run.low {
            let branch = self[chain].branchedFrom
            let floor = (branch?.number ?? 0) + 1
            if high >= floor {
                parts.append(
                    PointRange(
                        Point(chain: chain, number: max(run.low, floor)),
                        Point(chain: chain, number: high)))
            }
            guard let branch else { break }
            (chain, high) = (branch.chain, min(high, branch.number))
        }
        return PointRanges(parts)
    }

    /// The fewest runs that hold the same numbers, ascending.
    private static func merged(_ runs: [ClosedRange<UInt64>]) -> [ClosedRange<UInt64>] {
        guard runs.count > 1 else { return runs }
        var merged: [ClosedRange<UInt64>] = []
        for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = merged.last, run.lowerBound <= last.upperBound &+ 1 else {
                merged.append(run)
                continue
            }
            merged[merged.count - 1] =
                last.lowerBound...max(last.upperBound, run.upperBound)
        }
        return merged
    }

    /// Whether the branch that ends in `chain` runs through `point`.
    package func branch(of chain: Int, contains point: Point) -> Bool {
        point.number <= self[chain].head.number
            && normalized(chain: chain, number: point.number) == point
    }
}

/// Numbers from `low` through `high`, both included, on the branch that ends in a chain; none where `low` is greater.
package struct BranchRun: Hashable, Sendable {
    package let chain: Int
    package let low: UInt64
    package let high: UInt64

    package init(chain: Int, from low: UInt64, through high: UInt64) {
        self.chain = chain
        self.low = low
        self.high = high
    }
}

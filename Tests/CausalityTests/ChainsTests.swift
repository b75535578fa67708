import Causality
import Testing

private func hash(_ n: UInt64) -> ChangeHash { ChangeHash((n, n, n, n)) }
private let replica = ReplicaID(high: 1, low: 2)

private func head(_ number: UInt64) -> Chains.Head {
    Chains.Head(number: number, hash: hash(number * 10), lamport: number)
}

@Suite struct `Chains and forks` {
    /// Chain 0 goes to 9; chain 1 left it after 4 and goes to 8; chain 2 left chain 1 after 6.
    private func forked() -> Chains {
        Chains([
            .init(replica: replica, branchedFrom: nil, head: head(9)),
            .init(replica: replica, branchedFrom: Point(chain: 0, number: 4), head: head(8)),
            .init(replica: replica, branchedFrom: Point(chain: 1, number: 6), head: head(7)),
        ])
    }

    @Test func `a number on a branch names the change where it stands`() {
        let chains = forked()
        #expect(chains.isForked(replica))
        #expect(chains.normalized(chain: 2, number: 7) == Point(chain: 2, number: 7))
        #expect(chains.normalized(chain: 2, number: 6) == Point(chain: 1, number: 6))
        #expect(chains.normalized(chain: 2, number: 4) == Point(chain: 0, number: 4))
        #expect(chains.normalized(chain: 0, number: 7) == Point(chain: 0, number: 7))
    }

    @Test
    func `a run of numbers on a branch holds the shared part and no change of another branch`() {
        let chains = forked()
        let ranges = chains.normalized([BranchRun(chain: 2, from: 3, through: 7)])
        let inside = (1...9).flatMap { number in
            (0...2).map { Point(chain: $0, number: UInt64(number)) }
        }.filter(ranges.contains)
        #expect(
            inside.sorted() == [
                Point(chain: 0, number: 3), Point(chain: 0, number: 4), Point(chain: 1, number: 5),
                Point(chain: 1, number: 6), Point(chain: 2, number: 7),
            ])
    }

    /// The runs of a change whose author forked again and again, each branch leaving the last at its head.
    @Test func `many runs over a ladder of branches are as few ranges as runs and rungs`() {
        let rungs = 200
        let ladder = Chains(
            (0..<rungs).map { rung in
                .init(
                    replica: replica,
                    branchedFrom: rung == 0 ? nil : Point(chain: rung - 1, number: UInt64(rung)),
                    head: head(UInt64(rung + 2)))
            })
        var runs = (1...150).map { BranchRun(chain: rungs - 1, from: 1, through: $0) }
        runs += (1...50).map {
            BranchRun(chain: $0, from: $0 % 7 == 0 ? 1 : 3, through: UInt64($0 + 1))
        }
        let named = ladder.normalized(runs)
        #expect(named.ranges.count <= rungs + runs.count)
        // The same points as run by run, one number after the other.
        var each: Set<Point> = []
        for run in runs where run.low <= run.high {
            for number in run.low...run.high {
                each.insert(ladder.normalized(chain: run.chain, number: number))
            }
        }
        #expect(Set(named.points) == each)
        #expect(named.count == UInt64(each.count))
    }

    @Test(arguments: 0..<200)
    func `ranges in any order are the one set that they hold`(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func below(_ count: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % count
        }
        var ranges: [PointRange] = []
        for _ in 0..<below(12) {
            let chain = Int(below(3))
            let first = 1 + below(20)
            ranges.append(
                PointRange(
                    Point(chain: chain, number: first),
                    Point(chain: chain, number: first + below(6))))
        }
        let all = Set(ranges.flatMap { PointRanges([$0]).points })
        let merged = PointRanges(ranges)
        #expect(Set(merged.points) == all)
        #expect(merged == PointRanges(points: all))
        for chain in 0..<4 {
            for number in 0...30 as ClosedRange<UInt64> {
                let point = Point(chain: chain, number: number)
                #expect(merged.contains(point) == all.contains(point))
            }
        }
    }

    @Test func `a branch runs through what it shares and not through what others did`() {
        let chains = forked()
        #expect(chains.branch(of: 2, contains: Point(chain: 0, number: 4)))
        #expect(!chains.branch(of: 2, contains: Point(chain: 0, number: 5)))
        #expect(!chains.branch(of: 1, contains: Point(chain: 2, number: 7)))
    }

    @Test func `heads are in an order that does not depend on arrival`() {
        let other = ReplicaID(high: 0, low: 1)
        let a = Chains.Chain(replica: replica, branchedFrom: nil, head: head(3))
        let b = Chains.Chain(replica: other, branchedFrom: nil, head: head(5))
        #expect(Chains([a, b]).heads.map(\.hash) == Chains([b, a]).heads.map(\.hash))
    }

    @Test func `a chain is found by its head, and no longer by the former one`() {
        var chains = Chains([.init(replica: replica, branchedFrom: nil, head: head(3))])
        #expect(chains.chain(withHead: hash(30)) == 0)
        chains.advance(0, to: head(4))
        #expect(chains.chain(withHead: hash(30)) == nil)
        #expect(chains.chain(withHead: hash(40)) == 0)
    }

    @Test func `points become the shortest ranges`() {
        let points =
            [3, 1, 2, 7].map { Point(chain: 0, number: $0) } + [Point(chain: 1, number: 8)]
        let ranges = PointRanges(points: points).ranges
        #expect(ranges.map(\.first.number) == [1, 7, 8])
        #expect(ranges.map(\.last.number) == [3, 7, 8])
    }
}

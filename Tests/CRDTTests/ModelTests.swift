import Testing

/// Rules of the design, explored on models against their obvious alternatives. Where a rule is built, its law is tested on
/// the real types; these keep the argument for those that are not, or that concern more than one type.
@Suite struct `Models of the rules` {
    /// `m2`: a change of the fork's history, by its hash.
    private struct Change {
        let id: String
        let dot: String
        let previous: String?
        let dependencies: [String]
        let write: (field: String, value: String, over: [String])
        let hours: Int
    }

    private static let forkHistory = [
        Change(
            id: "base", dot: "Z1", previous: nil, dependencies: [], write: ("title", "v0", []),
            hours: 0),
        Change(
            id: "A1", dot: "R1", previous: nil, dependencies: ["base"],
            write: ("title", "a", ["base"]), hours: 40),
        Change(
            id: "A2", dot: "R2", previous: "A1", dependencies: [], write: ("note", "na", []),
            hours: 0),
        Change(
            id: "B1", dot: "R1", previous: nil, dependencies: ["base"],
            write: ("title", "b", ["base"]), hours: 7),
        Change(
            id: "B2", dot: "R2", previous: "B1", dependencies: [], write: ("note", "nb", []),
            hours: 0),
        Change(
            id: "C1", dot: "C1", previous: nil, dependencies: ["A1"], write: ("title", "c", ["A1"]),
            hours: 0),
    ]

    private enum ForkPolicy { case byHash, byNumber, firstBranchWins }

    private func ends(_ policy: ForkPolicy) -> Set<String> {
        let byID = Dictionary(uniqueKeysWithValues: Self.forkHistory.map { ($0.id, $0) })
        func name(_ id: String) -> String { policy == .byHash ? id : byID[id]?.dot ?? id }
        var results: Set<String> = []
        func run(_ order: [Change]) {
            var have: [String: String] = [:]
            var state: [String: String] = [:]
            var hours: [String: Int] = [:]
            for change in order {
                let key = name(change.id)
                if policy != .byHash, let owner = have[key], owner != change.id { continue }
                if policy == .firstBranchWins {
                    let needs = change.dependencies + (change.previous.map { [$0] } ?? [])
                    if needs.contains(where: { have[name($0)] != $0 }) { continue }
                }
                have[key] = change.id
                for old in change.write.over { state[change.write.field + "/" + name(old)] = nil }
                state[change.write.field + "/" + key] = change.write.value
                hours[key] = change.hours
            }
            let values = state.map { $0.key.prefix(5) + "=" + $0.value }.sorted()
            results.insert("\(values) \(hours.values.reduce(0, +))")
        }
        func extend(_ order: [Change], _ rest: [Change]) {
            if rest.isEmpty { return run(order) }
            let done = Set(order.map(\.id))
            for (place, change) in rest.enumerated() {
                let needs = change.dependencies + (change.previous.map { [$0] } ?? [])
                guard needs.allSatisfy(done.contains) else { continue }
                var others = rest
                others.remove(at: place)
                extend(order + [change], others)
            }
        }
        extend([], Self.forkHistory)
        return results
    }

    @Test
    func
        `a fork whose writes are told apart by hash ends in one state, by number or first branch in several`()
    {
        #expect(ends(.byHash).count == 1)
        #expect(ends(.byNumber).count > 1)
        #expect(ends(.firstBranchWins).count > 1)
    }

    /// `m4`: random histories of four replicas that take any prefix of each other's order of arrival.
    private func arrivals(_ dice: inout Dice) -> (
        orders: [[Int]], past: [Set<Int>], author: [(Int, Int)]
    ) {
        var orders = Array(repeating: [Int](), count: 4)
        var past: [Set<Int>] = []
        var author: [(Int, Int)] = []
        var numbers = [0, 0, 0, 0]
        while past.count < 9 {
            let replica = dice.below(4)
            if dice.chance(40) {
                let source = orders[dice.below(4)]
                let cut = dice.below(source.count + 1)
                for change in source.filter({ !orders[replica].contains($0) }).prefix(cut) {
                    orders[replica].append(change)
                }
            } else {
                numbers[replica] += 1
                past.append(Set(orders[replica]))
                author.append((replica, numbers[replica]))
                orders[replica].append(past.count - 1)
            }
        }
        return (orders, past, author)
    }

    @Test(arguments: [false, true])
    func `a stream in order of arrival may be cut anywhere, one filled in behind may not`(
        backfilled: Bool
    ) {
        var dice = Dice(3)
        var unsound = 0
        for _ in 0..<3000 {
            let (orders, past, author) = arrivals(&dice)
            let sender = dice.below(4)
            let receiver = (sender + 1 + dice.below(3)) % 4
            var log = orders[sender]
            if backfilled, log.count > 3 {
                log = Array(log[(log.count / 2)...] + log[..<(log.count / 2)])
            }
            let have = Set(orders[receiver])
            var heads = [0, 0, 0, 0]
            for change in have {
                heads[author[change].0] = max(heads[author[change].0], author[change].1)
            }
            let missing = log.filter { author[$0].1 > heads[author[$0].0] }
            for cut in 0...missing.count {
                let held = have.union(missing.prefix(cut))
                if !held.allSatisfy({ past[$0].isSubset(of: held) }) { unsound += 1 }
            }
        }
        #expect(backfilled ? unsound > 0 : unsound == 0)
    }

    /// `m8`: writes of one field by three replicas; some of the third's are withheld.
    @Test
    func
        `what supersedes a withheld write supersedes what that superseded, else false siblings show`()
    {
        var dice = Dice(9)
        var falseSiblings = 0
        for _ in 0..<6000 {
            var past: [Set<Int>] = []
            var author: [Int] = []
            var views = Array(repeating: Set<Int>(), count: 3)
            while past.count < 6 {
                let replica = dice.below(3)
                if dice.chance(45) {
                    views[replica].formUnion(views[dice.below(3)])
                } else {
                    past.append(views[replica])
                    author.append(replica)
                    views[replica].insert(past.count - 1)
                }
            }
            let live = { (view: Set<Int>) in
                view.filter { write in !view.contains { past[$0].contains(write) } }
            }
            let superseded = past.map(live)
            let withheld = Set(author.indices.filter { author[$0] == 2 }.dropFirst())
            func fold(transitive: Bool) -> Set<Int> {
                var shown: Set<Int> = []
                for write in past.indices where !withheld.contains(write) {
                    var gone = superseded[write]
                    var waiting = Array(gone)
                    while transitive, let next = waiting.popLast() {
                        guard withheld.contains(next) else { continue }
                        for older in superseded[next] where gone.insert(older).inserted {
                            waiting.append(older)
                        }
                    }
                    shown.subtract(gone)
                    shown.insert(write)
                }
                return shown
            }
            let exact = Set(
                past.indices.filter { write in
                    !withheld.contains(write)
                        && !past.indices.contains {
                            !withheld.contains($0) && past[$0].contains(write)
                        }
                })
            #expect(fold(transitive: true) == exact)
            if fold(transitive: false) != exact { falseSiblings += 1 }
        }
        #expect(falseSiblings > 0)
    }

    /// `m9`: removals among four admins, the earlier admitted senior; each act counts up to its author's own cut.
    @Test
    func `by seniority a dossier keeps an admin, where every removal counts it may keep none`() {
        var dice = Dice(2)
        var leftWithNone = 0
        for _ in 0..<3000 {
            let removals = (0..<(1 + dice.below(5))).map {
                _ -> (by: Int, of: Int, place: Int, cut: Int) in
                let by = dice.below(4)
                return (by, (by + 1 + dice.below(3)) % 4, dice.below(3), dice.below(3))
            }
            var cuts: [Int: Int] = [:]
            for act in removals.sorted(by: { ($0.by, $0.place) < ($1.by, $1.place) })
            where act.by < act.of && act.place <= cuts[act.by] ?? .max {
                cuts[act.of] = min(cuts[act.of] ?? .max, act.cut)
            }
            #expect(cuts[0] == nil)
            if Set(removals.map(\.of)).count == 4 { leftWithNone += 1 }
        }
        #expect(leftWithNone > 0)
    }
}

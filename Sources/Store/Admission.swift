import Causality
package import Wire

/// Which changes of a frame can join the log, decided before anything is written.
///
/// One pass over the frame in its order finds what is known, what fits the log or an earlier change of the frame, what waits
/// and what is malformed. Then what nobody could prove to the next peer is taken out: a change without a signature stays
/// only while a later one of its chain that stays too covers it, and what depends on one that goes, goes. Each change goes
/// once, so the work is proportional to what the frame names, however it is knotted.
///
/// Cost: one look-up in the log for each different change that is named; nothing is held locked.
package struct Admission: Sendable {
    /// A change that can be added, with its blocks read.
    package struct Change: Sendable {
        package let change: SignedChange
        package let views: [BlockView]
    }

    /// In the order of the frame: each fits the log once those before it are added.
    package private(set) var accepted: [Change] = []
    /// Against the format or its chain, by its place in the frame.
    package private(set) var refused: [(place: Int, reason: String)] = []
    package private(set) var known = 0
    /// Names what is not held, or is covered by nothing that stays: it comes again.
    package private(set) var waiting = 0

    /// What the log, or the frame so far, says of a change that another names.
    struct Link: Hashable {
        let dot: Dot
        let lamport: UInt64
    }

    /// Of a frame's changes in its order; `covered` says whether a good signature covers each. `log` finds a change that is
    /// held; `isLost` says whether a change belongs in a hole of the log: it goes back there, and nowhere else.
    init(
        _ changes: [SignedChange], covered: [Bool], dossier: DossierID,
        log: (ChangeHash) throws(StoreError) -> Link?,
        isLost: (SignedChange) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var frame = Frame(dossier: dossier)
        for (place, change) in changes.enumerated() {
            guard covered[place] else { continue }
            switch try frame.judge(change, log) {
            case .known: known += 1
            case .waits: waiting += 1
            case .malformed(let reason): refused.append((place, reason))
            case .fits(let views):
                if try isLost(change) { waiting += 1 } else { frame.add(change, views) }
            }
        }
        frame.takeOutUnproven()
        waiting += frame.leftCount
        accepted = frame.staying
    }

    private enum Verdict {
        case known, waits
        case malformed(String)
        case fits([BlockView])
    }

    /// The changes of a frame that fit, and which of them name which.
    private struct Frame {
        let dossier: DossierID
        private var nodes: [Node] = []
        private var index: [ChangeHash: Int] = [:]
        private var held: [ChangeHash: Link?] = [:]

        private struct Node {
            let change: Change
            /// Changes of the frame that name this one, as predecessor, dependency or chain.
            var naming: [Int] = []
            var hasLeft = false
            /// How many later changes of its chain prove it, itself counted where it is signed.
            var proofs = 0
            var provesPredecessor = false
        }

        init(dossier: DossierID) { self.dossier = dossier }

        var leftCount: Int { nodes.count { $0.hasLeft } }
        var staying: [Change] { nodes.filter { !$0.hasLeft }.map(\.change) }

        private mutating func link(
            _ hash: ChangeHash, _ log: (ChangeHash) throws(StoreError) -> Link?
        ) throws(StoreError) -> Link? {
            if let place = index[hash] {
                let header = nodes[place].change.change.header
                return Link(dot: header.dot, lamport: header.lamport)
            }
            if let known = held[hash] { return known }
            let found = try log(hash)
            held[hash] = .some(found)
            return found
        }

        mutating func judge(
            _ change: SignedChange, _ log: (ChangeHash) throws(StoreError) -> Link?
        ) throws(StoreError) -> Verdict {
            let header = change.header
            if try link(change.hash, log) != nil { return .known }
            guard header.dossier == dossier else { return .malformed("is of another dossier") }
            var greatest: UInt64 = 0
            if let previous = header.previous {
                guard let before = try link(previous, log) else { return .waits }
                guard before.dot.replica == header.replica,
                    before.dot.number &+ 1 == header.number
                else { return .malformed("does not follow the change that it names before it") }
                greatest = before.lamport
            }
            for dependency in header.dependencies {
                guard let found = try link(dependency, log) else { return .waits }
                greatest = max(greatest, found.lamport)
            }
            guard header.lamport == greatest &+ 1 else {
                return .malformed("its Lamport stamp is not one more than those before it")
            }
            let views: [BlockView]
            do { views = try BlockView.all(of: change) } catch {
                return .malformed("its block is refused: \(error)")
            }
            for hash in views.flatMap(\.chains) {
                guard let named = try link(hash, log) else { return .waits }
                guard named.lamport < header.lamport else {
                    return .malformed("names a chain that does not come before it")
                }
            }
            return .fits(views)
        }

        mutating func add(_ change: SignedChange, _ views: [BlockView]) {
            let place = nodes.count
            let header = change.header
            let named = header.dependencies + views.flatMap(\.chains)
            for hash in named + [header.previous].compactMap({ $0 }) {
                if let other = index[hash] { nodes[other].naming.append(place) }
            }
            nodes.append(Node(change: Change(change: change, views: views)))
            index[change.hash] = place
        }

        mutating func takeOutUnproven() {
            // A proof comes from behind: the newest of each run first.
            for place in nodes.indices.reversed() {
                if nodes[place].change.change.signature != nil { nodes[place].proofs += 1 }
                if nodes[place].proofs > 0, let before = predecessor(of: place) {
                    nodes[place].provesPredecessor = true
                    nodes[before].proofs += 1
                }
            }
            var leaving = nodes.indices.filter { nodes[$0].proofs == 0 }
            while let place = leaving.popLast() {
                guard !nodes[place].hasLeft else { continue }
                nodes[place].hasLeft = true
                leaving += nodes[place].naming.filter { !nodes[$0].hasLeft }
                guard nodes[place].provesPredecessor, let before = predecessor(of: place)
                else { continue }
                nodes[before].proofs -= 1
                if nodes[before].proofs == 0 { leaving.append(before) }
            }
        }

        private func predecessor(of place: Int) -> Int? {
            nodes[place].change.change.header.previous.flatMap { index[$0] }
        }
    }
}

extension Store {
    /// Which of these changes can be added now. Inside ``read(_:)``; nothing is written.
    package func admission(
        of changes: [SignedChange], covered: [Bool]
    ) throws(StoreError) -> Admission {
        try Admission(
            changes, covered: covered, dossier: dossier,
            log: { (hash) throws(StoreError) in
                guard let point = try log.point(of: hash) else { return nil }
                return Admission.Link(
                    dot: Dot(chains[point.chain].replica, point.number),
                    lamport: try log.lamport(of: point))
            }, isLost: { (change) throws(StoreError) in try log.isLost(change) })
    }
}

import Causality
import Records
import Replica
import Store
import Wire

/// What must hold at the end, when everybody has everything.
extension Simulation {
    func checkEnd() throws {
        // What is only in memory counts for nothing.
        for machine in machines { machine.stop(.stopped) }
        for machine in machines { try restart(machine) }
        let dumps = try machines.map { try dump($0) }
        for (machine, dump) in zip(machines, dumps) {
            try same(dumps[0], dump, .sameState, "n0 and \(machine.name)")
        }
        for machine in machines {
            try checkLost(machine)
            try checkRecords(machine)
            try checkForks(machine)
        }
        guard let last = dice.pick(machines) else { return }
        try checkRefold(last, dumps[last.number])
        noticeDisagreements()
        note("ends at \(Hashing.sha256(Array(dumps[0].joined(separator: "\n").utf8)))")
    }

    private func running(_ machine: Machine) throws -> Store {
        guard let daemon = machine.daemon else {
            throw Finding(.noError, "\(machine.name) does not run")
        }
        return daemon.store
    }

    private func dump(_ machine: Machine) throws -> [String] {
        let store = try running(machine)
        return try store.read {
            ["log \(try store.logDigest()) state \(store.stateDigest.description)"]
                + (try Dump.lines(of: store))
        }
    }

    private func same(_ a: [String], _ b: [String], _ check: Check, _ who: String) throws(Finding) {
        guard a != b else { return }
        let place = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
        let (left, right) = (
            place < a.count ? a[place] : "nothing", place < b.count ? b[place] : "nothing"
        )
        throw Finding(check, "\(who), line \(place + 1): \(left) | \(right)")
    }

    // MARK: Against the model

    private func checkLost(_ machine: Machine) throws {
        for (number, change) in model.changes.enumerated()
        where change.isAcknowledged && !change.isDestroyed && !machine.held.contains(number) {
            throw Finding(
                .lost, "\(machine.name) does not hold \(change.hash.short), which was acknowledged")
        }
        // The book kept of its log against the log itself.
        let store = try running(machine)
        let hashes = try store.read {
            try store.places(after: 0, limit: Int.max).map { try store.change(at: $0.point)?.hash }
        }
        guard hashes == machine.log.map({ model.changes[$0].hash }) else {
            throw Finding(.crash, "the log of \(machine.name) is not what it was seen to take in")
        }
    }

    private func checkRecords(_ machine: Machine) throws {
        let store = try running(machine)
        let comparison = Comparison(model: model, schema: machine.version)
        for place in model.places {
            try comparison.check(
                place, Sight(place, on: store), held: machine.held, node: machine.name)
        }
    }

    private func checkForks(_ machine: Machine) throws {
        let store = try running(machine)
        let chains = store.chains
        for chain in chains.all where chains.isForked(chain.replica) {
            tally.reach(.forkApplied)
            guard mayFork.contains(chain.replica) else {
                throw Finding(.forks, "\(chain.replica) forked and was never copied or put back")
            }
        }
        if let incarnation = machine.incarnation, chains.isForked(incarnation) {
            throw Finding(.forks, "\(machine.name) goes on under \(incarnation), which forked")
        }
    }

    // MARK: Against the log

    /// The log of one node, folded anew in a fresh database in its order of arrival.
    private func checkRefold(_ machine: Machine, _ dump: [String]) throws {
        let store = try running(machine)
        if let problems = try machine.daemon?.verify(), !problems.isEmpty {
            throw Finding(.refold, "\(machine.name) verifies itself: \(problems)")
        }
        let folder = Folder(path: root.path + "/refold")
        try folder.create()
        let fresh = try Store(
            path: folder.path + "/liaison.sqlite", schema: PlaySchema.schema, create: true)
        let changes = try store.read {
            try store.places(after: 0, limit: Int.max).compactMap { try store.change(at: $0.point) }
        }
        try fresh.write {
            for change in changes {
                guard case .applied = try fresh.append(change) else {
                    throw Finding(
                        .refold, "\(change.hash.short) of \(machine.name) is not applied again")
                }
            }
        }
        let refolded = try fresh.read {
            ["log \(try fresh.logDigest()) state \(fresh.stateDigest.description)"]
                + (try Dump.lines(of: fresh))
        }
        try same(dump, refolded, .refold, "\(machine.name) and its log folded anew")
    }

    // MARK: What the course had in it

    private func noticeDisagreements() {
        for place in model.places {
            let deeds = model.deeds[place] ?? []
            for (place, a) in deeds.enumerated() {
                for b in deeds[..<place] where a.field == b.field && a.key == b.key {
                    guard !a.seen.contains(b.change), !b.seen.contains(a.change) else { continue }
                    notice(a, b)
                }
            }
            noticeViews(place)
            let made = deeds.filter { $0.seen.isEmpty && place.id.high == 0x51 }.map(\.change)
            if Set(made.map { model.changes[$0].author }).count > 1 { tally.reach(.madeTwice) }
        }
    }

    /// Which of the merge classes had to decide at the end.
    private func noticeViews(_ place: Model.Place) {
        guard let held = machines.first?.held, let kind = PlaySchema.schema.kind(place.kind),
            let record = model.record(place, within: held)
        else { return }
        for group in Model.groups(record.live) where Set(group.flatMap(\.values)).count > 1 {
            switch group.first.flatMap({ kind.field($0.field) })?.merge {
            case .fixed: tally.reach(.fixedTwice)
            case .flow:
                tally.reach(Model.alongFlow(group).count > 1 ? .statusAsked : .statusDecided)
            default: break
            }
        }
    }

    private func notice(_ a: Model.Deed, _ b: Model.Deed) {
        switch (a.deed, b.deed) {
        case (.withdraw, .withdraw): tally.reach(.withdrawnApart)
        case (.write(.set, _), .write(.set, _)) where a.field == Replica.joinedField:
            tally.reach(.joinedApart)
        case (.write(.set, _), .removeElement), (.removeElement, .write(.set, _)):
            tally.reach(.addWon)
        case (.write(_, let one), .write(_, let other)):
            if one == other { tally.reach(.equalValues) }
            if a.goesOver > 1, b.goesOver > 1 { tally.reach(.resolvedApart) }
        default: break
        }
    }
}

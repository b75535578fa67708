import Causality
import Replica
import Sync
import Wire

/// The faults stop: everything restarts, and whoever can meet syncs until nothing moves.
extension Simulation {
    func mend() throws {
        note("the faults stop")
        heal()
        scenario.damage = 0
        scenario.copies = 0
        for machine in machines { machine.fuse.charge = nil }
        try calmDown()
        for machine in machines {
            cut(machine)
            if machine.off == nil { machine.stop(.stopped) }
        }
        for machine in machines { try restart(machine) }
        var everything = ChangeSet()
        for machine in machines { everything.formUnion(machine.held) }
        try syncUntilQuiet()
        for machine in machines where !everything.subtracting(machine.held).isEmpty {
            let missing = everything.subtracting(machine.held).members.map {
                model.changes[$0].hash.short
            }
            throw Finding(
                .lost, "\(machine.name) never got \(missing), held when the faults stopped")
        }
    }

    /// Sessions still run into each other for a while: what one of them misses, and takes note of, a later one must find.
    private func calmDown() throws {
        onlyMeetings = meetings
        for _ in 0..<(40 * machines.count) {
            if let deed = dice.pick(weighted: scenario.calmDeeds) { try perform(deed) }
        }
        network.removeAll()
    }

    /// Who meets whom, in a round.
    private var meetings: [(Int, Int)] {
        let all = machines.indices
        return switch scenario.mending {
        case .everybody: everyPair
        case .star: all.dropFirst().map { ($0, 0) }
        case .line: all.dropFirst().map { ($0, $0 - 1) }
        }
    }

    var everyPair: [(Int, Int)] {
        machines.indices.flatMap { a in machines.indices.filter { $0 != a }.map { (a, $0) } }
    }

    private func syncUntilQuiet() throws {
        // News from one end of a line is at the other after as many rounds; forks that are learned of on the way begin
        // new incarnations, whose introductions go round once more.
        let roundsMax = 3 * machines.count
        for round in 1... {
            guard round <= roundsMax else {
                let heads = machines.map { "\($0.name) holds \($0.log.count)" }
                throw Finding(
                    .converged,
                    "not level after \(roundsMax) rounds (\(scenario.mending)): \(heads)")
            }
            var moved = false
            for (from, to) in meetings {
                let outcome = try sync(from, to)
                // More than one exchange: introductions, at least, have moved.
                if outcome.agreement != .level || outcome.exchanges > 1 { moved = true }
            }
            if !moved { break }
        }
        for (from, to) in everyPair {
            let outcome = try sync(from, to)
            guard outcome.agreement == .level, outcome.exchanges == 1,
                outcome.pulled + outcome.pushed == 0
            else { throw Finding(.quiet, "n\(from) to n\(to): \(outcome)") }
        }
    }

    private func sync(_ from: Int, _ to: Int) throws -> Initiator.Outcome {
        let (asker, answerer) = (machines[from], machines[to])
        guard let leads = asker.daemon, let answers = answerer.daemon else {
            throw Finding(.noError, "a machine does not run after the faults stopped")
        }
        let outcome: Initiator.Outcome
        do {
            outcome = try leads.sync(with: try peer(answerer.device, leads)) { message in
                let answer = try answers.answer(message.encoded, from: asker.device)
                return try SyncMessage(encoded: answer)
            }
        } catch { throw Finding(.noError, "\(asker.name) syncs with \(answerer.name): \(error)") }
        try absorb(asker, leads)
        try absorb(answerer, answers)
        note("\(asker.name) syncs with \(answerer.name): \(outcome)")
        if outcome.agreement == .stateDiffers {
            throw Finding(.sameState, "\(asker.name) and \(answerer.name)")
        }
        return outcome
    }
}

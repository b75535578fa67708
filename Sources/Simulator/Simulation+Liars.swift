import Causality
import Replica
import Store
import Wire

/// A peer that lies, met by machines among all their other faults: nothing of what it gives stops or parts them.
extension Simulation {
    func meetLiar() throws {
        guard let machine = dice.pick(machines.filter(\.isRunning)), let daemon = machine.daemon
        else { return }
        let liar = try self.liar()
        try teach(liar, machine, daemon)
        let (changes, isOld) = try liar.some()
        for change in changes { model.addStrange(change) }
        note("\(machine.name) meets a liar with \(changes.map(\.hash.short)), old \(isOld)")
        if dice.chance(600) {
            try takePush(of: liar, changes, machine, daemon, isOld: isOld)
        } else {
            try call(liar, changes, machine, daemon)
        }
        guard machine.isRunning else { return }
        try daemon.store.read {
            try liar.oddities.settle { try daemon.store.point(of: $0) != nil }
        }
    }

    private func liar() throws -> Liar {
        if let known = knownLiar { return known }
        let liar = try Liar(dice)
        // It may say two things under one number whenever it likes.
        mayFork.formUnion(liar.replicas)
        knownLiar = liar
        return liar
    }

    /// It names what others made, as everybody does.
    private func teach(_ liar: Liar, _ machine: Machine, _ daemon: Replica) throws {
        try daemon.store.read {
            for number in machine.log.suffix(4) {
                if let change = try daemon.store.change(model.changes[number].hash) {
                    liar.oddities.learn(change)
                }
            }
        }
    }

    private func takePush(
        of liar: Liar, _ changes: [SignedChange], _ machine: Machine, _ daemon: Replica, isOld: Bool
    ) throws {
        let request = SyncMessage.push(liar.message(changes)).encoded
        let answer = try attempt(machine, daemon, "takes what a liar gives") {
            try daemon.answer(request, from: liar.device)
        }
        guard let answer else { return }
        try absorb(machine, daemon)
        guard case .pushed(let pushed)? = try? SyncMessage(encoded: answer) else {
            throw Finding(.noError, "\(machine.name) does not take what a liar gives")
        }
        if isOld { tally.reach(.saidAgain) }
        if pushed.applied > 0 { tally.reach(.oddApplied) }
        if pushed.refused > 0 { tally.reach(.oddRefused) }
    }

    /// A session that the machine begins; it comes to an end, whatever is answered.
    private func call(
        _ liar: Liar, _ changes: [SignedChange], _ machine: Machine, _ daemon: Replica
    ) throws {
        var answers = 0
        let ended = try attempt(machine, daemon, "calls a liar") { () -> Bool in
            let peer = try self.peer(liar.device, daemon)
            do {
                _ = try daemon.sync(with: peer) { request in
                    answers += 1
                    guard answers < Liar.answersMost else { return .refused("enough") }
                    return try SyncMessage(encoded: liar.answer(to: request, giving: changes))
                }
                return true
            } catch let error as StoreError { throw error } catch { return false }
        }
        guard let ended else { return }
        try absorb(machine, daemon)
        tally.reach(ended ? .liarFollowed : .liarLeft)
        if answers >= Liar.answersMost { tally.reach(.neverEnds) }
        note("\(machine.name) is done with a liar after \(answers) answers")
    }
}

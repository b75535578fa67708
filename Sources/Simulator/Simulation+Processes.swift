import Causality
import Records
import Replica
import Store
import Wire

/// Processes that end in the middle of a write, and what a machine finds when it starts again.
extension Simulation {
    /// Does one thing in a process of a machine; nil if the process ended in it.
    ///
    /// - Throws: ``Finding`` for any error but the fault injected.
    func attempt<T>(
        _ machine: Machine, _ process: Replica, _ what: String, _ body: () throws -> T
    ) throws -> T? {
        do { return try body() } catch {
            if let charge = machine.fuse.take() {
                if let trouble = machine.fuse.trouble { throw trouble }
                try crash(machine, process, charge, in: what)
                return nil
            }
            if error is Finding { throw error }
            throw Finding(.noError, "\(machine.name) \(what): \(error)")
        }
    }

    private func crash(
        _ machine: Machine, _ process: Replica, _ charge: Fuse.Charge, in what: String
    ) throws {
        tally.crashes += 1
        switch charge.step {
        case .change: tally.reach(.crashAtChange)
        case .record: tally.reach(.crashAtRecord)
        case .flush: tally.reach(.crashAtFlush)
        case .commit: tally.reach(.crashAtCommit)
        case .mark: tally.reach(.crashAtMark)
        case .projection: break
        }
        if what == "merges" { tally.reach(.crashInMerge) }
        note("\(machine.name) \(what): \(charge.force) at \(charge.step.rawValue)")
        switch charge.force {
        case .powerCut:
            tally.reach(.powerCut)
            cut(machine)
            machine.stop(.powerCut(machine.cutFolder))
        case .killed:
            machine.forms.removeAll { $0.process === process }
            if machine.daemon === process {
                cut(machine)
                machine.daemon = nil
            }
            guard let other = machine.daemon ?? machine.forms.first?.process else { return }
            tally.reach(.processKilled)
            // It learns of what the dead one wrote at its next look.
            try other.store.read {}
            try absorb(machine, other)
        }
    }

    /// The sessions of a machine end with its daemon.
    func cut(_ machine: Machine) {
        for session in sessions where session.from == machine.number { leave(session) }
        sessions.removeAll { $0.from == machine.number }
    }

    func chargeFuse() {
        guard let machine = dice.pick(machines.filter { $0.off == nil && $0.fuse.charge == nil }),
            let step = dice.pick([WriteStep.change, .record, .flush, .commit, .mark])
        else { return }
        machine.fuse.charge = Fuse.Charge(
            step: step, passes: dice.below(3), force: dice.chance(600) ? .powerCut : .killed)
    }

    // MARK: Starting again

    /// Per mille of starts at which an older version is replaced.
    private var upgrades: Int { onlyMeetings == nil ? 100 : 1000 }

    func restart() throws {
        guard let machine = dice.pick(machines.filter { !$0.isRunning }) else { return }
        try restart(machine)
    }

    func restart(_ machine: Machine) throws {
        let off = machine.off
        machine.off = nil
        if machine.isOlder, machine.forms.isEmpty, dice.chance(upgrades) {
            install(isOlder: false, on: machine)
            tally.reach(.upgraded)
            note("\(machine.name) is upgraded")
        }
        let daemon: Replica
        switch off {
        case nil, .stopped: daemon = try opened(machine)
        case .powerCut(let folder):
            try machine.folder.replace(with: folder)
            daemon = try opened(machine)
        case .putBack(let backup, let way): daemon = try start(machine, on: backup, way)
        }
        machine.daemon = daemon
        machine.life += 1
        note(
            "\(machine.name) starts, holds \(machine.log.count), new incarnation \(daemon.newIncarnation?.rawValue ?? "no")"
        )
    }

    /// Opens one more process; that must find everything that was durable, and begin no new incarnation but for a reason.
    func opened(
        _ machine: Machine, allowed: [Replica.Reason?] = [nil],
        by opening: (Machine) throws -> Replica = { try $0.open() }
    ) throws -> Replica {
        let process: Replica
        do { process = try opening(machine) } catch {
            throw Finding(.noError, "\(machine.name) opens: \(error)")
        }
        guard allowed.contains(process.newIncarnation) else {
            throw Finding(
                .incarnation,
                "\(machine.name) begins anew: \(process.newIncarnation?.rawValue ?? "no"), "
                    + "expected \(allowed.map { $0?.rawValue ?? "no" })")
        }
        switch process.newIncarnation {
        case .wentBack: tally.reach(.wentBack)
        case .copied: tally.reach(.copied)
        case .restored: tally.reach(.restored)
        case .forked, .damaged, nil: break
        }
        guard process.store.newestSeq >= machine.log.count else {
            throw Finding(
                .crash,
                "\(machine.name) held \(machine.log.count) changes and finds \(process.store.newestSeq)"
            )
        }
        try absorb(machine, process)
        guard process.newIncarnation != nil, machine.folder.hasMark, dice.chance(300) else {
            return process
        }
        return try reopenedWithoutMark(machine)
    }

    /// A crash after a new incarnation was begun and before its mark was written: one more is begun, and no harm done.
    private func reopenedWithoutMark(_ machine: Machine) throws -> Replica {
        try machine.folder.removeMark()
        let process = try machine.open()
        guard process.newIncarnation == .copied else {
            throw Finding(.incarnation, "\(machine.name) goes on without a mark")
        }
        tally.reach(.markLost)
        return process
    }

    // MARK: What a machine holds

    /// Takes in what a process has added to the log of its machine, and holds each new change to the model. Unless
    /// `wasTold`, by a commit that returned, what was being saved when a process ended may turn up.
    ///
    /// - Throws: ``Finding``.
    func absorb(_ machine: Machine, _ process: Replica, wasTold: Bool = false) throws {
        let store = process.store
        let isBehind = store.newestSeq > machine.log.count
        let news =
            !isBehind
            ? []
            : try store.read {
                try store.places(after: Int64(machine.log.count), limit: Int.max).compactMap {
                    try store.change(at: $0.point)
                }
            }
        for change in news {
            var number = model.number(of: change.hash)
            if number == nil, let saving = machine.saving {
                number = try model.add(change, intents: saving.intents, held: saving.held)
                machine.saving = nil
                if !wasTold { tally.reach(.savedUnacknowledged) }
            }
            guard let number else {
                throw Finding(
                    .authorship, "\(machine.name) holds \(change.hash.short), which nobody made")
            }
            guard !machine.held.contains(number) else {
                throw Finding(.authorship, "\(machine.name) holds \(change.hash.short) twice")
            }
            machine.append(number)
            model.setDestroyed(number, false)
        }
        machine.saving = nil
        if process.replica != machine.incarnation, process.newIncarnation == .forked {
            tally.reach(.forkLearned)
        }
        machine.incarnation = process.replica
    }
}

import Causality
import Replica

/// What befalls machines from outside: clocks that jump, partitions, backups put back, folders copied.
extension Simulation {
    func setClock() {
        guard let machine = dice.pick(machines), let jump = dice.pick(NodeClock.Jump.allCases)
        else { return }
        let before = machine.clock.offsetMs
        machine.clock.jump(jump, dice)
        if jump == .farFuture { tally.reach(.clockInFuture) }
        if machine.clock.offsetMs < before { tally.reach(.clockBack) }
        note("\(machine.name) clock \(jump) \(machine.clock.nowMs)")
    }

    // MARK: Partitions

    func divide() {
        guard network.sides == nil else { return }
        var sides = machines.map { _ in dice.chance(500) }
        // Nobody alone with everybody is no partition.
        let first = dice.below(sides.count)
        sides[first] = !sides[(first + 1) % sides.count]
        network.divide(sides)
        tally.partitions += 1
        note("partition \(sides.map { $0 ? "a" : "b" }.joined())")
    }

    func heal() {
        guard network.sides != nil else { return }
        network.heal()
        note("the partition is over")
    }

    // MARK: Backups

    /// Whether it is on, and it was seen what its last process left when it ended.
    private func isKnown(_ machine: Machine) -> Bool { machine.off == nil && machine.saving == nil }

    func backUp() throws {
        guard let machine = dice.pick(machines.filter(isKnown)) else { return }
        let folder = Folder(path: root.path + "/backup\(backups.count)")
        let daemon = dice.chance(400) ? machine.daemon : nil
        if let daemon {
            try folder.create()
            try daemon.backUp(to: DataDirectory(folder.path).database)
        } else {
            try machine.folder.copy(to: folder)
        }
        backups.append(
            (
                machine.number,
                Machine.Backup(
                    folder: folder, isByTool: daemon != nil, log: machine.log,
                    incarnation: machine.incarnation, marked: machine.marked)
            ))
        note("\(machine.name) is backed up at \(machine.log.count), by the tool \(daemon != nil)")
    }

    /// The machine is stopped; when it starts, it finds the backup.
    func putBack() throws {
        guard let (number, backup) = dice.pick(backups), machines[number].off == nil else { return }
        let machine = machines[number]
        cut(machine)
        let way: Machine.Way =
            dice.chance(400) ? (backup.isByTool ? .byTool : .withMark) : .byHand
        machine.stop(.putBack(backup, way))
        note(
            "\(machine.name) stops, to go back from \(machine.log.count) to \(backup.log.count) \(way)"
        )
    }

    /// Puts the files back, and opens what is there then.
    func start(_ machine: Machine, on backup: Machine.Backup, _ way: Machine.Way) throws -> Replica
    {
        var restored = ChangeSet()
        for change in backup.log { restored.insert(change) }
        let gone = machine.held.subtracting(restored).members
        writeOff(gone, of: machine)
        var allowed = reasons(toBeginAnewOn: backup, way, machine, gone: gone)
        if allowed == [nil], !gone.isEmpty { tally.reach(.hubWentBack) }
        if way == .byTool {
            // Told by its mark or not: it begins anew.
            allowed = allowed.map { $0 ?? .restored }
        } else if allowed.contains(nil), let incarnation = backup.incarnation {
            mayFork.insert(incarnation)
            if way == .withMark, !gone.isEmpty { tally.reach(.forkedUnseen) }
        }
        machine.setLog(backup.log)
        machine.incarnation = backup.incarnation
        machine.saving = nil
        if way == .byTool {
            return try opened(machine, allowed: allowed) { try $0.restore(backup) }
        }
        try machine.folder.putBack(backup.folder, withMark: way == .withMark)
        if way == .withMark { machine.marked = backup.marked }
        return try opened(machine, allowed: allowed)
    }

    /// What a replica may take a backup for that was put back. A mark outlives a database that is put back alone: it tells
    /// of own changes that are gone.
    private func reasons(
        toBeginAnewOn backup: Machine.Backup, _ way: Machine.Way, _ machine: Machine, gone: [Int]
    ) -> [Replica.Reason?] {
        if way == .withMark { return [nil] }
        if backup.incarnation != machine.incarnation || machine.marked.map(gone.contains) == true {
            return [.wentBack]
        }
        // Made by a copy of this machine, or by a process that ended before its mark was written.
        let hasOwn = gone.contains { model.changes[$0].author == backup.incarnation }
        return hasOwn ? [nil, .wentBack] : [nil]
    }

    /// What only this machine held is gone with its database; that alone may be missing at the end.
    private func writeOff(_ gone: [Int], of machine: Machine) {
        guard options.sabotage != .forgetsAcknowledged else { return }
        for change in gone
        where !machines.contains(where: { $0 !== machine && $0.held.contains(change) }) {
            model.setDestroyed(change, true)
            tally.reach(.changesDestroyed)
        }
    }

    // MARK: Clones

    /// The folder is copied: with its machine, so that nothing can tell the two apart, or to another one.
    func clone() throws {
        guard machines.count < Scenario.machinesMax,
            let original = dice.pick(machines.filter(isKnown))
        else { return }
        let withMachine = dice.chance(500)
        let withMark = withMachine || dice.chance(500)
        let number = machines.count
        let machine = newMachine(
            number, hardware: withMachine ? original.hardware : "machine \(number)",
            isOlder: original.isOlder)
        try original.folder.copy(to: machine.folder, withMark: withMark)
        machine.device = original.device
        machine.setLog(original.log)
        machine.incarnation = original.incarnation
        machine.marked = original.marked
        if withMachine, let incarnation = original.incarnation {
            mayFork.insert(incarnation)
            tally.reach(.forkedUnseen)
        }
        note("\(original.name) is copied to \(machine.name), machine \(withMachine)")
        machine.daemon = try opened(machine, allowed: [withMachine ? nil : .copied])
        machine.life += 1
    }
}

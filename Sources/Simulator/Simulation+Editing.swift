import Causality
import Records
import Replica
import Store
import Wire

/// Officers at work: a form is opened, and saved at once or much later, by the daemon's process or one of its own.
extension Simulation {
    private static let formsMax = 3

    func edit() throws {
        guard let machine = dice.pick(machines.filter { $0.off == nil }),
            let form = try newForm(machine)
        else { return }
        try save(form, on: machine)
    }

    func openForm() throws {
        let free = machines.filter { $0.off == nil && $0.forms.count < Self.formsMax }
        guard let machine = dice.pick(free), let form = try newForm(machine) else { return }
        machine.forms.append(form)
        note("\(machine.name) opens \(form.place.text) own process \(form.isOwnProcess)")
    }

    func saveForm() throws {
        guard let machine = dice.pick(machines.filter { $0.off == nil && !$0.forms.isEmpty }) else {
            return
        }
        let form = machine.forms.remove(at: dice.below(machine.forms.count))
        let touched = machine.held.subtracting(form.seen)
        let changed = model.deeds[form.place]?.contains { touched.contains($0.change) } ?? false
        if changed { tally.reach(.staleForm) }
        try save(form, on: machine)
    }

    // MARK: Forms

    /// Shows a record as the machine has it now, and holds what is shown to the model.
    private func newForm(_ machine: Machine) throws -> Machine.Form? {
        let isOwnProcess = machine.daemon == nil || dice.chance(150)
        let process: Replica
        if isOwnProcess {
            process = try opened(machine)
        } else {
            guard let daemon = machine.daemon else { return nil }
            process = daemon
        }
        if isOwnProcess, machine.daemon != nil { tally.reach(.secondProcess) }
        let place = dice.chance(40) ? workload.newPlace() : workload.place()
        let record = try shown(place, on: machine, by: process)
        // Somebody makes the record without a look at what is there, as an import does.
        let isImport = dice.chance(60)
        return Machine.Form(
            process: process, isOwnProcess: isOwnProcess, place: place,
            record: isImport ? nil : record,
            seen: isImport || record == nil ? ChangeSet() : machine.held)
    }

    private func shown(
        _ place: Model.Place, on machine: Machine, by process: Replica
    ) throws -> StoredRecord? {
        let sight = try Sight(place, on: process.store)
        try Comparison(model: model, schema: machine.version).check(
            place, sight, held: machine.held, node: machine.name)
        if let record = sight.shown {
            if record.isHidden { tally.reach(.recordHidden) }
            if record.isWithdrawnButEdited { tally.reach(.withdrawnButEdited) }
            if !record.members.isEmpty { tally.reach(.shownAsOne) }
            for field in record.fields where field.field?.merge == .text {
                guard Set(field.live.flatMap(\.values)).count > 1 else { continue }
                tally.reach(field.view.open.isEmpty ? .textMerged : .textAsked)
            }
            if record.members.count > 2 { tally.reach(.severalAsOne) }
            if !sight.conflicts.isEmpty { tally.reach(.conflictOpened) }
            if sight.notices?.isEmpty == false { tally.reach(.changedApart) }
        }
        return sight.shown
    }

    // MARK: Saving

    private func save(_ form: Machine.Form, on machine: Machine) throws {
        var forms = [form]
        // Now and then one change touches several records.
        if dice.chance(120), let other = try newForm(machine, beside: form) { forms.append(other) }
        var drafts: [Draft] = []
        for form in forms {
            let draft = workload.draft(try sabotaged(form))
            if !draft.isEmpty { drafts.append(draft) }
        }
        guard drafts.count == forms.count else { return }
        let intents = zip(forms, drafts).flatMap { form, draft in
            model.spread(
                Model.Intent(place: form.place, seen: form.seen, operations: draft.operations),
                kind: machine.version.kind(form.place.kind))
        }
        try save(drafts, meaning: intents, on: machine, by: form.process)
    }

    private func save(
        _ drafts: [Draft], meaning intents: [Model.Intent], on machine: Machine, by process: Replica
    ) throws {
        machine.saving = Machine.Saving(intents: intents, held: machine.held)
        note("\(machine.name) saves \(intents.map(text))")
        guard
            let committed = try attempt(
                machine, process, "saves",
                {
                    try process.commit(drafts, message: "step \(trace.count)")
                })
        else { return }
        try absorb(machine, process, wasTold: true)
        for hash in committed.changes {
            guard let number = model.number(of: hash) else {
                throw Finding(
                    .lost, "\(machine.name) acknowledged \(hash.short) and does not hold it")
            }
            model.acknowledge(number)
            machine.marked = number
        }
        tally.edits += 1
        tallyEdits(intents)
        note("\(machine.name) saved \(committed.changes.map(\.short)) held \(machine.log.count)")
    }

    // MARK: Joining

    /// Two records are found to be one.
    func joinRecords() throws {
        guard let machine = dice.pick(machines.filter(\.isRunning)), let daemon = machine.daemon
        else { return }
        let places = [workload.place(), workload.place()]
        let sights = try places.map { try Sight($0, on: daemon.store) }
        guard let a = sights[0].member, let b = sights[1].member, a.kindName == b.kindName,
            sights[0].shown?.id != sights[1].shown?.id, !a.isHidden, !b.isHidden
        else { return }
        try save(daemon.joining(a, b), on: machine, by: daemon)
        tally.reach(.joined)
    }

    /// One is found to be another after all.
    func takeOut() throws {
        guard let machine = dice.pick(machines.filter(\.isRunning)), let daemon = machine.daemon
        else { return }
        let groups = try model.places.compactMap { place in
            try Sight(place, on: daemon.store).shown.flatMap { $0.members.isEmpty ? nil : $0 }
        }
        guard let shown = dice.pick(groups), let one = dice.pick(shown.members) else { return }
        let members = try daemon.store.read {
            try shown.members.compactMap {
                try daemon.store.member($0.id, kind: shown.kindName)
            }
        }
        try save(daemon.takingOut(one.id, of: members), on: machine, by: daemon)
        tally.reach(.takenOut)
    }

    /// Deeds on records by themselves, of somebody who was shown all that the machine holds.
    private func save(_ drafts: [Draft], on machine: Machine, by process: Replica) throws {
        let intents = drafts.filter { !$0.isEmpty }.map { draft in
            Model.Intent(
                place: Model.Place(kind: draft.kind, id: draft.id), seen: machine.held,
                operations: draft.operations)
        }
        try save(drafts, meaning: intents, on: machine, by: process)
    }

    /// A second record in the same process and change.
    private func newForm(_ machine: Machine, beside first: Machine.Form) throws -> Machine.Form? {
        let place = workload.place()
        let record = try shown(place, on: machine, by: first.process)
        func ids(_ place: Model.Place, _ record: StoredRecord?) -> Set<RecordID> {
            Set((record?.members ?? []).map(\.id) + [place.id])
        }
        guard ids(place, record).isDisjoint(with: ids(first.place, first.record)) else {
            return nil
        }
        return Machine.Form(
            process: first.process, isOwnProcess: first.isOwnProcess, place: place, record: record,
            seen: record == nil ? ChangeSet() : machine.held)
    }

    private func sabotaged(_ form: Machine.Form) throws -> Machine.Form {
        guard options.sabotage == .savesOverUnseen, form.record != nil else { return form }
        let record = try form.process.store.read {
            try form.process.store.record(form.place.id, kind: form.place.kind)
        }
        return Machine.Form(
            process: form.process, isOwnProcess: form.isOwnProcess, place: form.place,
            record: record,
            seen: form.seen)
    }

    private func text(_ intent: Model.Intent) -> String {
        let operations = intent.operations.map { operation in
            let what =
                switch operation.deed {
                case .write(_, let values): "= \(values.map(Dump.text))"
                case .removeElement: "removed"
                case .withdraw: "withdraw"
                case .reinstate: "reinstate"
                }
            return
                "\(operation.field)\(operation.key == .null ? "" : "[\(operation.key.jsonText)]") \(what)"
        }
        return "\(intent.place.text): \(operations.joined(separator: ", "))"
    }

    private func tallyEdits(_ intents: [Model.Intent]) {
        for operation in intents.flatMap(\.operations) {
            if operation.stance == .leavesOpen { tally.reach(.textLeftOpen) }
            switch operation.deed {
            case .write(.entryLog, [.null]): tally.reach(.entryStruck)
            case .write(_, let values):
                if operation.superseded.count > 1 { tally.reach(.conflictResolved) }
                if values.count > 1 { tally.reach(.conflictPutBack) }
            case .reinstate: tally.reach(.reinstated)
            case .removeElement, .withdraw: break
            }
        }
    }
}

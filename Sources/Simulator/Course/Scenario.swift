/// What a seed draws before anything happens: how many nodes, how hard the faults, how it all heals.
struct Scenario {
    let nodes: Int
    /// Per mille of requests and answers that meet with some damage.
    var damage: Int
    /// Per mille of requests that arrive a second time.
    var copies: Int
    let longNotes: Int
    /// Per mille of machines that begin with an older version of the program.
    let olderMachines: Int
    let deeds: [(weight: Int, item: Deed)]
    /// Once the faults have stopped and nobody edits any more.
    let calmDeeds: [(weight: Int, item: Deed)] = [(10, .deliver), (2, .session), (1, .restart)]
    let mending: Mending

    /// One step of a simulation.
    enum Deed {
        case deliver, session, edit, openForm, saveForm
        case joinRecords, takeOut
        case crash, restart, partition, heal, clock, backUp, putBack, clone, liar
    }

    /// Who meets whom once the faults have stopped: what was lost anywhere must be made good along any of these.
    enum Mending: CaseIterable { case everybody, star, line }

    /// More machines than this, clones included, are never made.
    static let machinesMax = 8

    init(_ dice: Dice) {
        nodes = dice.within(3...6)
        damage = dice.within(20...160)
        copies = dice.within(20...80)
        longNotes = dice.chance(400) ? 250 : 0
        olderMachines = dice.chance(500) ? 400 : 0
        mending = dice.pick(Mending.allCases) ?? .everybody
        let faults = dice.within(1...3)
        let liars = dice.chance(600) ? 6 : 0
        let joins = dice.chance(600) ? 3 : 0
        deeds = [
            (700, .deliver), (70, .session), (70, .edit), (30, .openForm), (30, .saveForm),
            (joins, .joinRecords), (joins, .takeOut),
            (5 * faults, .crash), (60, .restart), (2 * faults, .partition), (40, .heal),
            (8, .clock), (4, .backUp), (faults, .putBack), (1, .clone),
            (liars, .liar),
        ]
    }
}

/// What a seed draws before anything happens: how many nodes, how hard the faults, how it all heals.
struct Scenario {
    let nodes: Int
    /// Per mille of requests and answers that meet with some damage.
    let damage: Int
    /// Per mille of requests that arrive a second time.
    let copies: Int
    let longNotes: Int
    let deeds: [(weight: Int, item: Deed)]
    let mending: Mending

    /// One step of a simulation.
    enum Deed {
        case deliver, session, edit, openForm, saveForm
        case crash, restart, partition, join, clock, backUp, putBack, clone
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
        mending = dice.pick(Mending.allCases) ?? .everybody
        let faults = dice.within(1...3)
        deeds = [
            (500, .deliver), (70, .session), (110, .edit), (50, .openForm), (50, .saveForm),
            (22 * faults, .crash), (60, .restart), (3 * faults, .partition), (20, .join),
            (8, .clock), (5, .backUp), (3 * faults, .putBack), (2, .clone),
        ]
    }
}

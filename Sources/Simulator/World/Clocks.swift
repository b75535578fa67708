/// The true time of a simulation, in milliseconds since 1970; nobody in it knows it.
///
/// `@unchecked Sendable`, as ``Dice`` is: one thread.
final class WorldClock: @unchecked Sendable {
    private(set) var nowMs: UInt64 = 1_700_000_000_000

    func advance(byMs step: Int) { nowMs += UInt64(step) }
}

/// The wall clock of one machine: off by hours to decades, and it jumps.
///
/// `@unchecked Sendable`, as ``Dice`` is: one thread.
final class NodeClock: @unchecked Sendable {
    private let world: WorldClock
    private(set) var offsetMs: Int64 = 0

    init(_ world: WorldClock) { self.world = world }

    /// What the machine believes; never before 1970.
    var nowMs: UInt64 {
        UInt64(max(0, Int64(world.nowMs) + offsetMs))
    }

    /// Where a jump leaves the clock.
    enum Jump: CaseIterable { case right, anHourOff, yearsBack, before1970, farFuture }

    private static let yearMs: Int64 = 31_557_600_000

    func jump(_ jump: Jump, _ dice: Dice) {
        offsetMs =
            switch jump {
            case .right: 0
            case .anHourOff: Int64(dice.within(-3_600_000...3_600_000))
            case .yearsBack: -Int64(dice.within(1...20)) * Self.yearMs
            case .before1970: -80 * Self.yearMs
            case .farFuture: Int64(dice.within(1...80)) * Self.yearMs
            }
    }
}

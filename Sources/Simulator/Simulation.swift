package import Causality
import Replica

/// Real replicas on real files under a virtual network and clock, with faults, on one thread, all of it decided by a seed.
///
/// First everything goes wrong that can; then the faults stop, everything restarts and syncs, and the checks of
/// ``Check`` must hold. After TigerBeetle's VOPR. The same seed gives the same trace in any process.
package final class Simulation {
    package struct Options: Sendable {
        package var seed: UInt64
        /// Acknowledged edits, at least.
        package var edits = 200
        package var sabotage: Sabotage?

        package init(seed: UInt64) { self.seed = seed }
    }

    /// Something made wrong on purpose, to show that a check sees it.
    package enum Sabotage: Sendable, CaseIterable {
        /// The model takes removals to remove nothing.
        case oracle
        /// Forms supersede what was there when they were saved, not what they showed.
        case savesOverUnseen
        /// Backups are put back and what they destroy is not written off.
        case forgetsAcknowledged
        /// One node folds a field with another merge class.
        case otherSchema
    }

    /// What a simulation did, when all its checks held.
    package struct Report: Sendable {
        package let seed: UInt64
        package let digest: Digest256
        package let events: Int
        package let tally: Tally
    }

    static let crashesAtLeast = 20
    static let partitionsAtLeast = 5
    /// Steps after which a simulation is taken to stand still.
    private static let stepsMax = 60_000

    let options: Options
    let dice: Dice
    let world = WorldClock()
    var scenario: Scenario
    let workload: Workload
    let model: Model
    let root: Folder
    var trace: Trace
    var tally = Tally()
    var machines: [Machine] = []
    var network = Network()
    var sessions: [Session] = []
    var sessionCount = 0
    /// The pairs that may still meet; nil while all may.
    var onlyMeetings: [(Int, Int)]?
    var backups: [(machine: Int, backup: Machine.Backup)] = []
    /// Incarnations that may fork: their folder was copied with its machine, or put back with its mark.
    var mayFork: Set<ReplicaID> = []
    /// The peer that lies, once it was met.
    var knownLiar: Liar?

    /// Draws the scenario; `show` gets each event as a line of text.
    ///
    /// - Throws: what the file system says about the folder for the nodes.
    package init(_ options: Options, show: ((String) -> Void)? = nil) throws {
        self.options = options
        dice = Dice(seed: options.seed)
        scenario = Scenario(dice)
        workload = Workload(dice: dice, longNotes: scenario.longNotes)
        model = Model(forgetsRemovals: options.sabotage == .oracle)
        trace = Trace(show: show)
        root = try Folder.temporary()
    }

    /// Runs to the end; the files are removed however it ends.
    ///
    /// - Throws: ``Failure``, or what the file system says.
    package func run() throws -> Report {
        defer {
            machines = []
            try? root.remove()
        }
        do {
            try begin()
            try misbehave()
            try mend()
            try checkEnd()
            return Report(
                seed: options.seed, digest: trace.digest, events: trace.count, tally: tally)
        } catch let finding as Finding {
            throw Failure(
                seed: options.seed, check: finding.check, detail: finding.detail,
                lastEvents: trace.tail, edits: options.edits)
        }
    }

    private func begin() throws {
        for number in 0..<scenario.nodes {
            let machine = newMachine(
                number, hardware: "machine \(number)", isOlder: dice.chance(scenario.olderMachines))
            try machine.create()
        }
        for machine in machines {
            guard let daemon = machine.daemon else { continue }
            try know(machines.filter { $0.number != machine.number }.map(\.device), daemon)
        }
        note("begin \(machines.map { $0.device.short }) mending \(scenario.mending)")
    }

    func newMachine(_ number: Int, hardware: String, isOlder: Bool) -> Machine {
        let machine = Machine(
            number: number, root: root, hardware: hardware, clock: NodeClock(world), dice: dice)
        install(isOlder: isOlder, on: machine)
        machines.append(machine)
        return machine
    }

    /// Puts a version of the program on a machine: the processes that start from now on are of it.
    func install(isOlder: Bool, on machine: Machine) {
        machine.version = isOlder ? PlaySchema.older : PlaySchema.schema
        machine.isOlder = isOlder
        let isSabotaged = options.sabotage == .otherSchema && machine.number == 1
        machine.schema = isSabotaged ? PlaySchema.sabotaged : machine.version
    }

    private func misbehave() throws {
        var steps = 0
        while tally.edits < options.edits || tally.crashes < Self.crashesAtLeast
            || tally.partitions < Self.partitionsAtLeast
        {
            steps += 1
            guard steps < Self.stepsMax else {
                throw Finding(
                    .extent,
                    "after \(steps) steps \(tally.edits) edits, \(tally.crashes) crashes, "
                        + "\(tally.partitions) partitions")
            }
            world.advance(byMs: dice.below(5000))
            guard let deed = dice.pick(weighted: scenario.deeds) else { continue }
            try perform(deed)
        }
    }

    func perform(_ deed: Scenario.Deed) throws {
        switch deed {
        case .deliver: try deliver()
        case .session: try beginSession()
        case .edit: try edit()
        case .openForm: try openForm()
        case .saveForm: try saveForm()
        case .joinRecords: try joinRecords()
        case .takeOut: try takeOut()
        case .crash: chargeFuse()
        case .restart: try restart()
        case .partition: divide()
        case .heal: heal()
        case .clock: setClock()
        case .backUp: try backUp()
        case .putBack: try putBack()
        case .clone: try clone()
        case .liar: try meetLiar()
        }
    }

    func note(_ line: String) { trace.note("\(trace.count) \(line)") }
}

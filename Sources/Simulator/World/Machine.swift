import Causality
import Records
import Replica
import Store

/// One simulated machine: a folder, a clock, the daemon's process and the forms that people have open.
final class Machine {
    let number: Int
    let folder: Folder
    /// The system's machine id, which a copied laptop keeps and a copied folder does not.
    let hardware: String
    let clock: NodeClock
    let fuse = Fuse()
    /// What the installed version of the program knows.
    var version = PlaySchema.schema
    /// What its processes are opened with: the same, unless it is sabotaged.
    var schema = PlaySchema.schema
    private let dice: Dice

    /// The daemon's own connection; nil while it does not run.
    var daemon: Replica?
    var forms: [Form] = []
    /// What was being saved; stays behind when a crash hides whether it was.
    var saving: Saving?
    /// What has to happen to the files before the machine starts again; nil while it is on.
    var off: Off?
    /// Counts the starts of the daemon: a session of an earlier one is over.
    var life = 0

    /// What it holds, by numbers in the model, in the order of arrival.
    var log: [Int] = []
    var held = ChangeSet()
    var device = DeviceID.zero
    /// An older version of the program is installed, which does not know all kinds and fields.
    var isOlder = false
    /// The incarnation that it had when last looked at.
    var incarnation: ReplicaID? {
        didSet { if incarnation != oldValue { marked = nil } }
    }
    /// The last own change that its mark is known to name.
    var marked: Int?
    /// Peers with which an exchange of several frames was cut.
    var cutMidway: Set<Int> = []

    /// A record on somebody's screen.
    struct Form {
        /// The process that opened it: the daemon's connection, or one of its own.
        let process: Replica
        let isOwnProcess: Bool
        let place: Model.Place
        let record: StoredRecord?
        /// What the machine held when it opened.
        let seen: ChangeSet
    }

    struct Saving {
        let intents: [Model.Intent]
        let held: ChangeSet
    }

    /// Why it is off, and so which files it will find.
    enum Off {
        case stopped
        /// The files as they were when the power went.
        case powerCut(Folder)
        /// A backup has been put back.
        case putBack(Backup, Way)
    }

    /// How a backup is put back.
    enum Way {
        /// The database file, by hand.
        case byHand
        /// The database and the mark: a whole disk.
        case withMark
        /// With the tool's own restore.
        case byTool
    }

    struct Backup {
        let folder: Folder
        /// Made by the tool's own backup: one file.
        let isByTool: Bool
        let log: [Int]
        let incarnation: ReplicaID?
        let marked: Int?
    }

    init(number: Int, root: Folder, hardware: String, clock: NodeClock, dice: Dice) {
        self.number = number
        self.folder = Folder(path: root.path + "/n\(number)")
        self.hardware = hardware
        self.clock = clock
        self.dice = dice
        let (folder, cut) = (folder, cutFolder)
        fuse.keepFiles = { try folder.copy(to: cut) }
    }

    var name: String { "n\(number)" }

    var cutFolder: Folder { Folder(path: folder.path + ".cut") }

    var isRunning: Bool { off == nil && daemon != nil }

    private var environment: Environment {
        let (clock, dice) = (clock, dice)
        return Environment(
            nowMs: { clock.nowMs }, randomBytes: { dice.bytes($0) }, machine: hardware)
    }

    // MARK: Processes

    func create() throws {
        let replica = try Replica.create(
            in: DataDirectory(folder.path), deviceName: name, author: "officer \(number)",
            schema: schema, environment: environment)
        start(replica)
        device = replica.device
        daemon = replica
    }

    /// A process of its own on the machine's files.
    func open() throws -> Replica {
        let replica = try Replica.open(
            DataDirectory(folder.path), schema: schema, environment: environment)
        start(replica)
        return replica
    }

    /// The tool's own restore, which opens what it has put back.
    func restore(_ backup: Backup) throws -> Replica {
        let replica = try Replica.restore(
            DataDirectory(backup.folder.path).database, into: DataDirectory(folder.path),
            schema: schema, environment: environment
        ).replica
        start(replica)
        return replica
    }

    private func start(_ replica: Replica) {
        let fuse = fuse
        replica.store.interrupt = { (step) throws(StoreError) in try fuse.pass(step) }
        incarnation = replica.replica
    }

    /// Every process ends, and what they had in memory is gone.
    func stop(_ reason: Off) {
        daemon = nil
        forms = []
        off = reason
        fuse.charge = nil
    }

    // MARK: What it holds

    func setLog(_ changes: [Int]) {
        log = []
        held = ChangeSet()
        for change in changes { append(change) }
    }

    func append(_ change: Int) {
        log.append(change)
        held.insert(change)
    }
}

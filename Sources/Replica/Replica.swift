package import Causality
import Foundation
package import Records
package import Store
import Trust
import Wire

/// One node: edits, verifies, applies, answers. The synchronous whole that the CLI, the daemon and the simulator drive.
///
/// Not `Sendable`: one owner calls it from one thread at a time. Several processes may open the same folder.
package final class Replica {
    package let store: Store
    package let directory: DataDirectory
    package let environment: Environment
    package private(set) var device: DeviceID
    /// The present incarnation.
    package private(set) var replica: ReplicaID
    private(set) var token: ReplicaID
    /// Nil for a member of a shared folder: there the owner alone, the daemon, signs.
    private var key: SigningKey?
    var holdsKeys: Bool { key != nil }
    /// See ``searchIndex()``.
    var openedSearch: SearchIndex?

    /// Why the present incarnation was begun when this process began it; nil if it went on with the one it found.
    package private(set) var newIncarnation: Reason?

    package enum Reason: String, Sendable {
        /// The mark is ahead of the database, or names another change: a backup was put back.
        case wentBack
        /// The mark is missing or belongs to another machine: the folder was copied.
        case copied
        /// Another replica issues changes under our name.
        case forked
        /// Asked for: after a restore.
        case restored
        /// A change of our own chain is missing or is not what was signed: what is written after it would never leave.
        case damaged
    }

    enum Fact {
        static let device = "device"
        static let replica = "replica"
        static let token = "token"
        static let deviceName = "device_name"
        static let author = "author"
    }

    // MARK: Making and opening

    /// Makes a node in an empty folder: database, first key, device id. With `shared`, the folder's group may use it.
    package static func create(
        in home: DataDirectory, deviceName: String, author: String, shared: Bool = false,
        schema: Schema, environment: Environment
    ) throws -> Replica {
        if shared { try home.openToGroup() }
        let directory = shared ? home.beingShared() : home
        if FolderRemains(directory).lostDatabase { throw ReplicaError.databaseLost(directory.path) }
        try directory.create()
        let folder = try directory.opened()
        if directory.holdsDatabase {
            // A making that was interrupted left a database without a device: it is finished now.
            let store = try Store(path: directory.database, schema: schema, create: false)
            guard try store.read({ try store.fact(Fact.device) }) == nil else {
                throw ReplicaError.alreadyInitialised(directory.path)
            }
        }
        guard let key = SigningKey(seed: environment.randomBytes(SigningKey.seedBytes)) else {
            throw ReplicaError.trust(.signing)
        }
        try directory.save(key)
        let introduction = try Introduction(key, device: nil, introducer: nil, name: deviceName)
        let store = try Store(path: directory.database, schema: schema, create: true)
        folder.settleDatabaseMode(DataDirectory.databaseName)
        try store.write {
            guard try store.fact(Fact.device) == nil else {
                throw ReplicaError.alreadyInitialised(directory.path)
            }
            _ = try store.admit(introduction)
            try store.setFact(Fact.device, introduction.device.bytes)
            try store.setFact(Fact.replica, introduction.replica.bytes)
            try store.setFact(Fact.token, environment.randomBytes(16))
            try store.setFact(Fact.deviceName, Array(deviceName.utf8))
            try store.setFact(Fact.author, Array(author.utf8))
        }
        let replica = try Replica(store, directory, environment)
        replica.writeMark()
        if shared { try home.declareShared() }
        return replica
    }

    /// Opens a node, and begins a new incarnation if its database went back, was copied or forked.
    package static func open(
        _ directory: DataDirectory, schema: Schema, environment: Environment
    ) throws -> Replica {
        if FolderRemains(directory).lostDatabase { throw ReplicaError.databaseLost(directory.path) }
        guard directory.holdsDatabase else { throw ReplicaError.notInitialised(directory.path) }
        let folder = try directory.opened()
        try folder.checkDatabase(DataDirectory.databaseName)
        let store = try Store(path: directory.database, schema: schema, create: false)
        try folder.confirm(DataDirectory.databaseName, opened: store.openedFile())
        // A folder that was shared and is not any more, or the other way round.
        folder.settleDatabaseMode(DataDirectory.databaseName)
        let replica = try Replica(store, directory, environment)
        if folder.isOwners, try store.read({ try replica.reasonToBeginAnew() }) != nil {
            try store.write { try replica.beginAnewIfNeeded() }
            replica.writeMark()
        }
        return replica
    }

    private init(_ store: Store, _ directory: DataDirectory, _ environment: Environment) throws {
        self.store = store
        self.directory = directory
        self.environment = environment
        (device, replica, token) = try store.read { try Replica.identity(of: store, directory) }
        key = try directory.opened().isOwners ? directory.key(replica) : nil
    }

    private static func identity(
        of store: Store, _ directory: DataDirectory
    ) throws -> (DeviceID, ReplicaID, ReplicaID) {
        guard let device = try store.fact(Fact.device).flatMap({ Digest256($0) }),
            let replica = try store.fact(Fact.replica).flatMap({ ReplicaID($0) }),
            let token = try store.fact(Fact.token).flatMap({ ReplicaID($0) })
        else { throw ReplicaError.notInitialised(directory.path) }
        return (device, replica, token)
    }

    /// The name under which edits are made unless they say otherwise; for a member of a shared folder the account's, and
    /// no other can be given.
    package func author() throws -> String {
        guard holdsKeys else { return AccountName(geteuid()).author }
        return String(decoding: try store.fact(Fact.author) ?? [], as: UTF8.self)
    }

    package func deviceName() throws -> String {
        String(decoding: try store.fact(Fact.deviceName) ?? [], as: UTF8.self)
    }

    package func setAuthor(_ name: String) throws {
        try store.write { try store.setFact(Fact.author, Array(name.utf8)) }
    }

    // MARK: Incarnations

    /// The head of our own chain; nil before the first change of this incarnation.
    private var ownHead: Chains.Head? {
        store.chains.chains(of: replica).first.map { store.chains[$0].head }
    }

    private func reasonToBeginAnew() throws -> Reason? {
        if store.chains.isForked(replica) { return .forked }
        // A place of the chain is never given twice, whatever became of the row that had it.
        if let chain = store.chains.chains(of: replica).first, try !store.isWhole(chain),
            try store.heldHead(of: chain)?.number != store.chains[chain].head.number
        {
            return .damaged
        }
        if let key, let head = ownHead, try directory.opened().isShared,
            try hasForeignHead(head, key.publicKey)
        {
            return .forked
        }
        guard let mark = try Mark.read(in: directory.opened()),
            mark.machine == Mark.machineHash(environment.machine)
        else { return .copied }
        guard mark.token == token, mark.replica == replica else {
            // The mark of another database or incarnation says nothing good about this one.
            return .wentBack
        }
        guard mark.number > 0 else { return nil }
        guard let head = ownHead, head.number >= mark.number else { return .wentBack }
        if head.number == mark.number { return head.hash == mark.hash ? nil : .wentBack }
        guard let point = try store.point(of: mark.hash) else { return .wentBack }
        return point.number == mark.number ? nil : .wentBack
    }

    /// Inside a write transaction, before anything is signed.
    func beginAnewIfNeeded() throws {
        (device, replica, token) = try Replica.identity(of: store, directory)
        guard let key else { return }
        if key.publicKey.replica != replica { self.key = try directory.key(replica) }
        guard var reason = try reasonToBeginAnew() else { return }
        if reason == .wentBack {
            // A table of chains that was damaged looks the same; the log says which it is.
            _ = try store.healLog()
            guard let still = try reasonToBeginAnew() else { return }
            reason = still
        }
        try beginAnew(because: reason)
    }

    /// Begins a new incarnation: a new key, introduced by the present one, and a new name for the database.
    ///
    /// Inside a write transaction. Numbers of the old incarnation are never issued again; its changes come back from
    /// peers as anybody's do.
    package func beginAnew(because reason: Reason) throws {
        guard let key else {
            throw ReplicaError.ownersOnly(directory.path, try directory.opened().owner)
        }
        guard let next = SigningKey(seed: environment.randomBytes(SigningKey.seedBytes)) else {
            throw ReplicaError.trust(.signing)
        }
        try directory.save(next)
        try introduceAgain()
        _ = try store.admit(
            Introduction(
                next, device: device, introducer: try introducer(or: key), name: try deviceName()))
        let token = environment.randomBytes(16)
        try store.setFact(Fact.replica, next.publicKey.replica.bytes)
        try store.setFact(Fact.token, token)
        self.key = next
        replica = next.publicKey.replica
        self.token = ReplicaID(token) ?? self.token
        newIncarnation = reason
    }

    /// Introduces the device's first key once more, word for word, where the database lost that. Inside a write transaction.
    func introduceAgain() throws {
        guard holdsKeys, try store.introductions().replicas(of: device).isEmpty,
            let first = FolderRemains(directory).signingKeys
                .first(where: { $0.publicKey.device == device })
        else { return }
        _ = try store.admit(
            Introduction(first, device: nil, introducer: nil, name: try deviceName()))
    }

    /// The present key, or where its introduction was lost another of this device whose is there.
    private func introducer(or key: SigningKey) throws -> SigningKey {
        let roster = try store.introductions()
        guard roster[key.publicKey.replica] == nil else { return key }
        return roster.replicas(of: device).lazy.compactMap { try? self.directory.key($0) }.first
            ?? key
    }

    /// A backup put on a machine that lost its keys, or never had them, goes on as a new device.
    static func adoptIfKeyless(
        _ directory: DataDirectory, schema: Schema, environment: Environment
    ) throws {
        let store = try Store(path: directory.database, schema: schema, create: false)
        let (_, replica, _) = try store.read { try identity(of: store, directory) }
        if (try? directory.key(replica)) != nil { return }
        guard let key = SigningKey(seed: environment.randomBytes(SigningKey.seedBytes)) else {
            throw ReplicaError.trust(.signing)
        }
        try directory.save(key)
        try store.write {
            let name = String(decoding: try store.fact(Fact.deviceName) ?? [], as: UTF8.self)
            let introduction = try Introduction(key, device: nil, introducer: nil, name: name)
            _ = try store.admit(introduction)
            try store.setFact(Fact.device, introduction.device.bytes)
            try store.setFact(Fact.replica, introduction.replica.bytes)
            try store.setFact(Fact.token, environment.randomBytes(16))
        }
    }

    /// After each durable commit of our own; it may fail without harm, for a mark behind means nothing.
    func writeMark() {
        guard holdsKeys, let folder = try? directory.opened() else { return }
        let head = ownHead
        Mark(
            token: token, replica: replica, number: head?.number ?? 0, hash: head?.hash ?? .zero,
            machine: Mark.machineHash(environment.machine)
        ).write(in: folder)
    }

    // MARK: Signing

    /// The next change of our own chain over this block. Inside a write transaction.
    func sign(_ block: [UInt8]) throws -> SignedChange {
        guard let key else {
            throw ReplicaError.ownersOnly(directory.path, try directory.opened().owner)
        }
        let head = ownHead
        var heads: [(lamport: UInt64, hash: ChangeHash)] = []
        for hash in store.frontier where hash != head?.hash {
            // As it was signed: a number beside it that is wrong would make this change one that nobody takes.
            heads.append((try store.signedLamport(of: hash), hash))
        }
        // Of more than a change may name the latest: what its block names then still comes before it. The rest stay heads
        // until a later change names them.
        if heads.count > Limits.dependencies {
            heads.sort { ($0.lamport, $0.hash) > ($1.lamport, $1.hash) }
            heads.removeLast(heads.count - Limits.dependencies)
        }
        let dependencies = heads.map(\.hash).sorted()
        let own = try head.map { try store.signedLamport(of: $0.hash) } ?? 0
        let lamport = heads.reduce(own) { max($0, $1.lamport) }
        let nowMs = environment.nowMs()
        try noteOwnTime(nowMs)
        let header = ChangeHeader(
            dossier: store.dossier, replica: replica, number: (head?.number ?? 0) + 1,
            previous: head?.hash, lamport: lamport &+ 1, wallMs: nowMs,
            dependencies: dependencies, blockHash: Hashing.sha256(block))
        return try key.sign(header, block: block)
    }
}

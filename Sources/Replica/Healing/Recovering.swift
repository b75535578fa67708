import Causality
import Foundation
package import Records
import Store
import Trust
import Wire

/// What a folder holds of a node, when its database does not open or is not there.
package struct FolderRemains: Sendable {
    /// Keys of incarnations, by their file's age, the oldest first.
    package let keys: [String]
    package let hasDatabase: Bool
    package let isEmpty: Bool
    package let hasMark: Bool

    package init(_ directory: DataDirectory) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.keys)) ?? []
        keys = names.filter { $0.hasSuffix(".key") }
            .map { directory.keys + "/" + $0 }
            .sorted { (FolderRemains.changed($0), $0) < (FolderRemains.changed($1), $1) }
        hasDatabase = directory.holdsDatabase
        var status = Foundation.stat()
        isEmpty = stat(directory.database, &status) == 0 && status.st_size == 0
        hasMark = FileManager.default.fileExists(
            atPath: directory.path + "/" + DataDirectory.markName)
    }

    private static func changed(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mtim.tv_sec : .max
    }

    /// Those of the keys that can be read.
    var signingKeys: [SigningKey] {
        keys.compactMap { path in
            FileManager.default.contents(atPath: path).flatMap { SigningKey(seed: Array($0)) }
        }
    }

    /// Whether a node was here whose database is not.
    package var lostDatabase: Bool { (!hasDatabase || isEmpty) && !keys.isEmpty && hasMark }
}

extension Replica {
    /// Makes an empty database for the device whose keys are still in the folder: it goes on under the same device id and
    /// a new incarnation, and takes everything back from its peers.
    ///
    /// - Throws: ``ReplicaError/alreadyInitialised(_:)`` where there is a database, ``ReplicaError/noKey(_:)`` where no
    ///   key of the device is.
    package static func recover(
        in directory: DataDirectory, deviceName: String, author: String, schema: Schema,
        environment: Environment
    ) throws -> Replica {
        let remains = FolderRemains(directory)
        guard !remains.hasDatabase || remains.isEmpty else {
            throw ReplicaError.alreadyInitialised(directory.path)
        }
        let keys = remains.signingKeys
        // The device is named by its first key; the transport's certificate says which that is.
        let identity = FileManager.default.contents(atPath: directory.transportIdentity)
            .flatMap { try? TransportIdentity(pem: String(decoding: $0, as: UTF8.self)) }
        guard
            let first = keys.first(where: { $0.publicKey.device == identity?.device })
                ?? keys.first
        else { throw ReplicaError.noKey(directory.keys) }
        let folder = try directory.opened()
        guard folder.isOwners else { throw ReplicaError.ownersOnly(directory.path, folder.owner) }
        // What SQLite left beside a database that is gone belongs to nothing.
        folder.removeDatabase(DataDirectory.databaseName)
        let introduction = try Introduction(first, device: nil, introducer: nil, name: deviceName)
        let store = try Store(path: directory.database, schema: schema, create: true)
        folder.settleDatabaseMode(DataDirectory.databaseName)
        try store.write {
            _ = try store.admit(introduction)
            try store.setFact(Fact.device, introduction.device.bytes)
            try store.setFact(Fact.replica, introduction.replica.bytes)
            try store.setFact(Fact.token, environment.randomBytes(16))
            try store.setFact(Fact.deviceName, Array(deviceName.utf8))
            try store.setFact(Fact.author, Array(author.utf8))
        }
        // The mark is of the database that is gone, so this begins a new incarnation.
        return try Replica.open(directory, schema: schema, environment: environment)
    }

    /// Takes over, from a database that was put aside, the changes that this one does not have. Each proves itself; one that
    /// names a change which is not held is kept until a peer brings that.
    ///
    package func takeOver(from path: String) throws -> Takeover {
        let salvage = try Salvage(path: path)
        let introductions = salvage.introductions()
        var takeover = Takeover()
        takeover.unreadable = try salvage.forEachChange { changes in
            let applied = try apply(changes, introductions, from: nil)
            takeover.added = takeover.added &+ applied.applied
            guard applied.waiting > 0 else { return }
            // What they name may come from a peer.
            let refused = Set(applied.refused.map(\.hash))
            try store.write {
                try store.keepStranded(changes.filter { !refused.contains($0.hash) })
            }
        }
        // One that came before what it names, or before what covers it.
        let taken = try store.write { try store.takeBackStranded() }
        takeover.added = takeover.added &+ taken
        takeover.waiting = try store.read { try store.strandedCount() }
        return takeover
    }

    /// What came over from a database that was put aside.
    package struct Takeover: Sendable {
        package var added = 0
        /// Changes that are kept until a peer brings what they name.
        package var waiting = 0
        /// Rows that hold no whole change.
        package var unreadable = 0
    }
}

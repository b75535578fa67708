import Causality
import Foundation
package import Store
import Trust

/// Where one node's database, keys and mark lie. Whose the folder is and who may use it: ``NodeFolder``.
package struct DataDirectory: Sendable {
    package let path: String
    /// While `init --shared` makes it so: the folder is shared already, and does not say so yet.
    private let isBeingShared: Bool

    package init(_ path: String) { self.init(path, isBeingShared: false) }

    private init(_ path: String, isBeingShared: Bool) {
        self.path = path
        self.isBeingShared = isBeingShared
    }

    static let databaseName = "liaison.sqlite"
    static let markName = "mark"
    static let transportName = "tls.pem"
    private static let lockName = "daemon.lock"

    package var database: String { path + "/" + Self.databaseName }
    package var keys: String { path + "/" + NodeFolder.keysName }
    /// Key and certificate of the transport, PEM.
    package var transportIdentity: String { path + "/" + Self.transportName }

    package var holdsDatabase: Bool { FileManager.default.fileExists(atPath: database) }

    /// The folder, held and looked at.
    ///
    /// - Throws: ``ReplicaError/distrusted(_:_:)`` for a folder that others may write to unasked, or that is somebody
    ///   else's; ``ReplicaError/folder(_:_:)``.
    package func opened() throws(ReplicaError) -> NodeFolder {
        try NodeFolder(path, isBeingShared: isBeingShared)
    }

    /// Makes the folder and the one for keys, if they are not there.
    package func create() throws(ReplicaError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch { throw .folder(path, error.localizedDescription) }
        let folder = try opened()
        guard folder.isOwners else { throw .ownersOnly(path, folder.owner) }
        try folder.checkDatabase(Self.databaseName)
        let keys = try folder.keys()
        do { try keys.setMode(0o700) } catch { throw ReplicaError(error) }
    }

    /// Whether a group uses the folder, and was meant to.
    package var isShared: Bool { (try? opened())?.isShared ?? false }

    /// The lock that the one daemon of the folder holds while it runs.
    ///
    /// - Returns: nil while another daemon has it.
    package func lockForDaemon() throws(ReplicaError) -> FileLock? {
        let folder = try opened()
        guard folder.isOwners else { throw .ownersOnly(path, folder.owner) }
        do {
            return try FileLock.attempt(
                Self.lockName, in: folder.files, mode: NodeFolder.ownersMode, folder.ownersFile)
        } catch { throw ReplicaError(error) }
    }

    // MARK: Sharing

    /// The same folder, to be worked on before it says that it is shared.
    func beingShared() -> DataDirectory { DataDirectory(path, isBeingShared: true) }

    /// Lets the folder's group in: its mode becomes 2770, and the folder is the group's that it had.
    ///
    /// - Throws: ``ReplicaError/ownersOnly(_:_:)`` for somebody else's folder.
    func openToGroup() throws(ReplicaError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch { throw .folder(path, error.localizedDescription) }
        let folder: OwnedFolder
        do { folder = try OwnedFolder(path) } catch { throw .folder(path, error.reason) }
        guard folder.status.owner == geteuid() else {
            throw .ownersOnly(path, folder.status.owner)
        }
        if folder.status.mode & S_IWOTH != 0 { throw .distrusted(path, .worldWritable) }
        // The set-group-id bit gives what is made there to the group.
        guard folder.status.mode != 0o2770 else { return }
        do { try folder.setMode(0o2770) } catch { throw .folder(path, error.reason) }
    }

    /// Writes down that the folder is shared on purpose: the last step of sharing it.
    func declareShared() throws(ReplicaError) {
        let text = "The folder's group may use it: `liaison init --shared` was run.\n"
        let folder = try beingShared().opened()
        do {
            try folder.files.replace(
                NodeFolder.sharedName, with: Array(text.utf8), mode: 0o640)
        } catch { throw ReplicaError(error) }
    }

    /// Takes keys that members could read, or that a member's command made, into the owner's hands.
    func takeKeys() throws(ReplicaError) {
        let folder = try opened()
        do {
            let keys = try folder.files.folder(NodeFolder.keysName, making: 0o700)
            try keys.setMode(0o700)
            for name in try keys.names() where name.hasSuffix(".key") {
                guard let seed = try keys.contents(of: name, .anyFile) else { continue }
                try keys.replace(name, with: seed, mode: NodeFolder.ownersMode)
            }
            folder.files.remove(Self.transportName)
            // Whose it was does not count any more: it is written anew.
            folder.files.remove(Self.markName)
            folder.settleDatabaseMode(Self.databaseName)
        } catch { throw ReplicaError(error) }
    }

    // MARK: Keys

    private static func keyName(_ replica: ReplicaID) -> String { "\(replica).key" }

    /// Writes a key so that it is on the disk when this returns: before anything is signed with it.
    func save(_ key: SigningKey) throws(ReplicaError) {
        let keys = try opened().keys()
        do {
            try keys.replace(
                Self.keyName(key.publicKey.replica), with: key.seed, mode: NodeFolder.ownersMode)
        } catch { throw ReplicaError(error) }
    }

    func key(_ replica: ReplicaID) throws(ReplicaError) -> SigningKey {
        let folder = try opened()
        let keys = try folder.keys()
        let name = Self.keyName(replica)
        let seed: [UInt8]?
        do { seed = try keys.contents(of: name, folder.ownersFile) } catch {
            throw ReplicaError(error)
        }
        guard let seed, let key = SigningKey(seed: seed), key.publicKey.replica == replica else {
            throw .noKey(keys.path + "/" + name)
        }
        // Made by a version that shared it.
        keys.setMode(of: name, NodeFolder.ownersMode, folder.ownersFile)
        return key
    }
}

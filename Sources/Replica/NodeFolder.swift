package import Foundation
package import Store

/// The folder of a node, held open and looked at: whose it is, who shares it, and which of its files are trusted.
///
/// A folder is either its owner's alone, or shared with its group. Shared it is only where all of this holds: the group
/// may write to it, and it has the file `shared`, which `init --shared` made as the folder's owner. A folder that a group
/// may write to without that is refused, for nobody meant it (a umask of 002 makes such folders); one that everybody may
/// write to always is. The fact stands beside the database and not in it: who shares a folder may write to the database,
/// and a backup that is put back elsewhere brings no sharing with it.
///
/// What a member of the group can do and what not:
/// - The database, its `-wal` and `-shm` and the search index are the group's (0660). A member reads all of it, and may
///   damage it: change what is shown on this machine, add rows, remove files. `verify` finds that, for what is shown no
///   longer follows from signed changes.
/// - Keys, `tls.pem`, mark and locks are the owner's alone (0600), and count only where the owner or root owns them. A
///   member neither reads a key nor puts one in its place. Removed files are missed, never replaced unseen.
/// - So a member writes in nobody's name but their own: what is to be signed goes to the daemon
///   (``SigningRequest``), which runs as the owner and puts the caller's account name into it.
package final class NodeFolder: Sendable {
    package let files: OwnedFolder
    package let isShared: Bool

    /// - Throws: ``ReplicaError/distrusted(_:_:)``, ``ReplicaError/folder(_:_:)``.
    init(_ path: String, isBeingShared: Bool) throws(ReplicaError) {
        do { files = try OwnedFolder(path) } catch { throw .folder(path, error.reason) }
        let status = files.status
        if status.mode & S_IWOTH != 0 { throw .distrusted(path, .worldWritable) }
        guard status.mode & S_IWGRP != 0 else {
            isShared = false
            let user = geteuid()
            guard status.owner == user || user == 0 else {
                throw .distrusted(path, .owner(status.owner))
            }
            return
        }
        isShared = true
        let trust = FileTrust(
            owners: [status.owner, 0], groupMayWrite: false, mayHaveSecondName: false)
        guard isBeingShared || files.status(of: Self.sharedName).map(trust.distrust) == .some(nil)
        else { throw .distrusted(path, .groupWritable) }
    }

    static let sharedName = "shared"

    /// Whoever owns the folder: on a server the user that the daemon runs as.
    package var owner: uid_t { files.status.owner }

    /// Whether the caller holds the keys, and signs.
    package var isOwners: Bool { !isShared || geteuid() == owner }

    // MARK: Files

    /// The owner's files: keys, mark, locks.
    package var ownersFile: FileTrust {
        FileTrust(
            owners: [owner, 0], groupMayWrite: !isShared, mayHaveSecondName: !isShared)
    }

    /// Files that all who use the folder write to: the database and what SQLite makes beside it.
    package var everybodysFile: FileTrust {
        FileTrust(
            owners: isShared ? nil : [owner, 0], groupMayWrite: true, mayHaveSecondName: !isShared)
    }

    /// The mode of what all who use the folder write to.
    var databaseMode: mode_t { isShared ? 0o660 : 0o600 }

    /// The mode of keys, mark and locks.
    package static let ownersMode: mode_t = 0o600

    /// Before SQLite opens a database: it and its companions are files, and trusted.
    func checkDatabase(_ name: String) throws(ReplicaError) {
        for suffix in Self.suffixes {
            do { try files.check(name + suffix, everybodysFile) } catch {
                throw ReplicaError(error)
            }
        }
    }

    /// After SQLite opened a database: it is the one of this folder. Whoever exchanged it for a link between our look and
    /// SQLite's has SQLite open another; below the name itself SQLite follows no link (`O_NOFOLLOW`).
    func confirm(_ name: String, opened file: String?) throws(ReplicaError) {
        guard let resolved = realpath(files.held, nil) else { return }
        defer { free(resolved) }
        guard file == String(cString: resolved) + "/" + name else {
            throw .distrusted(files.path + "/" + name, .link)
        }
    }

    /// Gives a database its mode, whatever the umask of whoever made it. Files that SQLite makes beside it later take it
    /// from there.
    func settleDatabaseMode(_ name: String) {
        for suffix in Self.suffixes {
            files.setMode(of: name + suffix, databaseMode, everybodysFile)
        }
    }

    func removeDatabase(_ name: String) {
        for suffix in Self.suffixes { files.remove(name + suffix) }
    }

    /// What lies beside a database, which stays.
    func removeBeside(_ name: String) {
        for suffix in Self.suffixes where !suffix.isEmpty { files.remove(name + suffix) }
    }

    private static let suffixes = ["", "-wal", "-shm", "-left", "-witness"]

    // MARK: Keys

    static let keysName = "keys"

    func keys() throws(ReplicaError) -> OwnedFolder {
        do throws(FileFailure) {
            let keys = try files.folder(Self.keysName, making: 0o700)
            guard keys.status.owner == owner || keys.status.owner == 0 else {
                throw FileFailure(keys.path, .distrusted(.owner(keys.status.owner)))
            }
            return keys
        } catch { throw ReplicaError(error) }
    }
}

extension ReplicaError {
    package init(_ failure: FileFailure) {
        switch failure.cause {
        case .distrusted(let distrust): self = .distrusted(failure.path, distrust)
        case .system: self = .file(failure.path, failure.reason)
        }
    }
}

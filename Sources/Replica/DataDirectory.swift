import Causality
package import Foundation
import Store
import Trust

/// The folder of one node: database, keys, mark.
///
/// Its own mode says whose they are. A folder that we make is its owner's alone (0700, files 0600). One that a group may
/// write to (a server's, 2770) is shared with that group: its members edit, so they read the keys as well.
package struct DataDirectory: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package var database: String { path + "/liaison.sqlite" }
    package var mark: String { path + "/mark" }
    package var keys: String { path + "/keys" }
    /// Key and certificate of the transport, PEM.
    package var transportIdentity: String { path + "/tls.pem" }
    /// Held by the one daemon of the folder while it runs.
    package var daemonLock: String { path + "/daemon.lock" }

    /// Makes the folder and the one for keys, if they are not there.
    package func create() throws(ReplicaError) {
        do {
            for folder in [path, keys] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch { throw .folder(path, error.localizedDescription) }
        // The bit that hands the group on stands in the mode of the folder above.
        if isShared { chmod(keys, 0o2770) }
    }

    // MARK: Modes

    private var isShared: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IWGRP != 0
    }

    /// What all who use the folder write to.
    package var fileMode: mode_t { isShared ? 0o660 : 0o600 }

    /// What is written once and then read.
    var keyMode: mode_t { isShared ? 0o640 : 0o600 }

    /// Gives a database that was just made its mode, whatever the caller's umask. Files that SQLite makes beside it later
    /// take it from there.
    func settleDatabaseMode() {
        for suffix in ["", "-wal", "-shm"] { chmod(database + suffix, fileMode) }
    }

    package var holdsDatabase: Bool { FileManager.default.fileExists(atPath: database) }

    // MARK: Keys

    private func keyFile(_ replica: ReplicaID) -> String { keys + "/\(replica).key" }

    /// Writes a key so that it is on the disk when this returns: before anything is signed with it.
    func save(_ key: SigningKey) throws(ReplicaError) {
        try DurableFile.write(key.seed, to: keyFile(key.publicKey.replica), mode: keyMode)
    }

    func key(_ replica: ReplicaID) throws(ReplicaError) -> SigningKey {
        guard let seed = FileManager.default.contents(atPath: keyFile(replica)),
            let key = SigningKey(seed: Array(seed)), key.publicKey.replica == replica
        else { throw .noKey(keyFile(replica)) }
        return key
    }
}

/// Writes a small file through a temporary one, synced with its folder before it counts. Its mode does not depend on the
/// umask.
package enum DurableFile {
    package static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t
    ) throws(ReplicaError) {
        let temporary = path + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw .file(path, String(cString: strerror(errno))) }
        fchmod(file, mode)
        let written = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        let reason = written < 0 ? errno : ENOSPC
        close(file)
        guard written == bytes.count else {
            unlink(temporary)
            throw .file(path, String(cString: strerror(reason)))
        }
        do { try DurableName.move(temporary, to: path) } catch {
            unlink(temporary)
            throw .file(path, error.reason)
        }
    }
}

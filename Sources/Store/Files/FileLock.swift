package import Foundation

/// A lock that one process holds at a time, and that dies with it: a file of its own, locked with flock(2).
///
/// The file itself means nothing: one that a killed process left is free. Only who holds the lock removes it.
package final class FileLock {
    private let folder: OwnedFolder
    private let name: String
    private let file: OpenFile

    private init(_ folder: OwnedFolder, _ name: String, _ file: OpenFile) {
        self.folder = folder
        self.name = name
        self.file = file
    }

    /// `mode` is the file's, whatever the umask: who may read it may ask for the lock.
    ///
    /// - Returns: nil while somebody else holds it.
    /// - Throws: ``FileFailure`` where the file cannot be made, or is not one that is trusted.
    package static func attempt(
        _ name: String, in folder: OwnedFolder, mode: mode_t, _ trust: FileTrust
    ) throws(FileFailure) -> FileLock? {
        while true {
            let file = try folder.open(name, O_RDONLY, making: mode, trust)
            guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
            // Removed by its last holder between our opening and locking it: that file is nobody's now.
            guard folder.status(of: name)?.identity == file.status.identity else { continue }
            return FileLock(folder, name, file)
        }
    }

    /// The same, by path.
    ///
    /// - Throws: ``StoreError/access(_:)`` or ``StoreError/full``.
    package static func attempt(_ path: String, mode: mode_t) throws(StoreError) -> FileLock? {
        do {
            let (folder, name) = try OwnedFolder.holding(path)
            return try attempt(name, in: folder, mode: mode, .anyFile)
        } catch { throw error.storeError }
    }

    /// - Throws: ``StoreError/busy`` when somebody else held it all the time.
    package static func wait(
        for path: String, mode: mode_t, seconds: Double
    ) throws(StoreError) -> FileLock {
        let pauseMicroseconds: UInt32 = 20_000
        var left = seconds
        while true {
            if let lock = try attempt(path, mode: mode) { return lock }
            guard left > 0 else { throw .busy }
            usleep(pauseMicroseconds)
            left -= Double(pauseMicroseconds) / 1_000_000
        }
    }

    /// Removes the file; the lock goes with the value.
    package func remove() { folder.remove(name) }
}

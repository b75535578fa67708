package import Foundation

/// A lock that one process holds at a time, and that dies with it: a file of its own, locked with flock(2).
///
/// The file itself means nothing: one that a killed process left is free. Only who holds the lock removes it.
package final class FileLock {
    private let path: String
    private let file: Int32

    private init(path: String, file: Int32) {
        self.path = path
        self.file = file
    }

    deinit { close(file) }

    /// `mode` is the file's, whatever the umask: who may read it may ask for the lock.
    ///
    /// - Returns: nil while somebody else holds it.
    /// - Throws: ``StoreError/access(_:)`` or ``StoreError/full`` where the file cannot be made.
    package static func attempt(_ path: String, mode: mode_t) throws(StoreError) -> FileLock? {
        while true {
            let file = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
            guard file >= 0 else { throw FileFailure(path, code: errno).storeError }
            let lock = FileLock(path: path, file: file)
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return nil }
            // Refused, and right already, where somebody else of the group made it.
            fchmod(file, mode)
            // Removed by its last holder between our opening and locking it: that file is nobody's now.
            var (held, named) = (stat(), stat())
            guard fstat(file, &held) == 0, stat(path, &named) == 0,
                held.st_ino == named.st_ino, held.st_dev == named.st_dev
            else { continue }
            return lock
        }
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
    package func remove() { unlink(path) }
}

import Foundation

/// Gives a file its name so that a power cut leaves the whole file under it, or what had the name before.
package enum DurableName {
    /// - Throws: ``FileFailure``.
    package static func move(_ temporary: String, to path: String) throws(FileFailure) {
        try sync(temporary)
        guard rename(temporary, path) == 0 else { throw FileFailure(path, code: errno) }
        let folder = (path as NSString).deletingLastPathComponent
        do { try sync(folder.isEmpty ? "." : folder) } catch {
            // A folder that one may write to and not read cannot be synced.
            guard error.code == EACCES else { throw error }
        }
    }

    /// Waits until a file, or the names in a folder, are on the disk.
    private static func sync(_ path: String) throws(FileFailure) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure(path, code: errno) }
        defer { close(file) }
        // Some file systems (sticks, shares) sync no folder, and say so.
        guard fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw FileFailure(path, code: errno)
        }
    }
}

/// What the file system refused.
package struct FileFailure: Error, Hashable, Sendable {
    package let path: String
    /// `errno`.
    package let code: Int32

    init(_ path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// In the system's words.
    package var reason: String { String(cString: strerror(code)) }

    package var storeError: StoreError {
        code == ENOSPC || code == EDQUOT ? .full : .access("\(path): \(reason)")
    }
}

import Foundation
import Store

/// The hook's program, as something that the daemon runs with its own rights: nobody else may change what it is.
enum HookCommand {
    /// Looks at the program and at every folder above it: root's or ours, and written to by nobody else. A folder that
    /// all may write to counts where its sticky bit keeps them off each other's files.
    ///
    /// - Throws: ``FileFailure``.
    static func check(_ command: String) throws(FileFailure) {
        guard let resolved = realpath(command, nil) else {
            throw FileFailure(command, code: errno)
        }
        defer { free(resolved) }
        var path = String(cString: resolved)
        while true {
            try checkOne(path)
            if path == "/" { return }
            path = (path as NSString).deletingLastPathComponent
        }
    }

    private static func checkOne(_ path: String) throws(FileFailure) {
        guard let status = FileStatus(of: path, in: AT_FDCWD) else {
            throw FileFailure(path, code: errno)
        }
        guard status.owner == 0 || status.owner == geteuid() else {
            throw FileFailure(path, .distrusted(.owner(status.owner)))
        }
        let isSticky = status.kind == .folder && status.mode & S_ISVTX != 0
        guard isSticky || status.mode & (S_IWGRP | S_IWOTH) == 0 else {
            throw FileFailure(path, .distrusted(.writable))
        }
    }
}

package import Foundation

/// A folder that is held by its descriptor, and through which its files are opened, made, renamed and removed.
///
/// Whoever else may write to a folder can put a link, a pipe or a file of their own where ours belongs, at any moment.
/// So no file of ours is used by its path: it is opened below the held folder, no link is followed, nothing that waits
/// (a pipe) is waited for, and what was opened is looked at before it is used (``FileTrust``). New files are made where
/// nothing was (`O_EXCL`). This is the only place that opens, makes or renames files of a node.
///
/// Errors: ``FileFailure``.
package final class OwnedFolder: Sendable {
    package let path: String
    package let status: FileStatus
    package let descriptor: Int32

    /// `O_PATH`: for a folder that may be written to and not read, a drop box; and for what is only to be pointed at.
    private static let pathOnly: Int32 = 0x20_0000

    /// Links in the path itself are followed: where a folder lies is its user's choice.
    package convenience init(_ path: String) throws(FileFailure) {
        try self.init(path: path, name: path, in: AT_FDCWD, flags: 0)
    }

    private init(path: String, name: String, in base: Int32, flags: Int32) throws(FileFailure) {
        let flags = O_DIRECTORY | O_CLOEXEC | flags
        var file = openat(base, name, O_RDONLY | flags)
        if file < 0, errno == EACCES { file = openat(base, name, Self.pathOnly | flags) }
        guard file >= 0 else { throw FileFailure(path, code: errno) }
        guard let status = FileStatus(of: file) else {
            let code = errno
            close(file)
            throw FileFailure(path, code: code)
        }
        self.path = path
        self.status = status
        descriptor = file
    }

    deinit { close(descriptor) }

    /// The folder in which a file lies that a person named, and its name there.
    package static func holding(
        _ path: String
    ) throws(FileFailure) -> (folder: OwnedFolder, name: String) {
        let folder = (path as NSString).deletingLastPathComponent
        return (
            try OwnedFolder(folder.isEmpty ? "." : folder), (path as NSString).lastPathComponent
        )
    }

    private func path(of name: String) -> String { path + "/" + name }

    // MARK: Folders

    /// A folder in this one, made where it is not there; no link to one.
    ///
    /// - Throws: ``Distrust/owner(_:)`` where it belongs to somebody else.
    package func folder(_ name: String, making mode: mode_t) throws(FileFailure) -> OwnedFolder {
        guard mkdirat(descriptor, name, mode) == 0 || errno == EEXIST else {
            throw FileFailure(path(of: name), code: errno)
        }
        if status(of: name)?.kind == .link { throw FileFailure(path(of: name), .distrusted(.link)) }
        let folder = try OwnedFolder(
            path: path(of: name), name: name, in: descriptor, flags: O_NOFOLLOW)
        let user = geteuid()
        guard folder.status.owner == user || user == 0 || folder.status.owner == status.owner else {
            throw FileFailure(folder.path, .distrusted(.owner(folder.status.owner)))
        }
        return folder
    }

    package func setMode(_ mode: mode_t) throws(FileFailure) {
        guard fchmod(descriptor, mode) == 0 else { throw FileFailure(path, code: errno) }
    }

    /// Names in it, sorted.
    package func names() throws(FileFailure) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: held).sorted() } catch {
            throw FileFailure(path, code: EIO)
        }
    }

    /// A path that leads to this very folder in this process, whatever becomes of its name.
    package var held: String { "/proc/self/fd/\(descriptor)" }

    // MARK: Files

    /// Of the name itself, where it is a link; nil where nothing has it.
    package func status(of name: String) -> FileStatus? { FileStatus(of: name, in: descriptor) }

    /// - Throws: ``Distrust`` where something has the name that is not trusted.
    package func check(_ name: String, _ trust: FileTrust) throws(FileFailure) {
        if let distrust = status(of: name).flatMap(trust.distrust) {
            throw FileFailure(path(of: name), .distrusted(distrust))
        }
    }

    /// Opens a file that is there; with `making`, makes it with this mode where it is not. `access` is `O_RDONLY`,
    /// `O_WRONLY` or `O_RDWR`.
    package func open(
        _ name: String, _ access: Int32, making mode: mode_t? = nil, _ trust: FileTrust
    ) throws(FileFailure) -> OpenFile {
        let flags = access | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let file =
            mode.map { openat(descriptor, name, flags | O_CREAT, $0) }
            ?? openat(descriptor, name, flags)
        guard file >= 0 else {
            let code = errno
            // A link or a pipe cannot be opened so: better named as what it is.
            try check(name, trust)
            throw FileFailure(path(of: name), code: code)
        }
        let opened = try opened(file, name)
        if let distrust = trust.distrust(opened.status) {
            throw FileFailure(opened.path, .distrusted(distrust))
        }
        if let mode, opened.status.size == 0, opened.status.owner == geteuid(),
            opened.status.mode != mode
        {
            try opened.setMode(mode)
        }
        return opened
    }

    /// Makes a file where nothing has the name, with this mode whatever the umask.
    ///
    /// - Throws: ``FileFailure`` with `EEXIST` where something has it.
    package func make(_ name: String, mode: mode_t) throws(FileFailure) -> OpenFile {
        let file = openat(
            descriptor, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else { throw FileFailure(path(of: name), code: errno) }
        let made = try opened(file, name)
        if made.status.mode != mode { try made.setMode(mode) }
        return made
    }

    private func opened(_ file: Int32, _ name: String) throws(FileFailure) -> OpenFile {
        guard let status = FileStatus(of: file) else {
            let code = errno
            close(file)
            throw FileFailure(path(of: name), code: code)
        }
        return OpenFile(path: path(of: name), descriptor: file, status: status)
    }

    /// What a small file holds; nil where there is none.
    package func contents(
        of name: String, _ trust: FileTrust, limit: Int = 1 << 20
    ) throws(FileFailure) -> [UInt8]? {
        do { return try open(name, O_RDONLY, trust).contents(limit: limit) } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// Puts a small file in the place of what has the name, so that a power cut leaves the one or the other, whole.
    package func replace(_ name: String, with bytes: [UInt8], mode: mode_t) throws(FileFailure) {
        let temporary = "\(name).\(getpid()).new"
        // Of a process that was killed and had our number; a link is removed, not what it leads to.
        remove(temporary)
        do {
            try make(temporary, mode: mode).write(bytes)
            try settle(temporary, as: name)
        } catch {
            remove(temporary)
            throw error
        }
    }

    /// Gives a file its name so that a power cut leaves the whole file under it, or what had the name before.
    package func settle(_ temporary: String, as name: String) throws(FileFailure) {
        try open(temporary, O_RDONLY, .anyFile).sync()
        guard renameat(descriptor, temporary, descriptor, name) == 0 else {
            throw FileFailure(path(of: name), code: errno)
        }
        try sync()
    }

    /// Gives a file a second name, which nothing may have yet.
    ///
    /// - Throws: ``FileFailure`` with `EEXIST` where something has it: a rename would take it over.
    package func link(_ name: String, as other: String) throws(FileFailure) {
        guard linkat(descriptor, name, descriptor, other, 0) == 0 else {
            throw FileFailure(path(of: other), code: errno)
        }
        try sync()
    }

    /// Waits until the names in it are on the disk.
    package func sync() throws(FileFailure) {
        // A folder that one may write to and not read cannot be synced (`EBADF`), some file systems sync none.
        guard fsync(descriptor) == 0 || [EINVAL, ENOTSUP, EBADF].contains(errno) else {
            throw FileFailure(path, code: errno)
        }
    }

    /// Copies a file that a person named into a new one of this folder.
    package func copy(_ source: String, to name: String, mode: mode_t) throws(FileFailure) {
        let file = Foundation.open(source, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure(source, code: errno) }
        defer { close(file) }
        let copy = try make(name, mode: mode)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure(source, code: errno)
            }
            try copy.append(buffer[..<count])
        }
    }

    /// Removes a name, if it is there: of a link the link.
    package func remove(_ name: String) { unlinkat(descriptor, name, 0) }

    /// Gives a trusted file this mode, where it has another and may have it.
    ///
    /// The file is pointed at and not opened: whoever closes a database lets go of all locks that SQLite holds on it in
    /// this process.
    package func setMode(of name: String, _ mode: mode_t, _ trust: FileTrust) {
        // Refused, and right already, where somebody else of the group made it.
        _ = setMode(of: name, mode) { trust.distrust($0) == nil }
    }

    /// The same for a socket that we listen on.
    package func setMode(ofSocket name: String, _ mode: mode_t) throws(FileFailure) {
        let isSet = setMode(of: name, mode) { $0.kind == .socket && $0.owner == geteuid() }
        guard isSet else { throw FileFailure(path(of: name), .distrusted(.notAFile)) }
    }

    /// - Returns: whether the file is one that is wanted, and has the mode now.
    private func setMode(
        of name: String, _ mode: mode_t, where isWanted: (FileStatus) -> Bool
    ) -> Bool {
        let file = openat(descriptor, name, Self.pathOnly | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        guard let status = FileStatus(of: file), isWanted(status) else { return false }
        return status.mode == mode || chmod("/proc/self/fd/\(file)", mode) == 0
    }
}

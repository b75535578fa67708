package import Foundation

/// What the file system says of one file, as `fstat` tells it.
package struct FileStatus: Hashable, Sendable {
    package let kind: Kind
    package let owner: uid_t
    package let group: gid_t
    /// The twelve mode bits.
    package let mode: mode_t
    package let links: UInt64
    package let size: Int64
    /// Device and inode: what makes two looks looks at the same file.
    package let identity: Identity
    /// When its content was written last.
    package let modified: Instant

    package enum Kind: Hashable, Sendable { case file, folder, link, socket, other }

    package struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    package struct Instant: Hashable, Sendable {
        let seconds: Int64
        let nanoseconds: Int64
    }

    /// Of an open file; nil with `errno` set.
    package init?(of descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Of a name in a folder, the link itself where it is one; nil with `errno` set.
    package init?(of name: String, in folder: Int32) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFSOCK: .socket
            default: .other
            }
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
        links = UInt64(status.st_nlink)
        size = Int64(status.st_size)
        identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        modified = Instant(
            seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
    }
}

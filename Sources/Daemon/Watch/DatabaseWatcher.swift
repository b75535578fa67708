import Dispatch
import Glibc

/// Notices that somebody wrote to the database: the CLI beside the daemon, or the daemon itself.
///
/// Every commit in WAL mode writes to the `-wal` file, so the kernel's word about that file is enough; no polling, no
/// message between the processes. What is written to the file itself is a checkpoint, or another file that somebody copies
/// over it. It tells that something was written, not what: ask the log.
package struct DatabaseWatcher: Sendable {
    /// Folder and name of the database file.
    private let folder: String
    private let database: String
    private let settle: Duration

    /// The folder cannot be watched.
    package struct Failure: Error, Hashable, Sendable {
        package let folder: String
        package let code: Int32
    }

    /// Writes no further apart than `settle` are told as one.
    package init(folder: String, database: String, settle: Duration = .milliseconds(100)) {
        self.folder = folder
        self.database = database
        self.settle = settle
    }

    /// - Returns: one element after each burst of writes that begins after this call. It ends when the database, or its
    ///   folder, is deleted, moved away or replaced by another: whoever holds it open holds a file without a name.
    /// - Throws: ``Failure`` where the folder is not there or the kernel has no watch left.
    package func changes() throws(Failure) -> AsyncStream<Void> {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw Failure(folder: folder, code: errno) }
        let mask =
            IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF
            | IN_MOVE_SELF | IN_ONLYDIR
        guard inotify_add_watch(descriptor, folder, UInt32(mask)) >= 0 else {
            let code = errno
            close(descriptor)
            throw Failure(folder: folder, code: code)
        }
        let name = database
        return SettledEvents.stream(descriptor: descriptor, settle: settle.dispatchInterval) {
            Self.judge($0, database: name)
        }
    }

    /// Source: inotify(7): each event is 16 bytes (watch, mask, cookie, length of the name) and a name padded with zeros.
    static func judge(_ bytes: [UInt8], database: String) -> SettledEvents.Verdict {
        let folderGone = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)
        let fileGone = UInt32(IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
        let overflow = UInt32(IN_Q_OVERFLOW)
        var verdict = SettledEvents.Verdict.ignore
        var rest = bytes[...]
        while rest.count >= 16 {
            let mask = rest.number(at: 4)
            let length = Int(rest.number(at: 12))
            let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
            if mask & folderGone != 0 { return .end }
            if mask & fileGone != 0, name.elementsEqual(database.utf8) { return .end }
            if mask & overflow != 0 || name.elementsEqual((database + "-wal").utf8)
                || name.elementsEqual(database.utf8)
            {
                verdict = .tell
            }
            rest = rest.dropFirst(16 + length)
        }
        return verdict
    }
}

extension ArraySlice<UInt8> {
    /// Four bytes in the machine's order, `offset` from the start.
    fileprivate func number(at offset: Int) -> UInt32 {
        dropFirst(offset).prefix(4).withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    }
}

extension Duration {
    /// In whole microseconds, for timers.
    var dispatchInterval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        return .microseconds(Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000))
    }
}

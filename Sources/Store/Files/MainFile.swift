import Foundation
import Synchronization

/// The main file of a database, looked at from beside SQLite: what it was like when a process of ours last left it is noted
/// in a small file, so that another file that was put in its place is known before SQLite lays over it what still waits in
/// the WAL of the one that is gone.
///
/// Only a checkpoint changes the main file, and whoever made one notes it; see ``note()``. A process that was killed between
/// the two leaves a false alarm, so what is noted decides nothing: it says when to look closer.
///
/// The file is never opened here while this process has it open: closing any descriptor of it drops SQLite's locks.
///
/// Shape of the note: five words of 8 bytes, little-endian: device, inode, size, seconds, nanoseconds.
final class MainFile {
    private let folder: OwnedFolder
    private let name: String
    private let trust: FileTrust
    /// As it was when this process looked last and all was well.
    private var known: Looked?
    /// Whether ``known`` stands in the note.
    private var isNoted = false
    /// How it is otherwise, and since when.
    private var doubt: (of: Looked, since: ContinuousClock.Instant)?

    private struct Looked: Hashable {
        let identity: FileStatus.Identity
        let size: Int64
        let modified: FileStatus.Instant

        init(_ status: FileStatus) {
            identity = status.identity
            size = status.size
            modified = status.modified
        }

        var bytes: [UInt8] {
            [
                identity.device, identity.inode, UInt64(bitPattern: size),
                UInt64(bitPattern: modified.seconds), UInt64(bitPattern: modified.nanoseconds),
            ]
            .flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        }
    }

    /// A file of at most its header has no frames.
    private static let walHeaderBytes: Int64 = 32

    init?(_ database: String) {
        guard !database.hasPrefix(":"), let (folder, name) = try? OwnedFolder.holding(database)
        else { return nil }
        self.folder = folder
        self.name = name
        trust = FileTrust(owners: nil, groupMayWrite: true, mayHaveSecondName: false)
    }

    var path: String { folder.path + "/" + name }

    private var noteName: String { name + "-left" }

    // MARK: Before it is opened

    /// Whether changes wait in the WAL of a main file that nobody noted: it may be another one. Whoever is just making a
    /// checkpoint is given the time to say so.
    var isStrange: Bool {
        for _ in 0..<Self.looks {
            guard isStrangeNow else { return false }
            usleep(Self.pause)
        }
        return isStrangeNow
    }

    private var isStrangeNow: Bool {
        guard let wal = folder.status(of: name + "-wal"), wal.size > Self.walHeaderBytes,
            let noted = written, let now = folder.status(of: name)
        else { return false }
        return noted != Looked(now).bytes
    }

    private var written: [UInt8]? { (try? folder.contents(of: noteName, trust)) ?? nil }

    private static let looks = 25
    private static let pause: UInt32 = 20_000

    /// Copies it, and its WAL, under another name in the same folder, and hands over the path. The copy is removed afterwards.
    func withCopy<T>(_ body: (String) throws -> T) throws -> T {
        let copy = name + ".look-\(getpid())"
        let names = [copy, copy + "-wal", copy + "-shm", copy + "-left", copy + "-witness"]
        defer { names.forEach(folder.remove) }
        names.forEach(folder.remove)
        try folder.copy(folder.held + "/" + name, to: copy, mode: 0o600)
        try folder.copy(folder.held + "/" + name + "-wal", to: copy + "-wal", mode: 0o600)
        return try body(folder.path + "/" + copy)
    }

    // MARK: While it is open

    /// All is well with it as it is now.
    func accept() {
        guard let now = folder.status(of: name).map(Looked.init) else { return }
        known = now
        doubt = nil
        isNoted = written == now.bytes
    }

    /// Whether it is another than when this process looked last: after a checkpoint of another process, too.
    var isChanged: Bool { folder.status(of: name).map(Looked.init) != known }

    /// Whether somebody changed it who did not say so yet.
    var isInDoubt: Bool { doubt != nil }

    /// Inside a write transaction, when nobody else commits.
    ///
    /// - Returns: false where somebody changed the file who did not say so yet.
    /// - Throws: ``StoreError/replaced(_:)`` where nobody said so for a time that no checkpoint takes.
    func look() throws(StoreError) -> Bool {
        guard let now = folder.status(of: name).map(Looked.init), now != known else {
            doubt = nil
            return true
        }
        // It was not there when it was opened: this process made it.
        guard known != nil else {
            known = now
            return true
        }
        if written == now.bytes {
            known = now
            doubt = nil
            isNoted = true
            return true
        }
        let clock = ContinuousClock.now
        guard let doubt, doubt.of == now else {
            self.doubt = (now, clock)
            return false
        }
        guard clock - doubt.since < Self.patience else { throw .replaced(path) }
        return false
    }

    /// Notes the file as it is now; after each commit of which ``look()`` said yes, for the commit may have made a
    /// checkpoint. One `stat` where it did not.
    func note() {
        guard let now = folder.status(of: name) else { return }
        let looked = Looked(now)
        guard looked != known || !isNoted else { return }
        known = looked
        isNoted = true
        // All who may write to the database may write it. Not waited for on the disk: what is lost of it is a false alarm.
        let mode = now.mode & 0o666
        try? folder.open(noteName, O_RDWR, making: mode, trust).write(looked.bytes)
    }

    /// After a commit of which ``look()`` said no: what this process itself makes of the file is no new doubt.
    func stayInDoubt() {
        guard let since = doubt?.since, let now = folder.status(of: name) else { return }
        doubt = (Looked(now), since)
    }

    private static let patience = Duration.seconds(5)

    // MARK: Who has it open

    private static let open = Mutex<[FileStatus.Identity: Int]>([:])

    /// Whether this process has it open through SQLite.
    var isOpenHere: Bool {
        guard let identity = folder.status(of: name)?.identity else { return false }
        return Self.open.withLock { $0[identity] ?? 0 > 0 }
    }

    private var counted: FileStatus.Identity?

    func countOpened() {
        guard let identity = folder.status(of: name)?.identity else { return }
        counted = identity
        Self.open.withLock { $0[identity, default: 0] += 1 }
    }

    deinit {
        guard let counted else { return }
        Self.open.withLock { $0[counted, default: 1] -= 1 }
    }
}

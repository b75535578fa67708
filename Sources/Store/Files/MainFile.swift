import Foundation
import Synchronization

/// The main file of a database, looked at from beside SQLite: what it was like when a process of ours last left it is noted
/// in a small file, so that another file that was put in its place is known before SQLite lays over it what still waits in
/// the WAL of the one that is gone.
///
/// Only a checkpoint changes the main file. Whoever makes one holds the lock of the note until it stands there, so a file that
/// is not as noted while nobody holds the lock was changed by somebody else, or by a process that was killed between the two:
/// that decides nothing, but says when to look closer.
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

    private var now: Looked? { folder.status(of: name).map(Looked.init) }

    // MARK: The note

    private var noteName: String { name + "-left" }

    /// Nil where nobody noted anything so far.
    private var noted: [UInt8]? {
        let bytes = (try? folder.contents(of: noteName, trust)) ?? nil
        return bytes?.isEmpty == false ? bytes : nil
    }

    /// Runs `body` while nobody else makes a checkpoint or notes one; waits so many seconds for whoever does.
    ///
    /// - Returns: nil where that was not enough.
    private func alone<T>(waiting seconds: Double, _ body: () throws -> T) rethrows -> T? {
        // All who may write to the database may write it.
        guard let status = folder.status(of: name),
            let note = try? folder.open(noteName, O_RDWR, making: status.mode & 0o666, trust)
        else { return try body() }
        // As SQLite does with its own files: what root makes beside somebody's database is theirs.
        if geteuid() == 0, note.status.owner != status.owner {
            fchown(note.descriptor, status.owner, gid_t.max)
        }
        var left = seconds
        while flock(note.descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard left > 0 else { return nil }
            usleep(Self.pauseMicroseconds)
            left -= Double(Self.pauseMicroseconds) / 1_000_000
        }
        return try withExtendedLifetime(note) { try body() }
    }

    private static let pauseMicroseconds: UInt32 = 5_000
    /// Far longer than a checkpoint takes, or a look at a copy.
    private static let mostSeconds = 30.0

    /// Notes the file as it is now. Inside ``alone(waiting:_:)``.
    private func note() {
        guard let now else { return }
        known = now
        // Not waited for on the disk: what is lost of it is a false alarm.
        if noted != now.bytes { try? folder.open(noteName, O_RDWR, trust).write(now.bytes) }
    }

    // MARK: Before it is opened

    /// Whether changes wait in the WAL of a main file that nobody noted: it may be another one.
    private var isStrange: Bool {
        guard let wal = folder.status(of: name + "-wal"), wal.size > Self.walHeaderBytes,
            let noted, let now
        else { return false }
        return noted != now.bytes
    }

    /// Looks at a file that is about to be opened. Where it is not the one that was left, `isWhole` is asked of a copy of it and
    /// its WAL.
    ///
    /// - Throws: ``StoreError/replaced(_:)``, ``StoreError/busy``.
    func check(isWhole: (String) -> Bool) throws(StoreError) {
        if isStrange {
            // One that this process has open is not copied: see above.
            let isOurs = alone(waiting: Self.mostSeconds) {
                !isStrange || (!isOpenHere && (try? withCopy(isWhole)) ?? true)
            }
            // Somebody else has been looking at it all the time.
            guard let isOurs else { throw .busy }
            guard isOurs else { throw .replaced(path) }
        }
        known = now
    }

    /// The copy is removed afterwards.
    private func withCopy<T>(_ body: (String) throws -> T) throws -> T {
        let copy = name + ".look"
        let names = ["", "-wal", "-shm", "-left", "-witness"].map { copy + $0 }
        defer { names.forEach(folder.remove) }
        names.forEach(folder.remove)
        try folder.copy(folder.held + "/" + name, to: copy, mode: 0o600)
        try folder.copy(folder.held + "/" + name + "-wal", to: copy + "-wal", mode: 0o600)
        return try body(folder.path + "/" + copy)
    }

    // MARK: While it is open

    /// It is well as it is now.
    func accept() { _ = alone(waiting: Self.mostSeconds) { note() } }

    /// Notes the file after it was opened, which may have changed it: a new one, one that had no WAL before. Where this process
    /// had it open already, that connection is the one that knows.
    func noteOpened() {
        _ = alone(waiting: Self.mostSeconds) { if isOurs || !isOpenHere { note() } }
    }

    /// Whether it is another than when this process looked last: after a checkpoint of another process, too.
    var isChanged: Bool { now != known }

    /// Inside a write transaction, when nobody else commits.
    ///
    /// - Throws: ``StoreError/replaced(_:)`` where somebody changed it who did not say so.
    func look() throws(StoreError) {
        guard isChanged else { return }
        // Somebody who holds the lock is about to say so; it is looked at again.
        let isOurs = alone(waiting: 0) {
            guard let now else { return true }
            if known == nil || noted == now.bytes { known = now }
            return known == now
        }
        guard isOurs ?? true else { throw .replaced(path) }
    }

    /// Makes a checkpoint, unless somebody else is at it or the file is not known here: nothing is laid over what is not ours.
    func checkpoint(_ make: () throws -> Void) rethrows {
        _ = try alone(waiting: 0) {
            guard isOurs else { return }
            // One that fails on the way has changed the file too.
            defer { note() }
            try make()
        }
    }

    /// Closes what this process has open. The last connection that is closed makes a checkpoint: over a file that is not ours it
    /// must not, and stays open until the process ends.
    func close(_ close: () throws -> Void) {
        _ = alone(waiting: Self.mostSeconds) {
            guard isOurs else { return }
            if (try? close()) != nil { countClosed() }
            note()
        }
    }

    /// Inside ``alone(waiting:_:)``.
    private var isOurs: Bool {
        guard let now else { return true }
        return known == nil || known == now || noted == now.bytes
    }

    // MARK: Who has it open

    private static let open = Mutex<[FileStatus.Identity: Int]>([:])

    /// Whether this process has it open through SQLite.
    private var isOpenHere: Bool {
        guard let identity = folder.status(of: name)?.identity else { return false }
        return Self.open.withLock { $0[identity] ?? 0 > 0 }
    }

    private var counted: FileStatus.Identity?

    func countOpened() {
        guard let identity = folder.status(of: name)?.identity else { return }
        counted = identity
        Self.open.withLock { $0[identity, default: 0] += 1 }
    }

    private func countClosed() {
        guard let identity = counted else { return }
        counted = nil
        Self.open.withLock { $0[identity, default: 1] -= 1 }
    }
}

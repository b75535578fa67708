import Foundation
import Testing

@testable import Daemon

/// Writes to the database are noticed, on a real folder.
struct DatabaseWatcherTests {
    private let folder: TemporaryFolder
    private let watcher: DatabaseWatcher

    init() throws {
        folder = try TemporaryFolder()
        watcher = DatabaseWatcher(
            folder: folder.path, database: "liaison.sqlite", settle: .milliseconds(20))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a write to the log file is told, once for a burst`() async throws {
        let wal = try folder.write([1], to: "liaison.sqlite-wal")
        var changes = try watcher.changes().makeAsyncIterator()
        let handle = try #require(FileHandle(forUpdatingAtPath: wal))
        for _ in 0..<50 { try handle.write(contentsOf: [2]) }
        #expect(await changes.next() != nil)
        try handle.write(contentsOf: [3])
        #expect(await changes.next() != nil)
        // One burst was one element: only the end is left.
        try end()
        #expect(await changes.next() == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a log file that appears is told`() async throws {
        var changes = try watcher.changes().makeAsyncIterator()
        try folder.write([1], to: "liaison.sqlite-wal")
        #expect(await changes.next() != nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file that is copied over the database is told`() async throws {
        let path = try folder.write([1], to: "liaison.sqlite")
        var changes = try watcher.changes().makeAsyncIterator()
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.write(contentsOf: Data([2]))
        #expect(await changes.next() != nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `other files are not told`() async throws {
        var changes = try watcher.changes().makeAsyncIterator()
        for name in ["liaison.sqlite-left", "liaison.sqlite-shm", "mark", "liaison.sqlite-wal2"] {
            try folder.write([1], to: name)
        }
        // Only the end is left to be told.
        try end()
        #expect(await changes.next() == nil)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["delete", "move", "replace", "folder"])
    func `a database that is gone ends the watch, even while it is open`(how: String) async throws {
        let path = try folder.write([1], to: "liaison.sqlite")
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        defer { try? handle.close() }
        var changes = try watcher.changes().makeAsyncIterator()
        switch how {
        case "delete": unlink(path)
        case "move": rename(path, path + ".old")
        case "replace": rename(try folder.write([2], to: "restored"), path)
        default: try FileManager.default.removeItem(atPath: folder.path)
        }
        #expect(await changes.next() == nil)
    }

    /// Ends the watch, whatever is still open in the folder.
    private func end() throws {
        rename(try folder.write([1], to: "another"), folder.path + "/liaison.sqlite")
    }

    @Test func `a folder that is not there is refused`() {
        let watcher = DatabaseWatcher(folder: folder.path + "/none", database: "liaison.sqlite")
        #expect(throws: DatabaseWatcher.Failure(folder: folder.path + "/none", code: ENOENT)) {
            try watcher.changes()
        }
    }

    @Test func `events that the kernel dropped count as a change`() {
        func event(mask: some BinaryInteger, name: String) -> [UInt8] {
            let padded = Array(name.utf8) + [UInt8](repeating: 0, count: 16 - name.utf8.count)
            let head = [UInt32(1), UInt32(mask), 0, UInt32(padded.count)]
            return head.flatMap { withUnsafeBytes(of: $0, Array.init) } + padded
        }
        let other = event(mask: IN_MODIFY, name: "other")
        let wal = event(mask: IN_MODIFY, name: "db-wal")
        func verdict(_ bytes: [UInt8]) -> SettledEvents.Verdict {
            DatabaseWatcher.judge(bytes, database: "db")
        }
        #expect(verdict(other) == .ignore)
        #expect(verdict(other + wal) == .tell)
        #expect(verdict(wal + other) == .tell)
        #expect(verdict(event(mask: IN_Q_OVERFLOW, name: "")) == .tell)
        #expect(verdict(wal + event(mask: IN_IGNORED, name: "")) == .end)
        #expect(verdict(Array(wal.dropLast(20))) == .ignore)
    }
}

import Foundation
import GRDB
import Testing

@testable import Store

/// Failure 28: an upgrade that is interrupted, starved of room, undone or run twice.
@Suite(.serialized) struct `An upgrade of the file` {
    private struct Fault: Error {}

    @Test func `failure 28: keeps a whole copy of what was there`() throws {
        let file = try UpgradedFile()
        try file.open(UpgradedFile.newer)
        #expect(try file.isUpgraded())
        #expect(file.beside == ["before-\(UpgradedFile.newer.newest)"])
        #expect(try !file.isUpgraded(file.copy))
        // A copy that is put back is a file of the older version.
        try UpgradedFile.open(file.copy, UpgradedFile.older)
    }

    @Test(arguments: UpgradedFile.moments)
    func `failure 28: that fails at any moment changes nothing`(moment: Migrator.Moment) throws {
        let file = try UpgradedFile()
        let bytes = file.bytes(file.path)
        #expect(throws: StoreError.self) {
            try UpgradedFile.open(file.path, UpgradedFile.newer) { now, _ in
                if now == moment { throw Fault() }
            }
        }
        #expect(file.bytes(file.path) == bytes)
        #expect(file.beside.allSatisfy { $0 == "before-\(UpgradedFile.newer.newest)" })
        try file.expectBothVersionsOpenIt()
    }

    @Test(arguments: UpgradedFile.moments.indices)
    func `failure 28: whose process is killed at any moment is done at the next opening`(
        place: Int
    ) async throws {
        let file = try UpgradedFile()
        let path = file.path
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, place = place as Int] in
            try UpgradedFile.open(path, UpgradedFile.newer) { now, _ in
                if now == UpgradedFile.moments[place] { kill(getpid(), SIGKILL) }
            }
        }
        try file.expectBothVersionsOpenIt()
    }

    /// The limit on the size of files kills at whatever write passes it: in the copy, then in the steps.
    @Test(arguments: [0.01, 0.2, 0.5, 0.9, 1.1, 1.3, 1.5])
    func `failure 28: whose process is killed within a write is done at the next opening`(
        share: Double
    ) async throws {
        let file = try UpgradedFile()
        let (path, limit) = (file.path, Int(Double(file.size) * share))
        await #expect(processExitsWith: .signal(SIGXFSZ)) {
            [path = path as String, limit = limit as Int] in
            var none = sigset_t()
            sigemptyset(&none)
            pthread_sigmask(SIG_SETMASK, &none, nil)
            signal(SIGXFSZ, SIG_DFL)
            var limits = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
            try UpgradedFile.open(path, UpgradedFile.newer)
        }
        try file.expectBothVersionsOpenIt()
    }

    @Test func `failure 28: that finds no room for the copy leaves the copy that was there`() throws
    {
        let file = try UpgradedFile()
        try Data("a whole older copy".utf8).write(to: URL(fileURLWithPath: file.copy))
        #expect(throws: StoreError.full) {
            try UpgradedFile.open(file.path, UpgradedFile.newer) { moment, db in
                if moment == .copy { try db.execute(sql: "PRAGMA max_page_count = 20") }
            }
        }
        #expect(file.bytes(file.copy) == Data("a whole older copy".utf8))
        try file.expectBothVersionsOpenIt()
    }

    @Test func `failure 28: that finds no room for a step gives the copy's room back`() throws {
        let file = try UpgradedFile()
        #expect(throws: StoreError.full) {
            try UpgradedFile.open(file.path, UpgradedFile.newer) { moment, db in
                guard moment == UpgradedFile.moments[3] else { return }
                let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(count + 3)")
            }
        }
        #expect(file.beside == [])
        try file.expectBothVersionsOpenIt()
    }

    @Test(.enabled(if: SmallDisk.isAllowed), arguments: [1.3, 1.9, 2.5, 3.3])
    func `failure 28: on a disk that fills up changes nothing`(share: Double) throws {
        let disk = try SmallDisk(bytes: 16 << 20)
        let file = try UpgradedFile(in: disk.path)
        try disk.resize(to: Int(Double(file.size) * share))
        #expect(throws: StoreError.full) { try file.open(UpgradedFile.newer) }
        #expect(file.beside == [])
        #expect(try !file.isUpgraded())
        try file.open(UpgradedFile.older)
        try disk.resize(to: 16 << 20)
        try file.expectBothVersionsOpenIt()
    }

    @Test func `failure 28: is not undone by an older version, which leaves the file as it is`()
        throws
    {
        let file = try UpgradedFile()
        try file.open(UpgradedFile.newer)
        let bytes = file.bytes(file.path)
        let (found, known) = (UpgradedFile.newer.newest, UpgradedFile.older.newest)
        #expect(throws: StoreError.newerSchema(found: found, known: known)) {
            try file.open(UpgradedFile.older)
        }
        #expect(file.bytes(file.path) == bytes)
        try file.open(UpgradedFile.newer)
        #expect(try file.isUpgraded())
    }

    @Test func `failure 28: stops an older version that has the file open`() throws {
        let file = try UpgradedFile()
        let older = try file.open(UpgradedFile.older)
        try file.open(UpgradedFile.newer)
        let (found, known) = (UpgradedFile.newer.newest, UpgradedFile.older.newest)
        #expect(throws: StoreError.newerSchema(found: found, known: known)) {
            try older.write { try older.setFact("late", [1]) }
        }
        #expect(throws: StoreError.newerSchema(found: found, known: known)) {
            try older.read { _ = try older.fact("fact 1") }
        }
        #expect(try file.isUpgraded())
    }

    @Test func `failure 28: by several processes at once happens once`() async throws {
        let file = try UpgradedFile()
        let path = file.path
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String] in
                        try UpgradedFile.open(path, UpgradedFile.newer) { _, _ in usleep(50_000) }
                    }
                }
            }
        }
        #expect(try file.isUpgraded())
        #expect(file.beside == ["before-\(UpgradedFile.newer.newest)"])
        #expect(try !file.isUpgraded(file.copy))
    }

    @Test func `failure 28: clears away what an interrupted one left`() throws {
        let file = try UpgradedFile()
        for name in [file.copy, file.copy + ".partial", file.copy + ".partial-journal"] {
            try Data("half a copy".utf8).write(to: URL(fileURLWithPath: name))
        }
        try Data().write(to: URL(fileURLWithPath: file.path + ".upgrade"))
        try file.expectBothVersionsOpenIt()
    }

    @Test func `failure 28: is waited for by who comes second`() throws {
        let file = try UpgradedFile()
        let lock = try #require(try FileLock.attempt(file.path + ".upgrade", mode: 0o600))
        #expect(try FileLock.attempt(file.path + ".upgrade", mode: 0o600) == nil)
        #expect(throws: StoreError.busy) {
            try FileLock.wait(for: file.path + ".upgrade", mode: 0o600, seconds: 0.05)
        }
        lock.remove()
        // The file that was locked has no name any more: the next one locks another.
        let next = try #require(try FileLock.attempt(file.path + ".upgrade", mode: 0o600))
        next.remove()
    }
}

import Foundation
import Testing

@testable import Store

/// What lies where a file of ours belongs, and what becomes of what it leads to.
final class OwnedFolderTests {
    private let path = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
    private let folder: OwnedFolder
    private var victim: String { path + "/victim" }

    init() throws {
        mkdir(path, 0o700)
        folder = try OwnedFolder(path)
        try Data("theirs".utf8).write(to: URL(filePath: path + "/victim"))
        chmod(path + "/victim", 0o644)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func expectUntouched(_ context: Comment = "") throws {
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "theirs", context)
        #expect(folder.status(of: "victim")?.mode == 0o644, context)
    }

    private let strict = FileTrust(
        owners: [geteuid()], groupMayWrite: false, mayHaveSecondName: false)

    private func cause(_ body: () throws -> Void) -> FileFailure.Cause? {
        do { try body() } catch { return (error as? FileFailure)?.cause }
        return nil
    }

    @Test func `a link is not followed, whatever is asked`() throws {
        symlink(victim, path + "/name")
        for access in [O_RDONLY, O_WRONLY, O_RDWR] {
            #expect(cause { _ = try folder.open("name", access, strict) } == .distrusted(.link))
            #expect(
                cause { _ = try folder.open("name", access, making: 0o600, .anyFile) }
                    == .distrusted(.link))
        }
        #expect(cause { _ = try folder.contents(of: "name", .anyFile) } == .distrusted(.link))
        #expect(cause { _ = try folder.make("name", mode: 0o600) } == .system(EEXIST))
        folder.setMode(of: "name", 0o600, .anyFile)
        try expectUntouched()
        // A dangling one makes nothing.
        symlink(path + "/nowhere", path + "/dangling")
        #expect(
            cause { _ = try folder.open("dangling", O_WRONLY, making: 0o600, .anyFile) }
                == .distrusted(.link))
        #expect(folder.status(of: "nowhere") == nil)
        // What replaces it replaces the link.
        try folder.replace("name", with: Array("ours".utf8), mode: 0o600)
        try expectUntouched()
        #expect(folder.status(of: "name")?.kind == .file)
    }

    @Test func `a link where the temporary file goes is removed, not written through`() throws {
        symlink(victim, path + "/name.\(getpid()).new")
        try folder.replace("name", with: Array("ours".utf8), mode: 0o640)
        try expectUntouched()
        #expect(try folder.contents(of: "name", strict) == Array("ours".utf8))
        #expect(folder.status(of: "name")?.mode == 0o640)
        #expect(try folder.names() == ["name", "victim"])
    }

    @Test(.timeLimit(.minutes(1))) func `a pipe is not waited for`() throws {
        mkfifo(path + "/name", 0o600)
        for access in [O_RDONLY, O_WRONLY, O_RDWR] {
            #expect(
                cause { _ = try folder.open("name", access, .anyFile) } == .distrusted(.notAFile))
        }
        #expect(cause { try folder.check("name", .anyFile) } == .distrusted(.notAFile))
    }

    @Test func `a second name counts only where it may be`() throws {
        link(victim, path + "/name")
        chmod(victim, 0o600)
        #expect(cause { _ = try folder.open("name", O_RDWR, strict) } == .distrusted(.secondName))
        let lax = FileTrust(owners: [geteuid()], groupMayWrite: false, mayHaveSecondName: true)
        #expect(cause { _ = try folder.open("name", O_RDWR, lax) } == nil)
    }

    @Test func `files of others, and files that others may write to, are not used`() throws {
        let others = FileTrust(
            owners: [geteuid() &+ 1], groupMayWrite: false, mayHaveSecondName: false)
        #expect(
            cause { _ = try folder.open("victim", O_RDONLY, others) }
                == .distrusted(.owner(geteuid())))
        chmod(victim, 0o660)
        #expect(cause { _ = try folder.open("victim", O_RDONLY, strict) } == .distrusted(.writable))
        chmod(victim, 0o606)
        #expect(cause { _ = try folder.open("victim", O_RDONLY, .own) } == .distrusted(.writable))
    }

    @Test func `a folder that was moved away is still the one that is held`() throws {
        let moved = path + ".moved"
        defer { try? FileManager.default.removeItem(atPath: moved) }
        rename(path, moved)
        mkdir(path, 0o700)
        try folder.replace("name", with: [1], mode: 0o600)
        #expect(FileManager.default.fileExists(atPath: moved + "/name"))
        #expect(!FileManager.default.fileExists(atPath: path + "/name"))
    }

    @Test func `a folder in it is no link, and nobody else's`() throws {
        mkdir(path + "/real", 0o700)
        symlink(path + "/real", path + "/inner")
        #expect(cause { _ = try folder.folder("inner", making: 0o700) } == .distrusted(.link))
        #expect(cause { _ = try folder.folder("real", making: 0o700) } == nil)
    }

    @Test func `giving a mode lets go of no lock on the file`() throws {
        // SQLite's locks are the process's: whoever closes the file anywhere in it drops them all.
        let file = try folder.open("victim", O_RDWR, .anyFile)
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        let taken = withUnsafeMutablePointer(to: &lock) { pointer in
            fcntl(file.descriptor, F_SETLK, UnsafeMutableRawPointer(pointer))
        }
        #expect(taken == 0)
        folder.setMode(of: "victim", 0o600, strict)
        #expect(folder.status(of: "victim")?.mode == 0o600)
        let held = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
        let inode = try #require(
            FileManager.default.attributesOfItem(atPath: victim)[.systemFileNumber] as? Int)
        #expect(held.contains(":\(inode) "))
    }
}

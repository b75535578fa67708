import Foundation
import Testing

/// A file system in memory with little room, for root; gone with the value.
final class SmallDisk {
    let path: String

    /// Whether this process may mount: root may, except in most containers.
    static let isAllowed = (try? SmallDisk(bytes: 65_536)) != nil

    init(bytes: Int) throws {
        path = NSTemporaryDirectory() + "liaison-disk-\(UUID().uuidString)"
        mkdir(path, 0o700)
        do {
            try Self.run("mount", "-t", "tmpfs", "-o", "size=\(bytes),mode=700", "none", path)
        } catch {
            rmdir(path)
            throw error
        }
    }

    deinit {
        try? Self.run("umount", "--lazy", path)
        rmdir(path)
    }

    func resize(to bytes: Int) throws {
        try Self.run("mount", "-o", "remount,size=\(bytes)", path)
    }

    private struct Refused: Error {}

    private static func run(_ words: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refused() }
    }
}

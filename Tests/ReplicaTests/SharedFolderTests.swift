import Foundation
import Replica
import Testing

/// Whose a node's files are follows from its folder, whatever the umask.
struct SharedFolderTests {
    private func modes(in path: String) throws -> [String: Int] {
        var modes: [String: Int] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
            let mode = try #require(attributes[.posixPermissions] as? Int)
            modes[name.hasSuffix(".key") ? "key" : name] = mode
        }
        return modes
    }

    private func folder(mode: mode_t) -> String {
        let path = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        mkdir(path, 0o700)
        chmod(path, mode)
        return path
    }

    @Test func `an officer's folder is the officer's alone`() throws {
        let node = try Node("a", path: folder(mode: 0o755))
        _ = try node.replica.transportIdentity()
        #expect(
            try modes(in: node.path) == [
                "keys": 0o700, "key": 0o600, "mark": 0o600, "tls.pem": 0o600,
                "liaison.sqlite": 0o600, "liaison.sqlite-wal": 0o600, "liaison.sqlite-shm": 0o600,
            ])
    }

    @Test func `a folder that a group may write to is shared with it`() throws {
        let node = try Node("a", path: folder(mode: 0o2770))
        _ = try node.replica.transportIdentity()
        #expect(
            try modes(in: node.path) == [
                "keys": 0o2770, "key": 0o640, "mark": 0o660, "tls.pem": 0o640,
                "liaison.sqlite": 0o660, "liaison.sqlite-wal": 0o660, "liaison.sqlite-shm": 0o660,
            ])
    }

    @Test func `a backup put back is shared as what it replaces was`() throws {
        let path = folder(mode: 0o2770)
        let copy = path + ".copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try Node("a", path: path).replica.backUp(to: copy)
        chmod(copy, 0o600)
        mkdir(path, 0o700)
        chmod(path, 0o2770)
        let node = try Node("a", path: path, restoring: copy)
        #expect(try modes(in: node.path)["liaison.sqlite"] == 0o660)
    }
}

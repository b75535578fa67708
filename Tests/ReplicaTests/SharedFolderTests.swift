import Foundation
import Replica
import Store
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
                "liaison.sqlite-left": 0o600,
            ])
    }

    @Test func `a folder that is made shared is shared with its group, keys and mark are not`()
        throws
    {
        let node = try Node("a", path: folder(mode: 0o2770), shared: true)
        _ = try node.replica.transportIdentity()
        #expect(
            try modes(in: node.path) == [
                "keys": 0o700, "key": 0o600, "mark": 0o600, "tls.pem": 0o600, "shared": 0o640,
                "liaison.sqlite": 0o660, "liaison.sqlite-wal": 0o660, "liaison.sqlite-shm": 0o660,
                "liaison.sqlite-left": 0o660,
            ])
        #expect(node.replica.directory.isShared)
    }

    @Test(arguments: [0o770, 0o2770, 0o775, 0o2775])
    func `a folder that its group may write to unasked is refused`(mode: Int) throws {
        let path = folder(mode: mode_t(mode))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: ReplicaError.self) { try Node("a", path: path) }
        guard case .distrusted(path, .groupWritable) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }

    @Test(arguments: [false, true])
    func `a folder that everybody may write to is always refused`(shared: Bool) throws {
        let path = folder(mode: 0o777)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: ReplicaError.self) { try Node("a", path: path, shared: shared) }
        guard case .distrusted(path, .worldWritable) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }

    @Test func `an old shared folder is refused until it is made so, and its keys are made anew`()
        throws
    {
        let node = try Node("a", path: folder(mode: 0o700))
        let path = node.path
        let (device, former) = (node.replica.device, node.replica.replica)
        _ = try node.replica.transportIdentity()
        // As the version before made it.
        chmod(path, 0o2770)
        chmod(path + "/keys", 0o2770)
        for file in ["keys/\(former).key", "tls.pem"] { chmod(path + "/" + file, 0o640) }
        for file in ["liaison.sqlite", "mark"] { chmod(path + "/" + file, 0o660) }
        let error = #expect(throws: ReplicaError.self) { try Node.reopened(node) }
        guard case .distrusted(path, .groupWritable) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let shared = try Replica.share(
            DataDirectory(path), schema: testSchema, environment: testEnvironment())
        #expect(shared.device == device)
        #expect(shared.replica != former)
        let modes = try modes(in: path)
        #expect(modes["keys"] == 0o700)
        #expect(modes["key"] == 0o600)
        #expect(modes["mark"] == 0o600)
        #expect(modes["liaison.sqlite"] == 0o660)
        #expect(modes["tls.pem"] == nil)
        #expect(try Node.reopened(node).replica.replica == shared.replica)
    }

    @Test
    func `a backup and what a restore puts aside are their owner's alone, of a shared node too`()
        throws
    {
        let path = folder(mode: 0o2770)
        let copy = path + ".copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try Node("a", path: path, shared: true).replica.backUp(to: copy)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        chmod(copy, 0o666)
        let other = folder(mode: 0o2770)
        defer { try? FileManager.default.removeItem(atPath: other) }
        try Self.makeAndLeave(other)
        let restored = try Replica.restore(
            copy, into: DataDirectory(other), schema: testSchema, environment: testEnvironment())
        let kept = try #require(restored.kept)
        let modes = try modes(in: other)
        #expect(modes["liaison.sqlite"] == 0o660)
        #expect(modes[(kept as NSString).lastPathComponent] == 0o600)
        #expect(restored.replica.directory.isShared)
    }

    /// A shared node that nobody has open any more.
    private static func makeAndLeave(_ path: String) throws {
        let node = try Node("b", path: path, shared: true)
        node.keepFolder = true
    }

    /// What others may put where a file of the node belongs, in a folder of one user: nothing of it is followed.
    @Test(arguments: ["mark", "tls.pem", "liaison.sqlite-wal", "search.sqlite"], Planted.allCases)
    fileprivate func `nothing is written through what has the name of a file`(
        name: String, planted: Planted
    ) throws {
        let node = try Node("a", path: folder(mode: 0o2770), shared: true)
        let file = node.path + "/" + name
        let victim = node.path + ".victim"
        defer { try? FileManager.default.removeItem(atPath: victim) }
        try Data("private words".utf8).write(to: URL(filePath: victim))
        chmod(victim, 0o600)
        unlink(file)
        planted.plant(file, victim)
        #expect(throws: (any Error).self) {
            let again = try Node.reopened(node)
            _ = try again.replica.transportIdentity()
            _ = try again.replica.searchIndex()
        }
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "private words")
        let mode = try FileManager.default.attributesOfItem(atPath: victim)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}

private enum Planted: CaseIterable {
    case link, hardLink, pipe

    func plant(_ file: String, _ victim: String) {
        switch self {
        case .link: symlink(victim, file)
        case .hardLink: Foundation.link(victim, file)
        case .pipe: mkfifo(file, 0o600)
        }
    }
}

import Foundation
import Replica
import Store

/// A daemon with a full database and two daemons that it has synced with, all level, nothing to do.
final class IdleDaemon {
    private let program: Program
    private let stage: Stage
    private var running: [Process] = []

    private static let peerCount = 2
    private static let startSeconds = 60
    /// What the units set: glibc gives freed memory back.
    private static let environment = [
        "MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072",
    ]
    /// A daemon that took so little in so long has caught up with all that it holds.
    private static let quiet = (ms: 10.0, seconds: 5.0, tries: 120)

    init(_ program: Program, _ stage: Stage) throws {
        self.program = program
        self.stage = stage
    }

    deinit { for process in running { process.terminate() } }

    /// Memory in MiB and processor time in ms a minute of the first daemon, when its start is `settling` seconds past.
    func measure(
        settling: Double, for seconds: Double
    ) throws -> (memory: Double, cpu: Double) {
        let log = try stage.wholeLog()
        _ = try stage.loaded()
        let folders =
            try [stage.folder.copy("loaded", to: "idle-0")]
            + (1...Self.peerCount).map { place in
                let path = try stage.folder.fresh("idle-\(place)")
                let peer = try stage.create(path)
                try Transcript.read(log) { _ = try peer.apply($0, from: nil) }
                return path
            }
        let ports = try (0...Self.peerCount).map { _ in try FreePort.find() }
        try introduce(folders, ports)
        for (folder, port) in zip(folders, ports).reversed() { try start(folder, port) }
        guard let first = running.last else { throw Program.Failure("liaisond", "not started") }
        try waitUntilLevel(folders[0])
        Thread.sleep(forTimeInterval: settling)
        try waitUntilQuiet(first.processIdentifier)
        guard let before = ProcessStatus(first.processIdentifier) else {
            throw Program.Failure("liaisond", "ended by itself")
        }
        Thread.sleep(forTimeInterval: seconds)
        guard let after = ProcessStatus(first.processIdentifier) else {
            throw Program.Failure("liaisond", "ended by itself")
        }
        for process in running { process.terminate() }
        for process in running { process.waitUntilExit() }
        running = []
        for place in folders.indices { try stage.folder.remove("idle-\(place)") }
        return (after.residentMiB, (after.cpuMs - before.cpuMs) * 60 / seconds)
    }

    /// Makes all of them each other's peers; the first dials the others.
    private func introduce(_ folders: [String], _ ports: [Int]) throws {
        let replicas = try folders.map { try stage.open($0) }
        for (place, replica) in replicas.enumerated() {
            try replica.store.write {
                for (other, peer) in replicas.enumerated() where other != place {
                    let url = place == 0 ? "https://127.0.0.1:\(ports[other])" : nil
                    try replica.store.save(
                        Peer(device: peer.device, name: "node-\(other)", url: url))
                }
            }
        }
    }

    private func start(_ folder: String, _ port: Int) throws {
        let file = folder + "/liaisond.yaml"
        try """
        serve:
          address: 127.0.0.1
          port: \(port)
        """.write(toFile: file, atomically: true, encoding: .utf8)
        running.append(
            try program.start(
                ["--config", file, "--data", folder], environment: Self.environment
            ).process)
    }

    /// Waits until search and findings have caught up with what was loaded.
    private func waitUntilQuiet(_ pid: Int32) throws {
        for _ in 0..<Self.quiet.tries {
            let before = ProcessStatus(pid)?.cpuMs
            Thread.sleep(forTimeInterval: Self.quiet.seconds)
            guard let before, let after = ProcessStatus(pid)?.cpuMs else {
                throw Program.Failure("liaisond", "ended by itself")
            }
            if after - before <= Self.quiet.ms { return }
        }
        throw Program.Failure("liaisond", "found no rest")
    }

    /// Waits until the first has had a good session with every other.
    private func waitUntilLevel(_ folder: String) throws {
        for _ in 0..<Self.startSeconds {
            Thread.sleep(forTimeInterval: 1)
            let replica = try stage.open(folder)
            let peers = try replica.store.read { try replica.store.peers() }
            if peers.count == Self.peerCount, peers.allSatisfy({ $0.lastSuccessMs != nil }) {
                return
            }
        }
        throw Program.Failure("liaisond", "no session with its peers in a minute")
    }
}

/// A port of the loopback address that nobody listens on.
enum FreePort {
    static func find() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Program.Failure("socket", "cannot be made") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 && getsockname(socket, generic, &length) == 0
            }
        }
        guard bound else { throw Program.Failure("socket", "has no port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

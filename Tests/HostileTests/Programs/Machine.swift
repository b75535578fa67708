import Foundation
import Testing

/// An honest officer's machine: a home with a node in it, and its daemon while that runs. Gone with the value.
final class Machine {
    let home: String
    let port: Int
    private(set) var daemon: Running?
    private var deviceKnown: String?

    init(_ name: String) throws {
        home = NSTemporaryDirectory() + "hostile-\(UUID().uuidString)"
        mkdir(home, 0o700)
        port = Self.freePort()
        try run("init", "--author", "Officer \(name)", "--device-name", name).done()
    }

    deinit {
        daemon = nil
        try? FileManager.default.removeItem(atPath: home)
    }

    private var data: String { home + "/data" }
    var url: String { "https://127.0.0.1:\(port)" }

    /// Nothing of the machine that runs the tests but where programs are.
    private var variables: [String: String] {
        [
            "HOME": home, "LIAISON_HOME": data, "LANG": "C.UTF-8", "TZ": "UTC",
            "SWIFT_BACKTRACE": "enable=no",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
    }

    // MARK: Commands

    func run(_ words: String...) throws -> Answer { try run(words) }

    func run(_ words: [String]) throws -> Answer { try start(words).finish() }

    func start(_ words: [String]) throws -> Running {
        try Running(.liaison, words, variables: variables)
    }

    /// What `status --json` prints.
    func status() throws -> [String: Any] {
        let answer = try run("status", "--json").done()
        let json = try JSONSerialization.jsonObject(with: Data(answer.out.utf8))
        guard let object = json as? [String: Any] else { throw WaitedInVain(what: "a standing") }
        return object
    }

    /// Both digests: of what is in the log, and of what it comes to.
    func digests() throws -> [String] {
        let status = try status()
        return ["log_digest", "state_digest"].map { status[$0] as? String ?? "none" }
    }

    func quarantined() throws -> Int { try status()["quarantined"] as? Int ?? -1 }

    func device() throws -> String {
        if let deviceKnown { return deviceKnown }
        guard let device = try status()["device"] as? String else {
            throw WaitedInVain(what: "a device id")
        }
        deviceKnown = device
        return device
    }

    func list(_ key: ForeignKey, as name: String = "mallory", at url: String? = nil) throws {
        try run(["peer", "add", name, hexadecimal(key.device)] + [url].compactMap(\.self)).done()
    }

    /// Lists the other, which lists this one; this one dials.
    func dial(_ other: Machine, as name: String, from own: String) throws {
        try run("peer", "add", name, try other.device(), other.url).done()
        try other.run("peer", "add", own, try device()).done()
    }

    func addPartner(_ code: String) throws -> Answer {
        try run(
            "add", "partner", "--kind", "organisation", "--name-en", "Partner \(code)",
            "--name-nl", "Partner \(code)", "--code", code, "--marking", "PUB", "--handle",
            code.lowercased())
    }

    func holds(_ handle: String) throws -> Bool { try run("show", handle).isDone }

    // MARK: The daemon

    /// With more sections of configuration, where there are any.
    func startDaemon(_ more: String = "") throws {
        let file = home + "/liaisond.yaml"
        try """
        data_directory: \(data)
        serve:
          address: 127.0.0.1
          port: \(port)
        sync:
          interval: 2s
          jitter: 0%
          settle: 100ms
          retry_min: 1s
          retry_max: 2s
        log:
          level: info
          format: text
        \(more)
        """.write(toFile: file, atomically: true, encoding: .utf8)
        let daemon = try Running(.liaisond, ["--config", file], variables: variables)
        self.daemon = daemon
        try waitUntil("the daemon has started") {
            daemon.err.contains(" started") || !daemon.isAlive
        }
    }

    var isServing: Bool { daemon?.isAlive == true }

    /// Ends it as a service manager does.
    func stopDaemon() -> Answer? {
        guard let daemon else { return nil }
        kill(daemon.process, SIGTERM)
        defer { self.daemon = nil }
        return daemon.finish()
    }

    // MARK: What it costs

    var residentMiB: Int { (daemon?.residentKiB ?? 0) >> 10 }

    /// The database with what lies beside it, in KiB.
    var fileKiB: Int {
        ["", "-wal"].reduce(0) { sum, ending in
            let path = data + "/liaison.sqlite" + ending
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return sum + (size ?? 0)
        } >> 10
    }

    /// A port that nobody listens on now, below those that the system gives to whoever asks for any: a connection of another
    /// test may have one of these a moment later.
    private static func freePort() -> Int {
        while true {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16.random(in: 10_000..<32_000).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let isFree = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isFree { return Int(UInt16(bigEndian: address.sin_port)) }
        }
    }
}

extension Machine {
    /// Whatever happened: the daemon runs, another honest node exchanges with it both ways, and its person works on.
    func expectAtWork(with other: Machine, sourceLocation: SourceLocation = #_sourceLocation) throws
    {
        #expect(isServing, "\(daemon?.err.suffix(2000) ?? "")", sourceLocation: sourceLocation)
        let code = "W" + hexadecimal(randomBytes(4)).uppercased()
        let added = try addPartner(code + "A")
        #expect(added.isDone, "\(added.err)", sourceLocation: sourceLocation)
        let addedThere = try other.addPartner(code + "B")
        #expect(addedThere.isDone, "\(addedThere.err)", sourceLocation: sourceLocation)
        let synced = try other.run("sync")
        #expect(synced.isDone, "\(synced.out)\(synced.err)", sourceLocation: sourceLocation)
        #expect(
            try other.holds("partner:\(code.lowercased())a"), sourceLocation: sourceLocation)
        #expect(try holds("partner:\(code.lowercased())b"), sourceLocation: sourceLocation)
        #expect(try digests() == other.digests(), sourceLocation: sourceLocation)
    }

    /// The daemon ends when asked to, by itself and well, and the data is whole.
    func expectEndsWell(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let answer = stopDaemon()
        #expect(
            answer?.end == .exited(0), "\(answer?.err.suffix(2000) ?? "it did not run")",
            sourceLocation: sourceLocation)
        let verified = try run("verify")
        #expect(verified.isDone, "\(verified.out)\(verified.err)", sourceLocation: sourceLocation)
    }
}

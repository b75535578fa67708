import Foundation

@testable import Commands

/// An officer's machine with its daemon.
final class Station {
    let officer: Officer
    private let node: DemoNode
    private(set) var daemon: Running?

    init(_ officer: Officer) throws {
        self.officer = officer
        node = DemoNode("data", in: officer.home)
        try node.writeConfiguration()
    }

    var words: [String] { ["--config", node.configuration] }

    /// Adds sections to the daemon's configuration.
    func configure(_ more: String) throws {
        let text = try String(contentsOfFile: node.configuration, encoding: .utf8)
        try (text + more).write(toFile: node.configuration, atomically: true, encoding: .utf8)
    }

    /// Starts the daemon and waits until it says so.
    func start() throws {
        let daemon = try Program.liaisond.start(words, variables: officer.variables)
        self.daemon = daemon
        try waitUntil("the daemon has started") {
            daemon.err.contains(" started") || daemon.err.contains("error")
        }
    }

    /// Ends it without a word.
    func kill() {
        daemon?.signal(SIGKILL)
        _ = daemon?.finish()
        daemon = nil
    }

    /// Waits until it ends by itself.
    func finish() -> Answer? {
        defer { daemon = nil }
        return daemon?.finish()
    }

    func stop() -> Answer? {
        daemon?.signal(SIGTERM)
        defer { daemon = nil }
        return daemon?.finish()
    }

    /// Dials the other, which lets this one in.
    func dial(_ other: Station, named name: String, from own: String) throws {
        try officer.run("peer", "add", name, try other.standing().device, other.node.url).done()
        try other.officer.run("peer", "add", own, try standing().device).done()
    }

    func standing() throws -> DemoStanding {
        guard let standing = DemoStanding(try officer.json("status")) else {
            throw WaitedInVain(what: "a standing")
        }
        return standing
    }
}

/// A machine with many records, made once and copied: as many as a node may have with `HOSTILE_SIZE=full`.
enum Stock {
    static let isFull = ProcessInfo.processInfo.environment["HOSTILE_SIZE"] == "full"
    static let count = isFull ? 100_000 : 1_500

    private static let made = Result {
        let officer = try Officer()
        try officer.addPartner()
        try officer.run("import", try officer.partners(count)).done()
        atexit { Stock.clear() }
        return officer
    }

    static func officer() throws -> Officer { try Officer(copying: made.get()) }

    private static func clear() {
        if let home = try? made.get().home { try? FileManager.default.removeItem(atPath: home) }
    }
}

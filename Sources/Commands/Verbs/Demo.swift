import ArgumentParser
import Foundation
import Records

/// `liaison demo`: three real nodes keep real records, lose touch, disagree, and agree again.
struct Demo: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo", abstract: Wording.demoAbstract.spoken,
            discussion: Wording.demoDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Option(help: Wording.helpDemoRecords.help("file"), completion: .file())
    var records: String

    @Option(help: Wording.helpDemoDaemon.help("path"), completion: .file())
    var daemon: String?

    /// The exercise that both sides edit; the records hold it with two published end dates.
    private static let exercise = "activity:cold-response-2026"
    private static let levelSecondsMax = 120

    func run(_ context: Context) async throws {
        let program = context.surroundings.programPath
        let beside = (program as NSString).deletingLastPathComponent + "/liaisond"
        let folder =
            NSTemporaryDirectory() + "liaison-demo-\(ProcessInfo.processInfo.processIdentifier)"
        let manager = FileManager.default
        defer { try? manager.removeItem(atPath: folder) }
        let nodes = try ["hague", "oslo", "brussels"].map { name in
            try manager.createDirectory(
                atPath: folder + "/" + name, withIntermediateDirectories: true)
            return DemoNode(
                name, in: folder, program: program, daemon: absolute(daemon ?? beside),
                console: context.console)
        }
        try await play(nodes[0], nodes[1], nodes[2], context.console)
    }

    private func play(
        _ hague: DemoNode, _ oslo: DemoNode, _ brussels: DemoNode, _ console: Console
    ) async throws {
        let all = [hague, oslo, brussels]
        try say(Wording.demoNodes, console)
        for (node, author) in zip(all, ["Desk The Hague", "Attache Oslo", "Attache Brussels"]) {
            try node.type(["init", "--author", author, "--device-name", node.name])
        }
        try say(Wording.demoDaemons, console)
        let port = try Self.freePort()
        for node in all { try node.configure(port: node === hague ? port : nil) }
        let hub = try hague.status("device")
        for node in [oslo, brussels] {
            try hague.type(["peer", "add", node.name, try node.status("device")])
            try node.type(["peer", "add", "hague", hub, "https://127.0.0.1:\(port)"])
        }
        for node in all { try node.start() }

        try say(Wording.demoImport, console)
        try hague.type(["import", absolute(records)])
        try hague.type([
            "edit", Self.exercise, "--end", "2026-03-20", "--message", "first plan of the host",
        ])
        try await untilLevel(all)
        try brussels.type(["list", "activity", "--limit", "3"])

        try say(Wording.demoOffline, console)
        try oslo.stop()
        try oslo.type([
            "edit", Self.exercise, "--end", "2026-03-19", "--message",
            "the host sent a new timetable",
        ])
        try hague.type([
            "edit", Self.exercise, "--end", "2026-03-22", "--message", "as in the planners' letter",
        ])

        try say(Wording.demoMeet, console)
        try oslo.start()
        try await untilLevel(all)
        let shown = try oslo.type(["conflicts", Self.exercise])
        guard shown.contains("2026-03-19"), shown.contains("2026-03-22"),
            try oslo.status("conflicts") == "1", try brussels.status("conflicts") == "1"
        else { throw Failure(Wording.demoNoConflict) }

        try say(Wording.demoResolve, console)
        try oslo.type([
            "resolve", Self.exercise, "end", "--value", "2026-03-19", "--reason",
            "asked the host: the timetable holds",
        ])
        try await untilLevel(all)
        try brussels.type(["log", Self.exercise])
        for node in all where try node.status("conflicts") != "0" {
            throw Failure(Wording.demoStillOpen)
        }

        try say(Wording.demoEnd, console)
        for node in all {
            let name = node.name + String(repeating: " ", count: 10 - node.name.count)
            try console.print("\(name)\(try node.status("state_digest"))")
        }
        for node in all { try node.stop(isShown: false) }
    }

    private func say(_ text: Label, _ console: Console) throws {
        try console.print("\n# " + text.spoken)
    }

    /// Waits until all nodes have the same changes and the same state.
    private func untilLevel(_ nodes: [DemoNode]) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(Self.levelSecondsMax)
        while clock.now < deadline {
            let digests = try nodes.map { node in
                try node.status("log_digest") + node.status("state_digest")
            }
            if Set(digests).count == 1 { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Failure(Wording.demoNotLevel(Self.levelSecondsMax))
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// A port of the loopback address that nobody listens on now.
    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 && getsockname(socket, generic, &length) == 0
            }
        }
        guard isBound else { throw Failure(Wording.demoStepFailed("bind")) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

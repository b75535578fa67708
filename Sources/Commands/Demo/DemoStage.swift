import Foundation
import Records

/// Where the demo plays: a folder with three nodes, their daemons, and a way to type commands at each.
final class DemoStage {
    let nodes: [DemoNode]
    let context: Context
    private let program: String
    private let daemon: String
    private let stop = StopFlag()
    private let signals: StopSignals

    init(folder: String, program: String, daemon: String, context: Context) {
        self.program = program
        self.daemon = daemon
        self.context = context
        nodes = ["hague", "oslo", "bern"].map { DemoNode($0, in: folder) }
        let stop = stop
        signals = StopSignals { stop.raise() }
    }

    /// Ends every daemon that still runs.
    func close() {
        for node in nodes { node.stopDaemon() }
        signals.restore()
    }

    // MARK: Typing

    /// Runs one command at a node, printed as it is typed there, with what it answers below.
    func type(_ node: DemoNode, _ words: String...) throws {
        let line = words.map { word in
            word.contains(where: { $0.isWhitespace }) ? "'" + word + "'" : word
        }.joined(separator: " ")
        try context.console.print("[\(node.name)] $ liaison " + line)
        let answer = try run(node, words)
        try context.console.write(answer.text)
        try context.console.print()
        try context.console.flush()
        guard answer.end == .exited(0) else { throw Failure(Wording.demoCommandFailed(line)) }
    }

    func say(_ label: Label) throws {
        try context.console.print("# " + label.spoken)
        try context.console.flush()
    }

    private func run(
        _ node: DemoNode, _ words: [String]
    ) throws -> (text: String, end: ChildProcess.End) {
        var variables = context.surroundings.variables
        variables["LIAISON_HOME"] = node.data
        variables["LIAISON_LANG"] = Speech.language.rawValue
        do {
            return try ChildProcess.capture(program, ["liaison"] + words, variables: variables)
        } catch {
            throw Failure(
                Wording.demoNotStarted(program), causedBy: [Wording.verbatim(error.reason)])
        }
    }

    // MARK: Daemons

    func startDaemon(_ node: DemoNode) throws {
        try context.console.print("[\(node.name)] $ liaisond --config \(node.configuration) &")
        do {
            try node.startDaemon(daemon, variables: context.surroundings.variables)
        } catch {
            throw Failure(
                Wording.demoNotStarted(daemon), causedBy: [Wording.verbatim(error.reason)])
        }
    }

    func stopDaemon(_ node: DemoNode) throws {
        try context.console.print("[\(node.name)] $ kill -TERM PID\n")
        node.stopDaemon()
    }

    // MARK: Watching

    /// How a node stands, from `liaison status --json`.
    func standing(_ node: DemoNode) throws -> DemoStanding {
        let answer = try run(node, ["status", "--json"])
        guard let json = try? JSON(parsing: answer.text), let standing = DemoStanding(json) else {
            throw Failure(
                Wording.demoCommandFailed("status"), causedBy: [Wording.verbatim(answer.text)])
        }
        return standing
    }

    private static let patience = Duration.seconds(60)

    /// Waits until all nodes stand as `fits` asks, and tells how long it took.
    ///
    /// - Throws: ``Failure`` with the end of the daemons' logs when it takes more than a minute.
    func wait(_ what: Label, until fits: ([DemoStanding]) -> Bool) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        while true {
            if stop.isRaised { throw CancellationError() }
            let standings = try nodes.map(standing)
            let taken = start.duration(to: clock.now)
            if fits(standings) {
                return try say(Wording.demoWaited(what, seconds: taken.tenthsText))
            }
            guard taken < Self.patience else {
                throw Failure(
                    Wording.demoWaitedInVain(what),
                    causedBy: nodes.flatMap { node in
                        node.logTail.map { Wording.verbatim(node.name + ": " + $0) }
                    })
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}

/// What the demo asks of `liaison status --json`.
struct DemoStanding {
    let device: String
    let records: Int
    let conflicts: Int
    let digest: String

    init?(_ json: JSON) {
        guard case .string(let device)? = json["device"],
            case .string(let digest)? = json["state_digest"],
            case .number(let conflicts)? = json["conflicts"],
            case .object(let kinds)? = json["records"]
        else { return nil }
        self.device = device
        self.digest = digest
        self.conflicts = Int(conflicts) ?? -1
        records = kinds.reduce(0) { sum, kind in
            if case .number(let count) = kind.value { sum + (Int(count) ?? 0) } else { sum }
        }
    }
}

extension Duration {
    /// Seconds with one decimal.
    fileprivate var tenthsText: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

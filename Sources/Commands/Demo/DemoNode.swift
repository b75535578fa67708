import Foundation
import Records

/// One node of the demonstration: a folder, a real daemon, and what an officer types there.
final class DemoNode {
    let name: String
    let folder: String
    private let program: String
    private let daemon: String
    private let console: Console
    private var process: pid_t?

    init(
        _ name: String, in parent: String, program: String, daemon: String, console: Console
    ) {
        self.name = name
        self.folder = parent + "/" + name
        self.program = program
        self.daemon = daemon
        self.console = console
    }

    private var data: String { folder + "/data" }

    private var variables: [String: String] {
        var variables = ProcessInfo.processInfo.environment
        variables["LIAISON_HOME"] = data
        variables["LIAISON_LANG"] = Speech.language.rawValue
        variables["SWIFT_BACKTRACE"] = "enable=no"
        return variables
    }

    // MARK: Typing

    /// Runs a command line as the officer would, shows it with what it prints, and gives that back.
    @discardableResult
    func type(_ words: [String], isShown: Bool = true) throws -> String {
        if isShown {
            let line = words.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ")
            try console.print(TerminalText.escaped("\(name)$ liaison \(line)"))
        }
        let path = folder + "/output"
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure(Wording.cannotWriteFile(path)) }
        defer { close(file) }
        let child = try ChildProcess.spawn(
            program, ["liaison"] + words, variables: variables, output: file, errors: file)
        let end = ChildProcess.wait(child)
        let output = String(
            decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        if isShown, !output.isEmpty {
            try console.print(TerminalText.escapedKeepingLines(output.trimmingLastNewline))
        }
        guard end == .exited(0) else {
            throw Failure(
                Wording.demoStepFailed("liaison " + words.joined(separator: " ")),
                causedBy: isShown ? [] : [Label(en: output, nl: output)])
        }
        return output
    }

    /// What `status --json` says under a key.
    func status(_ key: String) throws -> String {
        guard let status = try? JSON(parsing: try type(["status", "--json"], isShown: false)) else {
            throw Failure(Wording.demoStepFailed("liaison status --json"))
        }
        return switch status[key] {
        case .string(let text), .number(let text): text
        default: ""
        }
    }

    // MARK: The daemon

    /// Writes the daemon's configuration; without a port it dials and does not listen.
    func configure(port: Int?) throws {
        var text =
            "data_directory: \(data)\nsync:\n  interval: 5s\n  retry_min: 1s\n  retry_max: 2s\n"
        if let port { text += "serve:\n  address: 127.0.0.1\n  port: \(port)\n" }
        try Data(text.utf8).write(to: URL(filePath: folder + "/liaisond.yaml"))
    }

    func start() throws {
        let log = open(folder + "/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { if log >= 0 { close(log) } }
        process = try ChildProcess.spawn(
            daemon, ["liaisond", "--config", folder + "/liaisond.yaml"], variables: variables,
            output: log, errors: log)
        try console.print("\(name)$ systemctl --user start liaisond")
    }

    /// Asks the daemon to drain and waits for its end.
    func stop(isShown: Bool = true) throws {
        guard let process else { return }
        self.process = nil
        kill(process, SIGTERM)
        _ = ChildProcess.wait(process)
        if isShown { try console.print("\(name)$ systemctl --user stop liaisond") }
    }

    deinit {
        if let process {
            kill(process, SIGKILL)
            _ = ChildProcess.wait(process)
        }
    }
}

extension String {
    fileprivate var trimmingLastNewline: String {
        hasSuffix("\n") ? String(dropLast()) : self
    }
}

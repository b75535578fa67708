import Foundation
import Logging
import NIOConcurrencyHelpers
import Records
import Store

/// Runs a command of the administrator's when disagreements open, with a JSON document on its input.
///
/// Those that were open when the daemon started are known and not told; one that gets a side more is told again. One run
/// at a time, with all that came since the last; a run that fails is logged, and what it was told is not told again. A
/// command that cannot be started was told nothing, and is told later. It is a child of the daemon, so the sandbox of the
/// unit holds for it.
final class ConflictHook: Sendable {
    private let folder: String
    private let variables: [String: String]
    private let logger: Logger
    private let settings: NIOLockedValueBox<Configuration.Hooks>
    private let known = NIOLockedValueBox<[OpenConflict.Place: Int]>([:])

    /// `folder` is that of the data, where the document lies while the command runs.
    init(
        _ settings: Configuration.Hooks, folder: String, environment: [String: String],
        logger: Logger
    ) {
        self.settings = NIOLockedValueBox(settings)
        self.folder = folder
        self.logger = logger
        var variables = environment.filter { ["PATH", "LANG", "LC_ALL", "HOME"].contains($0.key) }
        variables["LIAISON_HOME"] = folder
        self.variables = variables
    }

    /// Whether there is a command to run.
    var isSet: Bool { settings.withLockedValue { $0.conflict != nil } }

    func reload(_ settings: Configuration.Hooks) { self.settings.withLockedValue { $0 = settings } }

    /// Takes what is open at the start as known.
    func begin(_ open: [OpenConflict]) { known.withLockedValue { $0 = Self.sides(open) } }

    private static func sides(_ open: [OpenConflict]) -> [OpenConflict.Place: Int] {
        Dictionary(open.map { ($0.place, $0.sides) }, uniquingKeysWith: max)
    }

    /// Takes what is open now, and runs the command if something new is.
    ///
    /// - Returns: false when the command could not be started: what is new stays so.
    func look(_ open: [OpenConflict]) async -> Bool {
        let before = known.withLockedValue { $0 }
        let new = open.filter { $0.sides > before[$0.place] ?? 0 }
        let settings = settings.withLockedValue { $0 }
        var isTold = true
        if !new.isEmpty, let command = settings.conflict {
            do {
                let status = try await run(command, document(new), limit: settings.timeout)
                if status == 0 {
                    logger.info("conflict hook ran", metadata: ["conflicts": "\(new.count)"])
                } else {
                    logger.warning(
                        "conflict hook failed",
                        metadata: ["command": "\(command)", "status": "\(status)"])
                }
            } catch {
                logger.warning(
                    "conflict hook not run",
                    metadata: ["command": "\(command)", "cause": "\(error)"])
                isTold = false
            }
        }
        var now = Self.sides(open)
        if !isTold { for conflict in new { now[conflict.place] = before[conflict.place] } }
        known.withLockedValue { $0 = now }
        return isTold
    }

    private func document(_ new: [OpenConflict]) -> String {
        JSONOutput.object([
            ("event", .text("conflicts_opened")), ("conflicts", .array(new.map(\.json))),
        ]).line + "\n"
    }

    /// The exit status; 128 and the signal for a command that a signal ended.
    private func run(_ command: String, _ document: String, limit: Duration) async throws -> Int32 {
        try HookCommand.check(command)
        // A file rather than a pipe: a command that does not read it harms nobody. It has no name once it is open.
        let name = ".hook-\(getpid()).json"
        let data = try OwnedFolder(folder)
        data.remove(name)
        let file = try data.make(name, mode: 0o600)
        data.remove(name)
        try file.write(Array(document.utf8))
        defer { withExtendedLifetime(file) {} }
        let input = FileHandle(fileDescriptor: file.descriptor, closeOnDealloc: false)
        let process = Process()
        process.executableURL = URL(filePath: command)
        process.environment = variables
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = input
        // What it says goes where the daemon's own messages go, and never into a pipe that fills up.
        process.standardOutput = FileHandle.standardError
        let ended = NIOLockedValueBox<(isOver: Bool, waits: CheckedContinuation<Void, Never>?)>(
            (false, nil))
        process.terminationHandler = { _ in
            ended.withLockedValue { ended in
                ended.isOver = true
                ended.waits?.resume()
            }
        }
        try process.run()
        let id = process.processIdentifier
        let killer = Task {
            try await Task.sleep(for: limit)
            kill(id, SIGTERM)
            try await Task.sleep(for: .seconds(5))
            kill(id, SIGKILL)
        }
        // A daemon that is asked to stop does not wait for the command, but for its end: nobody may ask how a process ended
        // that has not.
        await withTaskCancellationHandler {
            await withCheckedContinuation { waits in
                let isOver = ended.withLockedValue { ended in
                    ended.waits = waits
                    return ended.isOver
                }
                if isOver { waits.resume() }
            }
        } onCancel: {
            kill(id, SIGKILL)
        }
        killer.cancel()
        return process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
    }
}

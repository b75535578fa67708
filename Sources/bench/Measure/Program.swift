import Foundation

/// Another program, run as a process of its own: this one again, or one that was built beside it.
struct Program {
    let path: String

    /// What it said when it failed.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ name: String, _ output: String) { description = "\(name): \(output)" }
    }

    static let bench = Program(path: ownPath)

    /// A program in the folder of this one; nil where it was not built.
    static func neighbour(_ name: String) -> Program? {
        let path = URL(fileURLWithPath: ownPath).deletingLastPathComponent()
            .appendingPathComponent(name).path
        return FileManager.default.isExecutableFile(atPath: path) ? Program(path: path) : nil
    }

    private static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }

    /// Runs it to its end; `isQuiet` lets nobody hear its notes.
    ///
    /// - Returns: its standard output.
    @discardableResult
    func run(
        _ arguments: [String], environment: [String: String] = [:], isQuiet: Bool = false
    ) throws -> String {
        let (process, output) = try start(arguments, environment: environment, isQuiet: isQuiet)
        let bytes = try output.readToEnd() ?? Data()
        let status = Program.waitForEnd(of: process)
        let text = String(decoding: bytes, as: UTF8.self)
        guard status == 0 else { throw Failure(path, "ended with \(status): \(text)") }
        return text
    }

    /// Foundation looks every 50 ms whether a process has ended: longer than what is measured takes.
    private static func waitForEnd(of process: Process) -> Int32 {
        var ended = siginfo_t()
        while waitid(P_PID, id_t(process.processIdentifier), &ended, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else {
                // Foundation was quicker, and knows.
                process.waitUntilExit()
                return process.terminationStatus
            }
        }
        return ended._sifields._sigchld.si_status
    }

    func start(
        _ arguments: [String], environment: [String: String] = [:], isQuiet: Bool = false
    ) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if isQuiet { process.standardError = FileHandle.nullDevice }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return (process, pipe.fileHandleForReading)
    }
}

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
        // `waitUntilExit` looks every 50 ms whether a process has ended: longer than what is measured takes.
        let ended = DispatchSemaphore(value: 0)
        let (process, output) = try start(
            arguments, environment: environment, isQuiet: isQuiet, didEnd: { ended.signal() })
        let bytes = try output.readToEnd() ?? Data()
        ended.wait()
        let status = process.terminationStatus
        let text = String(decoding: bytes, as: UTF8.self)
        guard status == 0 else { throw Failure(path, "ended with \(status): \(text)") }
        return text
    }

    func start(
        _ arguments: [String], environment: [String: String] = [:], isQuiet: Bool = false,
        didEnd: @escaping @Sendable () -> Void = {}
    ) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if isQuiet { process.standardError = FileHandle.nullDevice }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.terminationHandler = { _ in didEnd() }
        try process.run()
        return (process, pipe.fileHandleForReading)
    }
}

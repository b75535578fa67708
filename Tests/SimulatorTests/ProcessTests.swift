import Foundation
import Testing

/// The executable, run as anybody runs it.
@Suite struct `The command` {
    @Test func `gives the same digest in two processes`() throws {
        let first = try simulate("--seed", "21", "--edits", "20")
        let second = try simulate("--seed", "21", "--edits", "20")
        #expect(first.status == 0)
        #expect(first.lastLine.count == 64)
        #expect(first.lastLine == second.lastLine)
    }

    @Test func `of a batch that missed a landmark names it and fails`() throws {
        let run = try simulate("--seed", "5", "--batch", "1", "--edits", "5")
        #expect(run.status == 1)
        #expect(run.output.contains("never reached: "))
        #expect(run.lastLine.count == 64)
    }

    @Test func `refuses arguments that make no sense`() throws {
        #expect(try simulate("--batch", "0").status == 64)
        #expect(try simulate("--edits", "0").status == 64)
        #expect(try simulate("--batch", "2", "--trace").status == 64)
    }

    private struct Run {
        let status: Int32
        let output: String

        var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }
    }

    /// Runs the executable that was built beside these tests.
    private func simulate(_ arguments: String...) throws -> Run {
        let products = try #require(Bundle.main.executableURL).deletingLastPathComponent()
        let process = Process()
        // The runner may be the tests' own bundle or a helper of the toolchain: look beside what was built.
        let beside = products.appendingPathComponent("simulate")
        let built = URL(
            fileURLWithPath: FileManager.default.currentDirectoryPath + "/.build/debug/simulate")
        process.executableURL = FileManager.default.fileExists(atPath: beside.path) ? beside : built
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }
}

import Foundation
import Logging
import NIOConcurrencyHelpers
import Records
import Testing

@testable import Daemon

/// A real command, run as the daemon runs it.
struct ConflictHookTests {
    private func conflict(_ number: UInt64, sides: Int = 2) -> OpenConflict {
        OpenConflict(
            kind: "activity", id: RecordID(high: 1, low: number), handle: "activity:x",
            field: "end", key: nil, level: .conflict, sides: sides)
    }

    private func hook(
        _ folder: TemporaryFolder, _ script: String, timeout: Duration = .seconds(10)
    ) throws -> ConflictHook {
        let command = folder.path + "/hook.sh"
        // Copied by a process of its own: a file that a fork of ours holds open for writing cannot be run.
        let text = folder.path + "/hook.txt"
        try Data(("#!/bin/sh\n" + script + "\n").utf8).write(to: URL(filePath: text))
        let install = try Process.run(
            URL(filePath: "/usr/bin/install"), arguments: ["-m", "755", text, command])
        install.waitUntilExit()
        #expect(install.terminationStatus == 0)
        try FileManager.default.removeItem(atPath: text)
        var settings = Configuration.Hooks()
        settings.conflict = command
        settings.timeout = timeout
        return ConflictHook(
            settings, folder: folder.path, environment: ["PATH": "/usr/bin:/bin", "SECRET": "x"],
            logger: Logger(label: "test"))
    }

    private func told(_ folder: TemporaryFolder) -> [String] {
        let text = try? String(contentsOfFile: folder.path + "/told.txt", encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    @Test func `is told what is new, once, and of one that gets a side more`() async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(folder, "cat >> told.txt")
        hook.begin([conflict(1)])
        _ = await hook.look([conflict(1)])
        #expect(told(folder).isEmpty)
        _ = await hook.look([conflict(1), conflict(2)])
        _ = await hook.look([conflict(1), conflict(2)])
        _ = await hook.look([conflict(1, sides: 3), conflict(2)])
        let lines = told(folder)
        #expect(lines.count == 2)
        #expect(
            lines.first
                == #"{"event":"conflicts_opened","conflicts":[{"kind":"activity","id":"\#(conflict(2).id)","handle":"activity:x","field":"end","key":null,"level":"conflict","sides":2}]}"#
        )
        #expect(lines.last?.contains(#""sides":3"#) == true)
        // Settled and open again is new.
        _ = await hook.look([])
        _ = await hook.look([conflict(2)])
        #expect(told(folder).count == 3)
        // Nothing of the document stays.
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.sorted() == ["hook.sh", "told.txt"])
    }

    @Test func `gets the folder of the data and little else`() async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(folder, #"echo "$LIAISON_HOME $SECRET." > told.txt"#)
        _ = await hook.look([conflict(1)])
        #expect(told(folder) == [folder.path + " ."])
    }

    @Test(arguments: ["exit 3", "exec < /dev/null; exit 0", "kill -9 $$"])
    func `one that fails or reads nothing harms nobody`(script: String) async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(folder, "echo ran >> told.txt\n" + script)
        _ = await hook.look([conflict(1)])
        _ = await hook.look([conflict(1)])
        #expect(told(folder) == ["ran"])
    }

    @Test func `one that hangs is stopped`() async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(
            folder, "echo $$ >> told.txt; exec sleep 100000", timeout: .seconds(1))
        _ = await hook.look([conflict(1)])
        let process = try #require(told(folder).first.flatMap { pid_t($0) })
        #expect(kill(process, 0) != 0)
    }

    @Test func `one that runs when the daemon stops is ended`() async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(
            folder, "echo $$ >> told.txt; exec sleep 100000", timeout: .seconds(100_000))
        let conflict = conflict(1)
        let look = Task { _ = await hook.look([conflict]) }
        while told(folder).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        look.cancel()
        await look.value
        let process = try #require(told(folder).first.flatMap { pid_t($0) })
        #expect(kill(process, 0) != 0)
    }

    @Test(arguments: ["hook.sh", ""])
    func `one that others may change, or whose folder they may, is not run`(
        loosened: String
    ) async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(folder, "echo ran >> told.txt")
        chmod(folder.path + "/" + loosened, 0o775)
        #expect(await !hook.look([conflict(1)]))
        #expect(told(folder).isEmpty)
        // What it was not told is news still, and nothing else is needed to tell it.
        chmod(folder.path + "/" + loosened, 0o755)
        #expect(await hook.look([conflict(1)]))
        #expect(await hook.look([conflict(1)]))
        #expect(told(folder) == ["ran"])
    }

    @Test func `one that is not there is no error of the daemon's`() async throws {
        let folder = try TemporaryFolder()
        var settings = Configuration.Hooks()
        settings.conflict = folder.path + "/nowhere"
        let lines = LogLines()
        let hook = ConflictHook(
            settings, folder: folder.path, environment: [:],
            logger: Logger(label: "test") { _ in lines })
        _ = await hook.look([conflict(1)])
        #expect(lines.all == ["conflict hook not run"])
        settings.conflict = nil
        hook.reload(settings)
        #expect(!hook.isSet)
        _ = await hook.look([conflict(2)])
        #expect(lines.all.count == 1)
    }

    @Test func `what has fewer sides, or another name, is no news`() async throws {
        let folder = try TemporaryFolder()
        let hook = try hook(folder, "echo ran >> told.txt")
        func conflict(_ handle: String, sides: Int) -> OpenConflict {
            OpenConflict(
                kind: "thing", id: RecordID(high: 1, low: 1), handle: handle, field: "end",
                key: nil, level: .conflict, sides: sides)
        }
        _ = await hook.look([conflict("thing:one", sides: 3)])
        _ = await hook.look([conflict("thing:one", sides: 2)])
        _ = await hook.look([conflict("thing:other", sides: 2)])
        #expect(told(folder).count == 1)
        _ = await hook.look([conflict("thing:other", sides: 3)])
        #expect(told(folder).count == 2)
    }
}

/// What was logged, kept.
private struct LogLines: LogHandler {
    private let lines = NIOLockedValueBox<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    var all: [String] { lines.withLockedValue { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.withLockedValue { $0.append("\(event.message)") }
    }
}

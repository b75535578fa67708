import Logging
import NIOConcurrencyHelpers
import Records
import Testing
import UnixSignals

@testable import Daemon

/// SIGHUP: what a new file changes, and what a broken one does not.
struct ReloaderTests {
    private let folder: TemporaryFolder
    private let applied = NIOLockedValueBox<[Configuration]>([])
    private let lines = NIOLockedValueBox<[String]>([])

    init() throws { folder = try TemporaryFolder() }

    /// Keeps what is logged, as the journal would show it.
    private struct Keeper: LogHandler {
        let lines: NIOLockedValueBox<[String]>
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = LogLine(
                level: event.level, message: event.message.description,
                metadata: event.metadata ?? [:], time: "")
            lines.withLockedValue { $0.append(line.text(as: .journal)) }
        }
    }

    private func reloader(_ file: String?) async -> Reloader {
        let (applied, lines) = (applied, lines)
        return Reloader(
            file: file, hangUps: await UnixSignalsSequence(trapping: .sigusr2),
            started: Configuration(), notifier: ServiceNotifier(), language: .english,
            logger: Logger(label: "test") { _ in Keeper(lines: lines) }
        ) { next in
            applied.withLockedValue { $0.append(next) }
        }
    }

    @Test func `a good file is taken over, and what must wait is named`() async throws {
        let file = try folder.write(
            Array("sync: {interval: 1min}\nserve: {port: 9000}\n".utf8), to: "c.yaml")
        #expect(await reloader(file).reload())
        var expected = Configuration()
        expected.sync.interval = .seconds(60)
        expected.serve.port = 9000
        #expect(applied.withLockedValue { $0 } == [expected])
        #expect(
            lines.withLockedValue { $0 } == [
                "<5>configuration reloaded file=\(file)",
                "<4>a changed setting takes effect after a restart setting=serve.port",
            ])
    }

    @Test func `a broken file is reported and changes nothing`() async throws {
        let file = try folder.write(Array("sync: {interval: now}\nlogs: {}\n".utf8), to: "c.yaml")
        #expect(await reloader(file).reload() == false)
        #expect(applied.withLockedValue { $0 } == [])
        let found = lines.withLockedValue { $0 }
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.hasPrefix("<3>configuration not reloaded problem=") })
    }

    @Test func `without a file there is nothing to reload`() async {
        #expect(await reloader(nil).reload() == false)
        #expect(applied.withLockedValue { $0 } == [])
    }
}

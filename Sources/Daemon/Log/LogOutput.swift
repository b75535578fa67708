import Foundation
package import Logging
import NIOConcurrencyHelpers

/// Where the daemon's log goes: standard error, one write for each line. Level and format can change while it runs.
package struct LogOutput: Sendable {
    private let settings: NIOLockedValueBox<Configuration.Log>
    private let isJournal: Bool

    /// systemd says in the environment, with `JOURNAL_STREAM`, that standard error is its journal.
    package init(_ settings: Configuration.Log, environment: [String: String]) {
        self.settings = NIOLockedValueBox(settings)
        self.isJournal = environment["JOURNAL_STREAM"] != nil
    }

    package func reload(_ settings: Configuration.Log) {
        self.settings.withLockedValue { $0 = settings }
    }

    package func logger(label: String) -> Logger {
        Logger(label: label) { _ in Handler(output: self) }
    }

    fileprivate var level: Logger.Level { settings.withLockedValue(\.level) }

    fileprivate var format: LogFormat {
        let format = settings.withLockedValue(\.format)
        return format == .auto ? (isJournal ? .journal : .text) : format
    }

    fileprivate func write(_ line: LogLine) {
        var bytes = Array((line.text(as: format) + "\n").utf8)[...]
        // Standard error may be a pipe: write what it takes, give up when nobody reads.
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes {
                Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }

    /// The face that swift-log asks for. A level set on one logger holds for that logger only.
    private struct Handler: LogHandler {
        let output: LogOutput
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?
        private var ownLevel: Logger.Level?

        init(output: LogOutput) { self.output = output }

        var logLevel: Logger.Level {
            get { ownLevel ?? output.level }
            set { ownLevel = newValue }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var all = metadata
            all.merge(metadataProvider?.get() ?? [:]) { $1 }
            all.merge(event.metadata ?? [:]) { $1 }
            if let error = event.error { all["error"] = "\(error)" }
            output.write(
                LogLine(
                    level: event.level, message: event.message.description, metadata: all,
                    time: now()))
        }
    }
}

/// RFC 3339 in UTC, to the millisecond.
private func now() -> String {
    Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
}

import Logging
import NIOConcurrencyHelpers

/// What a logger was told.
final class HeardLog: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let box = NIOLockedValueBox<[Line]>([])

    var lines: [Line] { box.withLockedValue { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: HeardLog
        var logLevel = Logger.Level.notice
        var metadata: Logger.Metadata = [:]

        init(log: HeardLog) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = Line(
                level: event.level, message: event.message.description,
                metadata: (event.metadata ?? [:]).mapValues(\.description))
            log.box.withLockedValue { $0.append(line) }
        }
    }
}

extension Logger {
    /// Says nothing to anybody.
    static var unheard: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

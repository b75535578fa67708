package import Logging

/// One event of the log as one line of text. Message and keys are constant text in the code; what varies stands in
/// the metadata, in the order of its keys.
package struct LogLine: Sendable {
    package let level: Logger.Level
    package let message: String
    package let metadata: Logger.Metadata
    /// RFC 3339, in UTC. Not shown in the journal's own format.
    package let time: String

    package init(level: Logger.Level, message: String, metadata: Logger.Metadata, time: String) {
        self.level = level
        self.message = message
        self.metadata = metadata
        self.time = time
    }

    /// The line without its line break; ``LogFormat/auto`` counts as ``LogFormat/text``.
    package func text(as format: LogFormat) -> String {
        switch format {
        case .journal: "<\(priority)>\(Self.oneLine(message))\(pairs)"
        case .text, .auto: "\(time) \(level.rawValue) \(Self.oneLine(message))\(pairs)"
        case .json: json
        }
    }

    private var sorted: [(key: String, value: String)] {
        metadata.map { ($0.key, "\($0.value)") }.sorted { $0.0 < $1.0 }
    }

    private var pairs: String {
        sorted.map { " \($0.key)=\(Self.quotedIfNeeded($0.value))" }.joined()
    }

    private var json: String {
        let members =
            [("time", time), ("level", level.rawValue), ("message", message)] + sorted
        return "{"
            + members.map { "\(Self.quoted($0.0)):\(Self.quoted($0.1))" }.joined(separator: ",")
            + "}"
    }

    /// Source: syslog(3), sd-daemon(3).
    private var priority: Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private static func quotedIfNeeded(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && scalar.value != 0x7F && scalar != "\"" && scalar != "="
                    && scalar != "\\"
            }
        return isPlain ? text : quoted(text)
    }

    /// A JSON string; every control character is escaped, so that nothing in a value can begin a line of its own.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.properties.generalCategory == .control || scalar == "\u{2028}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

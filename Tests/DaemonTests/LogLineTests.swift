import Logging
import Testing

@testable import Daemon

/// How a log line looks, and that no value can forge another.
struct LogLineTests {
    private let line = LogLine(
        level: .warning, message: "peer is not reachable",
        metadata: ["peer": "hq", "cause": "connection timed out", "attempt": "3"],
        time: "2026-01-31T10:00:00.000Z")

    @Test func `the journal gets a priority and no time`() {
        #expect(
            line.text(as: .journal)
                == #"<4>peer is not reachable attempt=3 cause="connection timed out" peer=hq"#)
    }

    @Test func `text has time and level in front`() {
        #expect(
            line.text(as: .text)
                == "2026-01-31T10:00:00.000Z warning peer is not reachable attempt=3 "
                + #"cause="connection timed out" peer=hq"#)
    }

    @Test func `json is one object a line`() {
        #expect(
            line.text(as: .json)
                == #"{"time":"2026-01-31T10:00:00.000Z","level":"warning","#
                + #""message":"peer is not reachable","attempt":"3","#
                + #""cause":"connection timed out","peer":"hq"}"#)
    }

    @Test(arguments: [LogFormat.journal, .text, .json])
    func `no value begins a line of its own`(format: LogFormat) {
        let forged = LogLine(
            level: .info, message: "a\nb", metadata: ["name": "x\n<0>forged \u{1b}[2J\u{85}\"\\"],
            time: "t")
        let text = forged.text(as: format)
        let controls = text.unicodeScalars.filter { $0.properties.generalCategory == .control }
        // Within a message a line break becomes a blank; JSON escapes it.
        #expect(controls.isEmpty)
        #expect(text.contains(#"x\n<0>forged \u001b[2J\u0085\"\\"#))
    }

    @Test func `an empty value and one with a sign are quoted`() {
        let line = LogLine(
            level: .info, message: "m", metadata: ["a": "", "b": "x=y", "c": "/a/b:1"], time: "t")
        #expect(line.text(as: .journal) == #"<6>m a="" b="x=y" c=/a/b:1"#)
    }
}

import Foundation
import Logging
import Records
import Testing

@testable import Daemon

/// The file that an administrator writes: defaults, and every mistake named with its line.
struct ConfigurationTests {
    private static let shipped = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/liaisond.yaml").path

    /// The lines of the report under its headline, without the file's name.
    private func mistakes(_ yaml: String, in language: Language = .english) -> [String] {
        do {
            _ = try Configuration.parse(yaml, file: "f")
            return []
        } catch {
            return error.problems.map {
                String(error.line(for: $0, in: language).dropFirst(2))
            }
        }
    }

    @Test func `the shipped file holds the defaults`() throws {
        #expect(try Configuration.load(from: Self.shipped) == Configuration())
    }

    @Test func `the shipped file sets every setting, each below a comment of its own`() throws {
        let lines = try String(contentsOfFile: Self.shipped, encoding: .utf8)
            .components(separatedBy: "\n")
        for setting in Setting.all {
            let indent = setting.section == nil ? "" : "    "
            let key = setting.path.split(separator: ".").last.map(String.init) ?? ""
            let index = try #require(
                lines.firstIndex { $0.drop { $0 == " " }.hasPrefix("\(key):") }, "\(setting.path)")
            #expect(lines[index - 1].drop { $0 == " " }.hasPrefix("#"), "\(setting.path)")
            #expect(indent.isEmpty == !lines[index].hasPrefix(" "), "\(setting.path)")
        }
    }

    @Test func `the shipped file marks what needs a restart`() throws {
        let text = try String(contentsOfFile: Self.shipped, encoding: .utf8)
        let marks = text.components(separatedBy: "[restart]").count - 1
        // One more stands in the head of the file, where the mark is explained.
        #expect(marks == Setting.all.count { $0.needsRestart } + 1)
    }

    @Test(arguments: ["", "# nothing\n", "sync:\n", "sync:\n  # interval: 5min\nlog:\n"])
    func `what is left out has its default`(yaml: String) throws {
        #expect(try Configuration.parse(yaml, file: "f") == Configuration())
    }

    @Test func `every setting is read`() throws {
        let configuration = try Configuration.parse(
            """
            data_directory: /srv/liaison
            language: nl
            serve:
              address: "::"
              port: 443
              plain_http: false
              connections_max: 1000
              connections_per_device_max: 4
              unknown_max: 32
              unknown_per_address_max: 5
              first_request_timeout: 20s
              requests_per_device_max: 3
              bodies_max: 128MiB
              body_timeout: 5min
            sync:
              interval: 1h
              jitter: 0%
              settle: 1s
              retry_min: 10 s
              retry_max: 2h
            network: {connect_timeout: 30s, idle_timeout: 5min, rate_limit: 64KiB/s,
              session_requests_max: 500, session_bytes_max: 2MiB, session_time_max: 2h}
            log:
              level: debug
              format: json
            """, file: "f")
        var expected = Configuration()
        expected.dataDirectory = "/srv/liaison"
        expected.language = .dutch
        expected.serve.address = "::"
        expected.serve.port = 443
        expected.serve.connectionsMax = 1000
        expected.serve.connectionsPerDeviceMax = 4
        expected.serve.unknownMax = 32
        expected.serve.unknownPerAddressMax = 5
        expected.serve.firstRequestTimeout = .seconds(20)
        expected.serve.requestsPerDeviceMax = 3
        expected.serve.bodiesMax = ByteCount(bytes: 128 << 20)
        expected.serve.bodyTimeout = .seconds(300)
        expected.sync.interval = .seconds(3600)
        expected.sync.jitter = 0
        expected.sync.settle = .seconds(1)
        expected.sync.retryMin = .seconds(10)
        expected.sync.retryMax = .seconds(7200)
        expected.network.connectTimeout = .seconds(30)
        expected.network.idleTimeout = .seconds(300)
        expected.network.rateLimit = ByteCount(bytes: 65536)
        expected.network.sessionRequestsMax = 500
        expected.network.sessionBytesMax = ByteCount(bytes: 2 << 20)
        expected.network.sessionTimeMax = .seconds(7200)
        expected.log.level = .debug
        expected.log.format = .json
        #expect(configuration == expected)
    }

    @Test func `several mistakes are reported at once, by line`() {
        let found = mistakes(
            """
            langage: en
            sync:
              intervall: 5min
              jitter: 120%
              retry_min: soon
            network: fast
            log:
              level: [info]
            timeout: 5s
            """)
        #expect(
            found == [
                "1: `langage` is not a setting; did you mean `language`?",
                "3: `sync.intervall` is not a setting; did you mean `sync.interval`?",
                "4: `sync.jitter` is `120%`; expected a percentage from 0% to 100%",
                "5: `sync.retry_min` is `soon`; expected a duration from 1s to 1h, such as 30s, "
                    + "5min or 2h",
                "6: `network` is a section; its settings follow on lines of their own, indented",
                "8: `log.level` is […]; expected trace, debug, info, notice, warning, error or "
                    + "critical",
                "9: `timeout` is not a setting; did you mean `hooks.timeout`?",
            ])
    }

    @Test func `a setting in the wrong section is pointed home`() {
        #expect(
            mistakes("log:\n  interval: 5min\nport: 443\n") == [
                "2: `log.interval` is not a setting; did you mean `sync.interval`?",
                "3: `port` is not a setting; did you mean `serve.port`?",
            ])
    }

    @Test(arguments: [
        ("serve: {port: 0}", "`serve.port` is `0`"),
        ("serve: {port: 65536}", "`serve.port` is `65536`"),
        ("serve: {port: 80.5}", "`serve.port` is `80.5`"),
        ("serve: {port: }", "`serve.port` is ``"),
        ("serve: {connections_max: 15}", "`serve.connections_max` is `15`"),
        ("serve: {unknown_max: 0}", "`serve.unknown_max` is `0`"),
        ("serve: {bodies_max: 15MiB}", "`serve.bodies_max` is `15MiB`"),
        ("serve: {bodies_max: none}", "`serve.bodies_max` is `none`"),
        ("serve: {body_timeout: 2h}", "`serve.body_timeout` is `2h`"),
        ("network: {session_bytes_max: 1KiB}", "`network.session_bytes_max` is `1KiB`"),
        ("serve: {address: hq.example}", "`serve.address` is `hq.example`"),
        ("serve: {address: 127.0.0.1:80}", "`serve.address` is `127.0.0.1:80`"),
        ("serve: {plain_http: yes}", "`serve.plain_http` is `yes`"),
        ("sync: {interval: 0s}", "`sync.interval` is `0s`"),
        ("sync: {interval: 15}", "`sync.interval` is `15`"),
        ("sync: {interval: -5min}", "`sync.interval` is `-5min`"),
        ("sync: {interval: 99999999999999999999s}", "`sync.interval` is `99999999999999999999s`"),
        ("sync: {interval: 9223372036854775807d}", "`sync.interval` is `9223372036854775807d`"),
        ("sync: {interval: 8d}", "`sync.interval` is `8d`"),
        ("network: {rate_limit: 64KiB}", "`network.rate_limit` is `64KiB`"),
        ("network: {rate_limit: 100B/s}", "`network.rate_limit` is `100B/s`"),
        ("network: {rate_limit: null}", "`network.rate_limit` is `null`"),
        ("data_directory: liaison", "`data_directory` is `liaison`"),
        ("language: de", "`language` is `de`"),
        ("log: {format: xml}", "`log.format` is `xml`"),
    ])
    func `a value of the wrong type or range is refused`(yaml: String, start: String) {
        let found = mistakes(yaml)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("1: \(start); expected ") == true, "\(found)")
    }

    @Test func `a setting that stands twice is named with both lines, beside other mistakes`() {
        let found = mistakes(
            """
            log:
              level: info
              format: text
              level: debug
            sync:
              interval: 1min
            serve:
              port: many
            sync:
              interval: 2min
              jitter: 500%
            """)
        #expect(
            found == [
                "4: `level` stands here again; it was set on line 2",
                "8: `serve.port` is `many`; expected a whole number from 1 to 65535",
                "9: `sync` stands here again; it was set on line 5",
            ])
    }

    @Test func `a setting that stands twice on one line is found`() {
        #expect(
            mistakes("log: {level: info, level: debug}")
                == ["1: `level` stands here again; it was set on line 1"])
    }

    @Test func `plain http is for loopback only`() {
        #expect(
            mistakes("serve:\n  address: 192.0.2.1\n  plain_http: true\n") == [
                "3: `serve.plain_http` is only for a loopback address, not 192.0.2.1"
            ])
        for address in ["127.0.0.1", "127.9.9.9", "::1", "null"] {
            #expect(mistakes("serve:\n  address: \(address)\n  plain_http: true\n") == [])
        }
    }

    @Test func `the first wait is no longer than the last`() {
        #expect(
            mistakes("sync:\n  retry_min: 10min\n  retry_max: 1min\n") == [
                "2: `sync.retry_min` (10min) is more than `sync.retry_max` (1min)"
            ])
    }

    @Test(arguments: [
        ("log:\n  level: \"info\nserve:\n", 4), ("log:\n\tlevel: info\n", 2),
        ("log:\n  level: *none\n", 2), ("log: {level: info\n", 2), ("a: 1\n---\nb: 2\n", 2),
        ("log:\n  level: in\u{7}fo\n", 2),
    ])
    func `what is not YAML is named with its line`(yaml: String, line: Int) {
        let found = mistakes(yaml)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("\(line): is not YAML: ") == true, "\(found)")
    }

    @Test(arguments: ["- a\n- b\n", "some words\n"])
    func `what holds no settings is refused`(yaml: String) {
        #expect(mistakes(yaml) == ["1: expected `key: value` lines"])
    }

    @Test func `mistakes are told in Dutch as well`() {
        #expect(
            mistakes("sync:\n  intervall: 5min\n", in: .dutch) == [
                "2: `sync.intervall` is geen instelling; bedoelde u `sync.interval`?"
            ])
    }

    @Test func `a file that is not there, is a folder or holds no text is refused`() throws {
        let folder = try TemporaryFolder()
        func report(_ file: String) -> String {
            do throws(ConfigurationError) {
                _ = try Configuration.load(from: file)
                return ""
            } catch {
                return error.report(in: .english)
            }
        }
        let missing = folder.path + "/none.yaml"
        #expect(
            report(missing) == """
                error: the configuration has mistakes
                  \(missing): cannot be read: No such file or directory
                """)
        #expect(report(folder.path).hasSuffix(": cannot be read: Is a directory"))
        #expect(
            report(try folder.write([0x6C, 0xFF, 0x0A], to: "a"))
                .hasSuffix("/a: is not UTF-8 text"))
        let long = try folder.write([UInt8](repeating: 35, count: 1 << 20 | 1), to: "b")
        #expect(report(long).hasSuffix("/b: is longer than 1MiB"))
    }

    @Test func `the officer's own file comes before that of the machine`() {
        let own = "/home/o/.config/liaison/liaisond.yaml"
        let machine = "/etc/liaison/liaisond.yaml"
        func found(_ environment: [String: String], _ files: Set<String>) -> String? {
            Configuration.defaultFile(environment: environment, exists: files.contains)
        }
        #expect(found(["HOME": "/home/o"], [own, machine]) == own)
        #expect(found(["HOME": "/home/o"], [machine]) == machine)
        #expect(found([:], [own, machine]) == machine)
        #expect(found(["HOME": "/home/o"], []) == nil)
        #expect(
            found(["XDG_CONFIG_HOME": "/x", "HOME": "/home/o"], ["/x/liaison/liaisond.yaml", own])
                == "/x/liaison/liaisond.yaml")
    }

    @Test func `what needs a restart is told apart from what does not`() {
        var changed = Configuration()
        changed.sync.interval = .seconds(1)
        changed.log.level = .trace
        #expect(changed.restartNeeded(from: Configuration()) == [])
        changed.serve.port = 9
        changed.dataDirectory = "/srv"
        #expect(
            changed.restartNeeded(from: Configuration()) == ["data_directory", "serve.port"])
    }
}

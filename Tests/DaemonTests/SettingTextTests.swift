import Testing

@testable import Daemon

/// Durations, sizes and addresses as people write them.
struct SettingTextTests {
    @Test(
        arguments: [
            ("200ms", .milliseconds(200)), ("30s", .seconds(30)), ("5min", .seconds(300)),
            ("2h", .seconds(7200)), ("1d", .seconds(86_400)), ("0s", .zero), ("90 s", .seconds(90)),
        ] as [(String, Duration)])
    func `a duration is a number and a unit`(text: String, duration: Duration) {
        #expect(Duration(settingText: text) == duration)
    }

    @Test(arguments: ["", "5", "min", "5 m", "5m", "1.5h", "-1s", "5  s", "5s ", "5S", "٣s"])
    func `anything else is no duration`(text: String) {
        #expect(Duration(settingText: text) == nil)
    }

    @Test(
        arguments: [
            (.zero, "0s"), (.milliseconds(1500), "1500ms"), (.seconds(90), "90s"),
            (.seconds(120), "2min"), (.seconds(86_400), "1d"), (.seconds(3600), "1h"),
        ] as [(Duration, String)])
    func `a duration is written in the greatest unit that fits`(duration: Duration, text: String) {
        #expect(duration.settingText == text)
        #expect(Duration(settingText: text) == duration)
    }

    @Test(arguments: [("512B", 512), ("64KiB", 65_536), ("10 MiB", 10_485_760), ("1GiB", 1 << 30)])
    func `a size is a number and a unit`(text: String, bytes: Int64) {
        #expect(ByteCount(text) == ByteCount(bytes: bytes))
    }

    @Test(arguments: ["", "64", "64K", "64kB", "1.5MiB", "9223372036854775807GiB"])
    func `anything else is no size`(text: String) {
        #expect(ByteCount(text) == nil)
    }

    @Test(arguments: [("512B", 512), ("1KiB", 1024), ("1025B", 1025), ("0B", 0)])
    func `a size is written in the greatest unit that fits`(text: String, bytes: Int64) {
        #expect(ByteCount(bytes: bytes).description == text)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("0.0.0.0", false),
        ("::", false), ("10.0.0.1", false), ("::ffff:127.0.0.1", false),
    ])
    func `loopback is told from the rest`(text: String, isLoopback: Bool) {
        #expect(NumericAddress(text)?.isLoopback == isLoopback)
    }
}

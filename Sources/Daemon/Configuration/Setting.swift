import Logging
import Records

/// One setting by its place in the file: `sync.interval`.
struct Setting: Sendable {
    /// Section and key with a point between them, or a key alone.
    let path: String
    let expected: Label
    /// A running daemon cannot take it over.
    let needsRestart: Bool
    /// Reads the text into the configuration; false where it is not what the setting may be.
    let read: @Sendable (String, inout Configuration) -> Bool
    let differs: @Sendable (Configuration, Configuration) -> Bool

    init<Value>(
        _ path: String, _ place: any WritableKeyPath<Configuration, Value> & Sendable,
        _ type: SettingType<Value>, needsRestart: Bool = false
    ) {
        self.path = path
        self.expected = type.expected
        self.needsRestart = needsRestart
        self.read = { text, configuration in
            guard let value = type.parse(text) else { return false }
            configuration[keyPath: place] = value
            return true
        }
        self.differs = { $0[keyPath: place] != $1[keyPath: place] }
    }

    /// The section of the path; nil for a key at the top.
    var section: String? {
        path.firstIndex(of: ".").map { String(path[..<$0]) }
    }
}

extension Setting {
    /// Every setting, in the order of `config/liaisond.yaml`. One line here, one property in ``Configuration`` and one
    /// paragraph in that file make a setting.
    static let all: [Setting] = [
        Setting("data_directory", \.dataDirectory, .folder, needsRestart: true),
        Setting("language", \.language, SettingType<Language?>.optionalWord()),
        Setting("serve.address", \.serve.address, .address, needsRestart: true),
        Setting("serve.port", \.serve.port, .integer(1...65535), needsRestart: true),
        Setting("serve.plain_http", \.serve.plainHTTP, .flag, needsRestart: true),
        Setting(
            "serve.connections_max", \.serve.connectionsMax, .integer(16...65536),
            needsRestart: true),
        Setting(
            "serve.connections_per_device_max", \.serve.connectionsPerDeviceMax,
            .integer(1...4096), needsRestart: true),
        Setting(
            "serve.unknown_max", \.serve.unknownMax, .integer(1...4096), needsRestart: true),
        Setting(
            "serve.unknown_per_address_max", \.serve.unknownPerAddressMax, .integer(1...4096),
            needsRestart: true),
        Setting(
            "serve.first_request_timeout", \.serve.firstRequestTimeout,
            .duration(.second ... .minute), needsRestart: true),
        Setting(
            "serve.requests_per_device_max", \.serve.requestsPerDeviceMax, .integer(1...64),
            needsRestart: true),
        Setting(
            "serve.bodies_max", \.serve.bodiesMax,
            .size(ByteCount(bytes: 16 << 20)...ByteCount(bytes: 4 << 30)), needsRestart: true),
        Setting(
            "serve.body_timeout", \.serve.bodyTimeout, .duration(.seconds(10) ... .hour),
            needsRestart: true),
        Setting("sync.interval", \.sync.interval, .duration(.second ... .week)),
        Setting("sync.jitter", \.sync.jitter, .share),
        Setting("sync.settle", \.sync.settle, .duration(.zero ... .minute)),
        Setting("sync.retry_min", \.sync.retryMin, .duration(.second ... .hour)),
        Setting("sync.retry_max", \.sync.retryMax, .duration(.second ... .week)),
        Setting(
            "network.connect_timeout", \.network.connectTimeout,
            .duration(.second ... .seconds(300))),
        Setting("network.idle_timeout", \.network.idleTimeout, .duration(.second ... .hour)),
        Setting(
            "network.rate_limit", \.network.rateLimit, .rate(atLeast: ByteCount(bytes: 1024))),
        Setting(
            "network.session_requests_max", \.network.sessionRequestsMax,
            .integer(100...1_000_000)),
        Setting(
            "network.session_bytes_max", \.network.sessionBytesMax,
            .size(ByteCount(bytes: 1 << 20)...ByteCount(bytes: 1 << 40))),
        Setting(
            "network.session_time_max", \.network.sessionTimeMax, .duration(.minute ... .week)),
        Setting("hooks.conflict", \.hooks.conflict, .folder),
        Setting("hooks.timeout", \.hooks.timeout, .duration(.second ... .hour)),
        Setting("log.level", \.log.level, SettingType<Logger.Level>.word()),
        Setting("log.format", \.log.format, SettingType<LogFormat>.word()),
    ]

    static let sections: Set<String> = Set(all.compactMap(\.section))
}

extension Configuration {
    /// The settings in which this configuration differs from a running one and that it cannot take over.
    package func restartNeeded(from running: Configuration) -> [String] {
        Setting.all.filter { $0.needsRestart && $0.differs(self, running) }.map(\.path)
    }
}

extension Duration {
    fileprivate static let second = Duration.seconds(1)
    fileprivate static let minute = Duration.seconds(60)
    fileprivate static let hour = Duration.seconds(3600)
    fileprivate static let week = Duration.seconds(7 * 86_400)
}

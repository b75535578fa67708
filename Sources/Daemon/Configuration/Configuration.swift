package import Logging
package import Records

/// Every setting of the daemon. What it means, its unit and its range stand in `config/liaisond.yaml`; that file and
/// ``init()`` hold the same defaults (a test compares them).
package struct Configuration: Hashable, Sendable {
    /// Nil: where the environment says (``DataDirectory``).
    package var dataDirectory: String?
    /// Nil: that of the system.
    package var language: Language?
    package var serve = Serve()
    package var sync = Sync()
    package var network = Network()
    package var hooks = Hooks()
    package var log = Log()

    /// How this machine is reached by others.
    package struct Serve: Hashable, Sendable {
        /// A numeric address; nil: do not listen.
        package var address: String?
        package var port: Int = 8443
        package var plainHTTP = false
        package var connectionsMax = 4096
        package var connectionsPerDeviceMax = 16
        package var unknownMax = 64
        package var unknownPerAddressMax = 8
        package var firstRequestTimeout: Duration = .seconds(10)
        package var requestsPerDeviceMax = 2
        package var bodiesMax = ByteCount(bytes: 64 << 20)
        package var bodyTimeout: Duration = .seconds(600)
    }

    /// When to sync.
    package struct Sync: Hashable, Sendable {
        package var interval: Duration = .seconds(15 * 60)
        /// Share of the interval, from 0 to 1.
        package var jitter: Double = 0.2
        package var settle: Duration = .milliseconds(200)
        package var retryMin: Duration = .seconds(5)
        package var retryMax: Duration = .seconds(30 * 60)
    }

    /// What a connection may take.
    package struct Network: Hashable, Sendable {
        package var connectTimeout: Duration = .seconds(15)
        package var idleTimeout: Duration = .seconds(60)
        /// Per second, each transfer and direction; nil: as fast as it goes.
        package var rateLimit: ByteCount?
        package var sessionRequestsMax = 20_000
        package var sessionBytesMax = ByteCount(bytes: 1 << 30)
        package var sessionTimeMax: Duration = .seconds(86_400)
    }

    /// What is run when something happens.
    package struct Hooks: Hashable, Sendable {
        /// Path of a command; nil: none.
        package var conflict: String?
        package var timeout: Duration = .seconds(30)
    }

    /// What is written to the journal or to standard error.
    package struct Log: Hashable, Sendable {
        package var level: Logger.Level = .notice
        package var format: LogFormat = .auto
    }

    package init() {}
}

/// How a log line is laid out.
package enum LogFormat: String, CaseIterable, Sendable {
    /// ``journal`` when the process writes to the journal, else ``text``.
    case auto
    /// `<5>message key=value`: the journal reads the priority and adds its own time.
    case journal
    /// `2026-01-31T10:00:00Z notice message key=value`.
    case text
    /// One JSON object a line.
    case json
}

/// What a service tells the service manager about itself.
///
/// Source: sd_notify(3). Each is one `KEY=value` line; several may share a datagram.
package enum ServiceState: Hashable, Sendable {
    /// Start-up or a reload is finished.
    case ready
    /// A reload begins; the stamp (CLOCK_MONOTONIC, microseconds) tells which request is being answered.
    case reloading(monotonicMicroseconds: UInt64)
    /// The service is draining.
    case stopping
    /// One line for `systemctl status`.
    case status(String)
    /// The service is alive; due once in every watchdog interval.
    case watchdog

    /// The line, or for a reload the two lines, without a line break at the end.
    var text: String {
        switch self {
        case .ready: "READY=1"
        case .reloading(let stamp): "RELOADING=1\nMONOTONIC_USEC=\(stamp)"
        case .stopping: "STOPPING=1"
        case .status(let line): "STATUS=" + String(line.map { $0.isNewline ? " " : $0 })
        case .watchdog: "WATCHDOG=1"
        }
    }
}

extension ServiceState {
    /// Whether one of these that waits to be sent means nothing any more once the next one comes.
    var isStaleOnceRepeated: Bool {
        switch self {
        case .status, .watchdog: true
        default: false
        }
    }

    /// Whether it is of the same kind, whatever it says.
    func repeats(_ other: ServiceState) -> Bool {
        switch (self, other) {
        case (.status, .status), (.watchdog, .watchdog): true
        default: false
        }
    }
}

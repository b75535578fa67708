import Wire

/// What one session may cost: requests, bytes and time. Instants are durations since its beginning.
///
/// Part is given at once; the rest grows with what both sides say that they have to exchange, and the time with the bytes
/// that pass, up to the limits. A session that reaches one ends; the next goes on where it stopped.
package struct SessionBudget: Sendable {
    /// The most that a session may cost, however much there is to exchange.
    package struct Limits: Hashable, Sendable {
        package var requests: Int
        /// Of messages, both ways.
        package var bytes: Int
        package var time: Duration

        package init(
            requests: Int = 20_000, bytes: Int = 1 << 30, time: Duration = .seconds(86_400)
        ) {
            self.requests = requests
            self.bytes = bytes
            self.time = time
        }
    }

    /// What was passed.
    package enum Excess: Hashable, Sendable, CustomStringConvertible {
        case requests(Int)
        case bytes(Int)
        case time(Duration)

        package var description: String {
            switch self {
            case .requests(let count): "it took more than \(count) requests"
            case .bytes(let count): "it moved more than \(count >> 10) KiB"
            case .time(let time): "it took more than \(time.components.seconds) seconds"
            }
        }
    }

    /// Enough to compare two large nodes, and for a full frame (512 changes) that was cut into pieces of four.
    private static let requestsAtOnce = 256
    private static let placesPerRequest = 4
    private static let bytesAtOnce = 32 << 20
    /// Long texts: a record of the reference data takes a tenth.
    private static let bytesPerPlace = 16 << 10
    /// The longest message that passes the slowest link (24 kbit/s) takes less than ten minutes; see the server's limits.
    private static let timeAtOnce = Duration.seconds(900)
    private static let bytesPerSecondMin = 512

    private let limits: Limits
    private var places = 0
    private var requests = 0
    private var bytes = 0

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    // MARK: What happens

    mutating func sent(_ message: SyncMessage, bytes count: Int) {
        requests += 1
        bytes = bytes.saturatingSum(count)
        if case .hello(let hello) = message { add(hello.standing.newestSeq) }
    }

    mutating func received(_ message: SyncMessage, bytes count: Int) {
        bytes = bytes.saturatingSum(count)
        if case .welcome(let welcome) = message { add(welcome.standing.newestSeq) }
    }

    private mutating func add(_ newest: UInt64) {
        places = places.saturatingSum(Int(clamping: newest))
    }

    // MARK: What is left

    private var requestsMax: Int {
        min(limits.requests, Self.requestsAtOnce.saturatingSum(places / Self.placesPerRequest))
    }

    private var bytesMax: Int {
        let (product, isTooMuch) = places.multipliedReportingOverflow(by: Self.bytesPerPlace)
        return min(limits.bytes, isTooMuch ? .max : Self.bytesAtOnce.saturatingSum(product))
    }

    private var timeMax: Duration {
        min(limits.time, Self.timeAtOnce + .seconds(bytes / Self.bytesPerSecondMin))
    }

    /// The time that the next exchange may take.
    func timeLeft(at now: Duration) -> Duration { max(.milliseconds(1), timeMax - now) }

    /// What the session has passed; nil while it may go on.
    func excess(at now: Duration) -> Excess? {
        if requests >= requestsMax { return .requests(requestsMax) }
        if bytes >= bytesMax { return .bytes(bytesMax) }
        return now >= timeMax ? .time(timeMax) : nil
    }
}

extension Int {
    fileprivate func saturatingSum(_ other: Int) -> Int {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        return isTooMuch ? .max : sum
    }
}

/// How long a connection may stay where it is: a peer that sends or takes a byte now and then must not hold it for ever.
///
/// Instants are durations since any one moment. A connection waits for a request, receives it, waits for us to answer
/// (as long as that takes), and sends the answer; the last two may begin before the request is over. A body has the time
/// that its bytes take at the slowest pace, and never more than `bodyTimeOut`.
struct ConnectionPace {
    /// What a connection is at.
    enum Phase: String {
        case idle
        case request = "receiving a request"
        case answer = "sending an answer"
    }

    private let idle: Duration
    private let base: Duration
    private let most: Duration
    private let bytesPerSecondMin: Int

    private var isReceiving = false
    private var isAnswering = false
    private var isSending = false
    private var since: Duration
    private var bytes = 0

    init(_ configuration: SyncServerConfiguration, now: Duration) {
        idle = configuration.idleTimeOut
        base = configuration.requestTimeOut
        most = configuration.bodyTimeOut
        bytesPerSecondMin = max(1, configuration.bytesPerSecondMin)
        since = now
    }

    /// When the connection is to be closed unless something happens before; nil while it waits for us.
    var deadline: Duration? {
        if isReceiving || isSending {
            return since + min(base + .seconds(bytes / bytesPerSecondMin), most)
        }
        return isAnswering ? nil : since + idle
    }

    var phase: Phase { isReceiving ? .request : isSending ? .answer : .idle }

    mutating func beganRequest(at now: Duration) {
        isReceiving = true
        isAnswering = true
        begin(at: now)
    }

    mutating func endedRequest(at now: Duration) {
        isReceiving = false
        if !isSending { begin(at: now) }
    }

    mutating func beganAnswer(at now: Duration) {
        isSending = true
        begin(at: now)
    }

    /// The last byte of the answer has left.
    mutating func endedAnswer(at now: Duration) {
        isSending = false
        isAnswering = false
        begin(at: now)
    }

    /// Bytes of a body came, or were handed over to be sent.
    mutating func moved(_ count: Int) {
        let (sum, isTooMuch) = bytes.addingReportingOverflow(count)
        bytes = isTooMuch ? .max : sum
    }

    private mutating func begin(at now: Duration) {
        since = now
        bytes = 0
    }
}

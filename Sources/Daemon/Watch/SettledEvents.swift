import Dispatch
import Glibc

/// Turns what becomes readable on a descriptor into "something happened", at most once in each `settle`.
///
/// The first event is told after `settle`, together with all that came meanwhile. Between events nothing runs. The
/// stream ends when the descriptor reports that what it watches is gone, and with its consumer.
// Unchecked: `isSettling` is touched on `queue` only, and a dispatch source may be used from any thread.
final class SettledEvents: @unchecked Sendable {
    private let descriptor: Int32
    private let settle: DispatchTimeInterval
    private let judge: @Sendable ([UInt8]) -> Verdict
    private let continuation: AsyncStream<Void>.Continuation
    private let queue = DispatchQueue(label: "liaison.settled-events")
    private let source: any DispatchSourceRead
    private var isSettling = false

    /// What a batch read from the descriptor means, the weakest first.
    enum Verdict: Sendable {
        case ignore
        case tell
        /// What is watched is gone: the stream ends, after what was to be told.
        case end
    }

    /// `judge` is called with the bytes of each read, on the queue of the stream.
    ///
    /// - Returns: a stream that owns `descriptor` (which must be non-blocking) and closes it at its end.
    static func stream(
        descriptor: Int32, settle: DispatchTimeInterval,
        judge: @escaping @Sendable ([UInt8]) -> Verdict
    ) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            SettledEvents(descriptor, settle, judge, continuation).begin()
        }
    }

    private init(
        _ descriptor: Int32, _ settle: DispatchTimeInterval,
        _ judge: @escaping @Sendable ([UInt8]) -> Verdict,
        _ continuation: AsyncStream<Void>.Continuation
    ) {
        self.descriptor = descriptor
        self.settle = settle
        self.judge = judge
        self.continuation = continuation
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    }

    private func begin() {
        let descriptor = descriptor
        source.setEventHandler { self.read() }
        source.setCancelHandler { close(descriptor) }
        continuation.onTermination = { _ in self.source.cancel() }
        source.resume()
    }

    private func read() {
        switch drain() {
        case .ignore: return
        case .tell: startSettling()
        case .end:
            if isSettling { continuation.yield() }
            continuation.finish()
        }
    }

    // What comes while this waits is read and judged as always, and told together with the first.
    private func startSettling() {
        guard !isSettling else { return }
        isSettling = true
        queue.asyncAfter(deadline: .now() + settle) {
            self.isSettling = false
            self.continuation.yield()
        }
    }

    /// Reads until nothing is left; the strongest verdict counts.
    private func drain() -> Verdict {
        var verdict = Verdict.ignore
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == ENOBUFS {
                // The kernel dropped messages: something happened, only what is not known.
                verdict = .tell
                continue
            }
            guard count > 0 else { return verdict }
            switch judge(Array(buffer[..<count])) {
            case .ignore: continue
            case .tell: verdict = .tell
            case .end: return .end
            }
        }
    }
}

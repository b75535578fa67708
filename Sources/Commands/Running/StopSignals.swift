import Dispatch
import Foundation

/// Ctrl-C and SIGTERM as a wish to stop, until they are given back.
final class StopSignals {
    private var sources: [any DispatchSourceSignal] = []
    private var former: [(number: Int32, handler: sighandler_t?)] = []

    /// - Parameter stop: called on another thread.
    init(_ stop: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM] {
            former.append((number, signal(number, SIG_IGN)))
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: stop)
            source.resume()
            sources.append(source)
        }
    }

    func restore() {
        for source in sources { source.cancel() }
        for (number, handler) in former { signal(number, handler) }
    }
}

/// A flag that one thread raises and another looks at.
final class StopFlag: @unchecked Sendable {
    // Guarded by the lock.
    private var raised = false
    private let lock = NSLock()

    var isRaised: Bool { lock.withLock { raised } }

    func raise() { lock.withLock { raised = true } }
}

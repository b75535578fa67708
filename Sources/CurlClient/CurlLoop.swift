import CCurl
import Foundation

/// The thread that moves all transfers of one client, over connections that they share.
// Unchecked: the lock guards `inbox` and `stopped`; only the loop's thread touches `running`.
final class CurlLoop: @unchecked Sendable {
    private let multi: UnsafeMutableRawPointer?
    private let lock = NSLock()
    private var inbox: [CurlTransfer] = []
    private var stopped = false
    private var running: [UnsafeMutableRawPointer: CurlTransfer] = [:]

    /// Long: a wake-up ends the wait at once.
    private static let waitMs: Int32 = 60_000

    private static let initialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() {
        multi = Self.initialised ? curl_multi_init() : nil
        let thread = Thread { [self] in run() }
        thread.name = "liaison.curl"
        thread.start()
    }

    // MARK: From any thread

    /// After ``stop()`` the transfer ends as cancelled.
    func start(_ transfer: CurlTransfer) {
        let refused = lock.withLock {
            if !stopped {
                inbox.append(transfer)
                wake()
            }
            return stopped
        }
        if refused { transfer.finish(.failure(.cancelled)) }
    }

    func cancel(_ transfer: CurlTransfer) {
        transfer.cancel()
        lock.withLock { wake() }
    }

    func stop() {
        lock.withLock {
            wake()
            stopped = true
        }
    }

    /// Under the lock: the handle is gone once `stopped` was seen by the thread.
    private func wake() {
        if !stopped, let multi { curl_multi_wakeup(multi) }
    }

    // MARK: On the thread

    private func run() {
        // OpenSSL writes to its socket without MSG_NOSIGNAL: a peer that went away must not end the process.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        while let arrived = takeInbox() {
            for transfer in arrived { begin(transfer) }
            endCancelled()
            var count: Int32 = 0
            curl_multi_perform(multi, &count)
            endFinished()
            curl_multi_poll(multi, nil, 0, Self.waitMs, nil)
        }
        for (easy, transfer) in running {
            curl_multi_remove_handle(multi, easy)
            transfer.finish(.failure(.cancelled))
        }
        running = [:]
        for transfer in lock.withLock({ inbox }) { transfer.finish(.failure(.cancelled)) }
        if let multi { curl_multi_cleanup(multi) }
    }

    /// Nil when the loop is to stop; what waits in the inbox then stays there.
    private func takeInbox() -> [CurlTransfer]? {
        lock.withLock {
            if stopped { return nil }
            defer { inbox = [] }
            return inbox
        }
    }

    private func begin(_ transfer: CurlTransfer) {
        do throws(CurlError) {
            guard let multi else { throw CurlError.other("libcurl cannot be initialised") }
            let easy = try transfer.start()
            let code = curl_multi_add_handle(multi, easy)
            guard code == CURLM_OK else {
                throw CurlError.other(String(cString: curl_multi_strerror(code)))
            }
            running[easy] = transfer
        } catch {
            transfer.finish(.failure(error))
        }
    }

    private func endCancelled() {
        for (easy, transfer) in running where transfer.isCancelled {
            curl_multi_remove_handle(multi, easy)
            running[easy] = nil
            transfer.finish(.failure(.cancelled))
        }
    }

    private func endFinished() {
        var code = CURLE_OK
        while let easy = ccurl_multi_next_finished(multi, &code) {
            curl_multi_remove_handle(multi, easy)
            running.removeValue(forKey: easy)?.finish(code)
        }
    }
}

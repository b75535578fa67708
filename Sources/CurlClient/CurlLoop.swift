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

    /// Why libcurl cannot be used; nil when it can. It is loaded by the first client of a process.
    private static let failure: String? = {
        if let reason = ccurl_load() { return String(cString: reason) }
        return ccurl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
            ? nil : "libcurl cannot be initialised"
    }()

    init() {
        multi = Self.failure == nil ? ccurl_multi_init() : nil
        guard multi != nil else { return }
        let thread = Thread { [self] in run() }
        thread.name = "liaison.curl"
        thread.start()
    }

    // MARK: From any thread

    /// After ``stop()`` the transfer ends as cancelled.
    func start(_ transfer: CurlTransfer) {
        guard multi != nil else {
            return transfer.finish(.failure(.other(Self.failure ?? "no memory for transfers")))
        }
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
        if !stopped, let multi { ccurl_multi_wakeup(multi) }
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
            ccurl_multi_perform(multi, &count)
            endFinished()
            ccurl_multi_poll(multi, Self.waitMs)
        }
        for (easy, transfer) in running {
            ccurl_multi_remove_handle(multi, easy)
            transfer.finish(.failure(.cancelled))
        }
        running = [:]
        for transfer in lock.withLock({ inbox }) { transfer.finish(.failure(.cancelled)) }
        if let multi { ccurl_multi_cleanup(multi) }
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
            let easy = try transfer.start()
            let code = ccurl_multi_add_handle(multi, easy)
            guard code == CURLM_OK else {
                throw CurlError.other(String(cString: ccurl_multi_strerror(code)))
            }
            running[easy] = transfer
        } catch {
            transfer.finish(.failure(error))
        }
    }

    private func endCancelled() {
        for (easy, transfer) in running where transfer.isCancelled {
            ccurl_multi_remove_handle(multi, easy)
            running[easy] = nil
            transfer.finish(.failure(.cancelled))
        }
    }

    private func endFinished() {
        var code = CURLE_OK
        while let easy = ccurl_multi_next_finished(multi, &code) {
            ccurl_multi_remove_handle(multi, easy)
            running.removeValue(forKey: easy)?.finish(code)
        }
    }
}

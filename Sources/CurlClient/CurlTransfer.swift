import CCurl
import Foundation

/// One request on its way. Whoever made it may cancel it; everything else belongs to the loop's thread.
// Unchecked: the lock guards `cancelled`; after `start` only the loop's thread touches the rest.
final class CurlTransfer: @unchecked Sendable {
    typealias Outcome = Result<CurlResponse, CurlError>

    private let request: CurlRequest
    private var easy: EasyHandle?
    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var waiter: CheckedContinuation<Outcome, Never>?
    private let lock = NSLock()
    private var cancelled = false

    private static let maxHeaderBytes = 1 << 16

    init(_ request: CurlRequest) { self.request = request }

    // MARK: From any thread

    func cancel() { lock.withLock { cancelled = true } }

    var isCancelled: Bool { lock.withLock { cancelled } }

    /// Before the transfer is handed to the loop.
    func wait(_ continuation: CheckedContinuation<Outcome, Never>) { waiter = continuation }

    // MARK: On the loop's thread

    /// Makes the handle. The loop keeps this object for as long as the handle lives.
    func start() throws(CurlError) -> UnsafeMutableRawPointer {
        var easy = try EasyHandle()
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_WRITEFUNCTION, curlReceivesBody, CURLOPT_WRITEDATA, context)
        try easy.set(CURLOPT_HEADERFUNCTION, curlReceivesHeader, CURLOPT_HEADERDATA, context)
        try easy.configure(for: request)
        let pointer = easy.pointer
        self.easy = consume easy
        return pointer
    }

    /// libcurl is done with the handle.
    func finish(_ code: CURLcode) {
        let outcome: Outcome
        if isTooLarge {
            outcome = .failure(.tooLarge)
        } else if code != CURLE_OK {
            outcome = .failure(easy?.error(code) ?? .other("no transfer"))
        } else {
            outcome = .success(
                CurlResponse(
                    status: easy?.status ?? 0, headers: headers, body: body,
                    serverCertificate: easy?.serverCertificate))
        }
        finish(outcome)
    }

    func finish(_ outcome: Outcome) {
        easy = nil
        waiter?.resume(returning: outcome)
        waiter = nil
    }

    /// - Returns: false to end the transfer.
    fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isTooLarge = body.count + bytes.count > request.maxResponseBytes
        if isTooLarge { return false }
        body.append(contentsOf: bytes)
        return true
    }

    /// One line of the head. An interim answer (100, a proxy's 200) begins the list again.
    fileprivate func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        isTooLarge = headerBytes > Self.maxHeaderBytes
        if isTooLarge { return false }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            headers.append(
                (
                    name: line[..<colon].lowercased(),
                    value: line[line.index(after: colon)...]
                        .trimmingCharacters(in: .whitespacesAndNewlines)
                ))
        }
        return true
    }
}

/// libcurl's callbacks: `context` is the transfer; any other count than all ends it.
private func curlReceivesBody(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return transfer.receive(bytes) ? bytes.count : 0
}

private func curlReceivesHeader(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return transfer.receiveHeader(bytes) ? bytes.count : 0
}

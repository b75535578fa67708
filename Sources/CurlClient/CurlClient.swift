/// HTTP requests over libcurl, from any task. One thread moves them all; connections are kept and used again.
///
/// The thread ends with the client.
package final class CurlClient: Sendable {
    private let loop = CurlLoop()

    package init() {}

    deinit { loop.stop() }

    /// Cancelling the task ends the transfer at once and throws ``CurlError/cancelled``.
    package func perform(_ request: CurlRequest) async throws(CurlError) -> CurlResponse {
        let transfer = CurlTransfer(request)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.wait(continuation)
                loop.start(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try outcome.get()
    }
}

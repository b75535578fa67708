import Causality
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import SyncHTTP
import Trust

/// Answers one HTTP request: who asks, whether they are let in, what they ask.
///
/// What touches the request's body is `@concurrent`, as its iterator is.
struct RequestHandler: Sendable {
    let configuration: SyncServerConfiguration
    let device: DeviceID
    let responder: any SyncResponder
    let authorize: @Sendable (DeviceID) async -> Bool
    let logger: Logger

    /// Writes the answer, and leaves the connection fit for the next request.
    ///
    /// - Throws: to have the connection closed.
    @concurrent
    func handle(
        _ request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        var parts = request.body.makeAsyncIterator()
        let answer = await answer(request, &parts, on: channel)
        let body = ByteBuffer(bytes: answer.body)
        try await writer.write(
            response: answer.head(namedAfter: clearDevice),
            body: body.readableBytes == 0 ? ResponseBody() : ResponseBody(byteBuffer: body))
        try await drain(&parts)
    }

    /// Without TLS there is no certificate that says who answers.
    private var clearDevice: DeviceID? { configuration.security == .clear ? device : nil }

    @concurrent
    private func answer(
        _ request: Request, _ parts: inout RequestBody.AsyncIterator, on channel: any Channel
    ) async -> Answer {
        guard let peer = await peer(of: request, on: channel), await authorize(peer) else {
            return .text(.forbidden, "this device is not listed here")
        }
        switch (request.head.path, request.method) {
        case (SyncEndpoint.identityPath, .get): return Answer(status: .noContent)
        case (SyncEndpoint.syncPath, .post): return await sync(request, &parts, from: peer)
        case (SyncEndpoint.identityPath, _), (SyncEndpoint.syncPath, _):
            return .text(.methodNotAllowed, "not with this method")
        default: return .text(.notFound, "nothing here")
        }
    }

    /// Who holds the key of this connection; nil for a certificate that is no node's.
    private func peer(of request: Request, on channel: any Channel) async -> DeviceID? {
        switch configuration.security {
        case .clear:
            guard let name = HTTPField.Name(SyncEndpoint.deviceHeader) else { return nil }
            return request.headers[name].flatMap { DeviceID(hexadecimal: $0) }
        case .mutualTLS:
            do {
                let certificate = try await channel.nioSSL_peerCertificate().get()
                guard let certificate else { return nil }
                return try TransportIdentity.peer(certificateDER: certificate.toDERBytes()).device
            } catch {
                logger.info(
                    "a certificate is no node's", metadata: ["error": "\(error)"])
                return nil
            }
        }
    }

    @concurrent
    private func sync(
        _ request: Request, _ parts: inout RequestBody.AsyncIterator, from peer: DeviceID
    ) async -> Answer {
        do {
            guard let body = try await collect(request, &parts) else {
                return .text(.contentTooLarge, "the message is too large")
            }
            let reply = try await responder.answer(body, from: peer)
            return Answer(status: .ok, contentType: SyncEndpoint.contentType, body: reply)
        } catch {
            logger.error(
                "a request could not be answered",
                metadata: ["peer.device": "\(peer.short)", "error": "\(error)"])
            return .text(.internalServerError, "this node cannot answer")
        }
    }

    // MARK: Bodies

    /// The whole body; nil when it passes the limit, which a stated length tells before anything is read.
    @concurrent
    private func collect(
        _ request: Request, _ parts: inout RequestBody.AsyncIterator
    ) async throws -> [UInt8]? {
        let limit = configuration.bodyBytesMax
        let stated = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard stated <= limit else { return nil }
        var body: [UInt8] = []
        body.reserveCapacity(stated)
        while let part = try await parts.next() {
            guard body.count + part.readableBytes <= limit else { return nil }
            body.append(contentsOf: part.readableBytesView)
        }
        return body
    }

    /// Reads what is left of a body that was refused: closing on a peer that still sends would take the answer from it.
    ///
    /// - Throws: ``RefusedBodyTooLong`` when it is still not over after as much again as is allowed.
    @concurrent
    private func drain(_ parts: inout RequestBody.AsyncIterator) async throws {
        var left = configuration.bodyBytesMax
        while let part = try await parts.next() {
            left -= part.readableBytes
            if left < 0 { throw RefusedBodyTooLong() }
        }
    }
}

/// Has the connection closed.
private struct RefusedBodyTooLong: Error {}

import Causality
import HTTPTypes
import HummingbirdCore
import Logging
import NIOConcurrencyHelpers
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
    let keeper: Doorkeeper
    let logger: Logger
    private let load: NIOLockedValueBox<RequestLoad>

    init(
        configuration: SyncServerConfiguration, device: DeviceID, responder: any SyncResponder,
        authorize: @escaping @Sendable (DeviceID) async -> Bool, keeper: Doorkeeper, logger: Logger
    ) {
        self.configuration = configuration
        self.device = device
        self.responder = responder
        self.authorize = authorize
        self.keeper = keeper
        self.logger = logger
        load = NIOLockedValueBox(
            RequestLoad(
                .init(
                    bytes: configuration.bodiesBytesMax, bodyBytes: configuration.bodyBytesMax,
                    requestsPerDevice: configuration.requestsPerDeviceMax)))
    }

    /// Writes the answer, and leaves the connection fit for the next request.
    ///
    /// - Throws: to have the connection closed.
    @concurrent
    func handle(
        _ request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        var parts = request.body.makeAsyncIterator()
        var room = 0
        let peer = await letIn(request, on: channel)
        let hasBegun = peer.map { peer in load.withLockedValue { $0.begin(peer) } } ?? false
        defer {
            if let peer, hasBegun { load.withLockedValue { $0.end(peer, holding: room) } }
        }
        let answer: Answer
        if let peer, hasBegun {
            if request.headers[.expect]?.lowercased() == "100-continue" {
                try await writer.writeInformationalHead(HTTPResponse(status: .continue))
            }
            answer = try await self.answer(request, &parts, from: peer, taking: &room)
        } else {
            answer = peer == nil ? .notListed : .busy
        }
        let body = ByteBuffer(bytes: answer.body)
        try await writer.write(
            response: answer.head(namedAfter: clearDevice),
            body: body.readableBytes == 0 ? ResponseBody() : ResponseBody(byteBuffer: body))
        try await drain(&parts)
    }

    /// Who asks; nil for whoever is not listed.
    private func letIn(_ request: Request, on channel: any Channel) async -> DeviceID? {
        let peer = await peer(of: request, on: channel)
        guard let peer, await authorize(peer) else {
            keeper.refuse(channel, as: peer)
            return nil
        }
        keeper.letIn(channel, as: peer)
        return peer
    }

    /// Without TLS there is no certificate that says who answers.
    private var clearDevice: DeviceID? { configuration.security == .clear ? device : nil }

    @concurrent
    private func answer(
        _ request: Request, _ parts: inout RequestBody.AsyncIterator, from peer: DeviceID,
        taking room: inout Int
    ) async throws -> Answer {
        switch (request.head.path, request.method) {
        case (SyncEndpoint.identityPath, .get): return Answer(status: .noContent)
        case (SyncEndpoint.syncPath, .post):
            return try await sync(request, &parts, from: peer, taking: &room)
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

    /// - Throws: ``RequestBrokeOff``.
    @concurrent
    private func sync(
        _ request: Request, _ parts: inout RequestBody.AsyncIterator, from peer: DeviceID,
        taking room: inout Int
    ) async throws -> Answer {
        let body: [UInt8]
        switch try await collect(request, &parts, from: peer, taking: &room) {
        case .whole(let bytes): body = bytes
        case .refused(let answer): return answer
        }
        do {
            let reply = try await responder.answer(body, from: peer)
            return Answer(status: .ok, contentType: SyncEndpoint.contentType, body: reply)
        } catch {
            logger.error(
                "a request could not be answered",
                metadata: ["peer.device": "\(peer)", "error": "\(error)"])
            return .text(.internalServerError, "this node cannot answer")
        }
    }

    // MARK: Bodies

    private enum Collected {
        case whole([UInt8])
        case refused(Answer)
    }

    /// The whole body, unless it passes the limit, which a stated length tells before anything is read, or there is no
    /// room for it now.
    ///
    /// - Throws: ``RequestBrokeOff`` where the connection ended first, or what came was no HTTP.
    @concurrent
    private func collect(
        _ request: Request, _ parts: inout RequestBody.AsyncIterator, from peer: DeviceID,
        taking room: inout Int
    ) async throws -> Collected {
        let limit = configuration.bodyBytesMax
        let tooLarge = Collected.refused(.text(.contentTooLarge, "the message is too large"))
        guard request.headers[.contentLength].flatMap({ Int($0) }) ?? 0 <= limit else {
            return tooLarge
        }
        var body: [UInt8] = []
        do {
            while let part = try await parts.next() {
                let length = body.count + part.readableBytes
                guard length <= limit else { return tooLarge }
                if length > body.capacity {
                    body.reserveCapacity(min(limit, max(length, body.capacity / 2 * 3)))
                }
                // Counted is what memory it takes, not what it holds; the longest must fit into what a device may have.
                let more = min(body.capacity, limit) - room
                if more > 0 {
                    guard load.withLockedValue({ $0.take(more, for: peer) }) else {
                        return .refused(.busy)
                    }
                    room += more
                }
                body.append(contentsOf: part.readableBytesView)
            }
        } catch {
            logger.info(
                "a request broke off",
                metadata: ["peer.device": "\(peer)", "error": "\(error)"])
            throw RequestBrokeOff()
        }
        return .whole(body)
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

/// Has the connection closed, if it is not.
private struct RequestBrokeOff: Error {}

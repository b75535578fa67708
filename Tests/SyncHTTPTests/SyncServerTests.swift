import Causality
import CurlClient
import Logging
import ServiceLifecycle
import SyncHTTP
import SyncServer
import Testing
import Trust

/// Holds each answer back until it is told to go on.
private final class Holding: SyncResponder {
    let arrivals: AsyncStream<Void>
    private let arrived: AsyncStream<Void>.Continuation
    private let releases: AsyncStream<Void>
    private let released: AsyncStream<Void>.Continuation

    init() {
        (arrivals, arrived) = AsyncStream<Void>.makeStream()
        (releases, released) = AsyncStream<Void>.makeStream()
    }

    func release() { released.finish() }

    func answer(_ body: [UInt8], from peer: DeviceID) async throws -> [UInt8] {
        arrived.yield()
        for await _ in releases {}
        return body
    }
}

@Suite struct SyncServerTests {
    let hub: Party
    let laptop: Party

    init() throws {
        hub = try Party(1)
        laptop = try Party(2)
    }

    private func status(
        _ method: CurlRequest.Method, _ path: String, at port: Int
    ) async throws -> CurlResponse {
        var request = CurlRequest(url: "https://127.0.0.1:\(port)\(path)", method: method)
        request.clientCertificate = .init(
            certificate: laptop.identity.certificate, key: laptop.identity.key)
        request.usesProxy = false
        return try await CurlClient().perform(request)
    }

    @Test func `every answer says that it is a node's`() async throws {
        try await withServer(hub.identity, listing: [laptop.device]) { port in
            let answers = try await [
                status(.get, SyncEndpoint.identityPath, at: port),
                status(.post([1]), SyncEndpoint.identityPath, at: port),
                status(.get, SyncEndpoint.syncPath, at: port),
                status(.get, "/", at: port),
            ]
            #expect(answers.map(\.status) == [204, 405, 405, 404])
            for answer in answers {
                #expect(answer.header(SyncEndpoint.protocolHeader) == "1")
                #expect(answer.serverCertificate != nil)
            }
        }
    }

    @Test func `a server that shuts down lets requests finish`()
        async throws
    {
        let responder = Holding()
        let (bound, onBound) = AsyncStream<Int>.makeStream()
        let listed = laptop.device
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try SyncServer(
            configuration: SyncServerConfiguration(host: "127.0.0.1", port: 0),
            identity: hub.identity, responder: responder, authorize: { $0 == listed },
            logger: logger, onBound: { onBound.yield($0) })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server)], logger: logger))
        let running = Task { try await group.run() }
        var ports = bound.makeAsyncIterator()
        let port = try #require(await ports.next())

        let peer = try link(port, to: hub.device, as: laptop)
        let exchange = Task { try await peer.exchange([1, 2, 3]) }
        var arrivals = responder.arrivals.makeAsyncIterator()
        await arrivals.next()
        await group.triggerGracefulShutdown()
        responder.release()
        #expect(try await exchange.value == [1, 2, 3])
        try await running.value
        await #expect(throws: SyncTransportError.self) { try await peer.exchange([4]) }
    }
}

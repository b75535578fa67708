import Causality
import CurlClient
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import SyncHTTP
import SyncServer
import Testing
import Trust

/// Those whom nobody knows yet, at the door of a real server with TLS.
@Suite(.timeLimit(.minutes(3))) struct StrangersTests {
    let hub: Party
    let laptop: Party
    let stranger: Party

    init() throws {
        hub = try Party(1)
        laptop = try Party(2)
        stranger = try Party(3)
    }

    /// Shakes hands and then says nothing.
    private func idleHandshake(port: Int) async throws -> any Channel {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(
            Array(stranger.identity.certificate.utf8)
        ).map { .certificate($0) }
        tls.privateKey = .privateKey(
            try NIOSSLPrivateKey(bytes: Array(stranger.identity.key.utf8), format: .pem))
        let context = try NIOSSLContext(configuration: tls)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let done = loop.makePromise(of: Void.self)
        let channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    NIOSSLClientHandler(context: context, serverHostname: nil),
                    HandshakeWaiter(done),
                ])
            }
        }.connect(host: "127.0.0.1", port: port).get()
        try await done.futureResult.get()
        return channel
    }

    @Test func `hundreds that say nothing keep no listed peer out, from the same address`()
        async throws
    {
        let log = HeardLog()
        try await withServer(
            hub.identity, listing: [laptop.device],
            // Nobody's time is over in this test: only who has shown least has to go.
            configure: { $0.firstRequestTimeOut = .seconds(170) }, logger: log.logger
        ) { port in
            let held = try link(port, to: hub.device, as: laptop)
            #expect(try await held.exchange([1, 2]) == [2, 1])
            let silent = try (0..<300).map { _ in try SlowPeer(port: port) }
            let time = try await ContinuousClock().measure {
                let peer = try link(port, to: hub.device, as: laptop)
                #expect(try await peer.exchange([3, 4]) == [4, 3])
            }
            var strangers: [any Channel] = []
            for _ in 0..<100 { strangers.append(try await idleHandshake(port: port)) }
            let again = try await ContinuousClock().measure {
                let peer = try link(port, to: hub.device, as: laptop)
                #expect(try await peer.exchange([5, 6]) == [6, 5])
            }
            #expect(try await held.exchange([7, 8]) == [8, 7], "a connection that is known stays")
            print("served among 300 silent connections after \(time), 100 idle handshakes \(again)")
            try await silent[0].hungUp()
            while !log.lines.contains(where: { $0.message == Self.dropped }) {
                try await Task.sleep(for: .milliseconds(20))
            }
            for stranger in strangers { stranger.close(promise: nil) }
            // At most eight of one address stay; a busy machine takes them in, and drops them, over some seconds.
            while silent.count(where: { $0.isHungUp }) < 292 {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        let told = log.lines.filter { $0.message == Self.dropped }
        // One a minute: a slow machine hears of them in two.
        #expect(!told.isEmpty && told.count <= 3 && told.allSatisfy { $0.level == .warning })
        #expect(told.first?.metadata["addresses"]?.hasPrefix("127.0.0.1 (") == true)
        #expect(told.compactMap { $0.metadata["too_many"].flatMap { Int($0) } }.reduce(0, +) > 0)
    }

    private static let dropped = "connections of unknown devices were dropped"

    @Test func `from many addresses no more are kept than there may be`() async throws {
        try await withServer(
            hub.identity, listing: [laptop.device],
            configure: {
                $0.firstRequestTimeOut = .seconds(170)
                $0.unknownMax = 16
            }
        ) { port in
            let silent = try (0..<60).map { number in
                try SlowPeer(port: port, from: "127.0.1.\(number + 1)")
            }
            while silent.count(where: { $0.isHungUp }) < 44 {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(silent.count { $0.isHungUp } == 44)
            #expect(try await link(port, to: hub.device, as: laptop).exchange([1, 2]) == [2, 1])
        }
    }

    @Test func `who asks nothing in the time allowed is cut, who asked and is listed is not`()
        async throws
    {
        try await withServer(
            hub.identity, listing: [laptop.device],
            configure: { $0.firstRequestTimeOut = .milliseconds(1500) }
        ) { port in
            let held = try link(port, to: hub.device, as: laptop)
            #expect(try await held.exchange([1, 2]) == [2, 1])
            try await SlowPeer(port: port).hungUp()
            try await idleHandshake(port: port).closeFuture.get()
            #expect(try await held.exchange([3, 4]) == [4, 3])
        }
    }

    @Test func `a stranger is told no, loses the connection, and the log says how to let it in`()
        async throws
    {
        let log = HeardLog()
        try await withServer(
            hub.identity, listing: [laptop.device], security: .clear, logger: log.logger
        ) { port in
            let client = CurlClient()
            for _ in 0..<3 {
                await #expect(throws: SyncTransportError.notListed) {
                    try await link(
                        port, to: hub.device, as: stranger, client: client, scheme: "http"
                    ).exchange([1])
                }
            }
            let peer = try SlowPeer(port: port)
            peer.send(
                "GET \(SyncEndpoint.identityPath) HTTP/1.1\r\nHost: hub\r\n"
                    + "\(SyncEndpoint.deviceHeader): \(stranger.device)\r\n\r\n")
            let answer = try await peer.receive(until: "listed here\n")
            #expect(answer.hasPrefix("HTTP/1.1 403"))
            #expect(answer.lowercased().contains("connection: close"))
            try await peer.hungUp()
        }
        let told = log.lines.filter { $0.message == "a device that is not listed was refused" }
        #expect(told.count == 1)
        #expect(told.first?.level == .warning)
        #expect(told.first?.metadata["peer.device"] == "\(stranger.device)")
        #expect(told.first?.metadata["admit"] == "liaison peer add NAME \(stranger.device)")
    }

    @Test func `a request that breaks off or is no HTTP is no error`() async throws {
        let log = HeardLog()
        try await withServer(
            hub.identity, listing: [laptop.device], security: .clear, logger: log.logger
        ) { port in
            let head =
                "POST \(SyncEndpoint.syncPath) HTTP/1.1\r\nHost: hub\r\n"
                + "\(SyncEndpoint.deviceHeader): \(laptop.device)\r\n"
            do {
                let leaving = try SlowPeer(port: port)
                leaving.send(head + "Content-Length: 100\r\n\r\nhalf")
                try await Task.sleep(for: .milliseconds(100))
            }
            let garbled = try SlowPeer(port: port)
            garbled.send(head + "Transfer-Encoding: chunked\r\n\r\nXYZ\r\n")
            try await garbled.hungUp()
            #expect(
                try await link(port, to: hub.device, as: laptop, scheme: "http").exchange([1, 2])
                    == [2, 1])
        }
        #expect(!log.lines.contains { $0.message == "a request could not be answered" })
    }
}

/// Keeps a promise once the handshake is over.
private final class HandshakeWaiter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let done: EventLoopPromise<Void>

    init(_ done: EventLoopPromise<Void>) { self.done = done }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { done.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

    func channelInactive(context: ChannelHandlerContext) {
        done.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}

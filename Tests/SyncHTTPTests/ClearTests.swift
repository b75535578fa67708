import CurlClient
import Logging
import SyncHTTP
import SyncServer
import Testing

@Suite struct ClearTests {
    let hub: Party
    let laptop: Party

    init() throws {
        hub = try Party(1)
        laptop = try Party(2)
    }

    @Test func `without TLS both sides say who they are`() async throws {
        let responder = Reverser()
        try await withServer(
            hub.identity, listing: [laptop.device], responder: responder, security: .clear
        ) { port in
            let peer = try link(port, to: hub.device, as: laptop, scheme: "http")
            #expect(try await peer.exchange([1, 2]) == [2, 1])
            #expect(await peer.pin == nil)
            await #expect(throws: SyncTransportError.notListed) {
                try await link(port, to: hub.device, as: Party(3), scheme: "http").exchange([1])
            }
            await #expect(
                throws: SyncTransportError.wrongDevice(expected: laptop.device, found: hub.device)
            ) {
                try await link(port, to: laptop.device, as: laptop, scheme: "http").exchange([1])
            }
        }
        #expect(responder.asked == [laptop.device, laptop.device])
    }

    @Test func `without TLS a server listens on this machine only`() throws {
        #expect(throws: SyncServerError.clearBeyondLoopback(host: "0.0.0.0")) {
            try SyncServer(
                configuration: SyncServerConfiguration(host: "0.0.0.0", port: 0, security: .clear),
                identity: hub.identity, responder: Reverser(), authorize: { _ in true },
                logger: Logger(label: "test"))
        }
    }

    @Test func `an address in use is reported as such`() async throws {
        try await withServer(hub.identity, listing: []) { port in
            let second = try SyncServer(
                configuration: SyncServerConfiguration(host: "127.0.0.1", port: port),
                identity: hub.identity, responder: Reverser(), authorize: { _ in true },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            do {
                try await second.run()
                Issue.record("it listens")
            } catch SyncServerError.cannotListen(let host, let taken, _) {
                #expect(host == "127.0.0.1")
                #expect(taken == port)
            }
        }
    }
}

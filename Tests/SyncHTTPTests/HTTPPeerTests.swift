import CurlClient
import SyncHTTP
import Testing
import Trust

@Suite struct HTTPPeerTests {
    let hub: Party
    let laptop: Party

    init() throws {
        hub = try Party(1)
        laptop = try Party(2)
    }

    @Test func `a message comes back answered and the peer's key is pinned`() async throws {
        let responder = Reverser()
        try await withServer(hub.identity, listing: [laptop.device], responder: responder) { port in
            let peer = try link(port, to: hub.device, as: laptop)
            #expect(await peer.pin == nil)
            #expect(try await peer.exchange([1, 2, 3]) == [3, 2, 1])
            #expect(await peer.pin == hub.identity.spkiPin)
            #expect(try await peer.exchange([]) == [])
        }
        #expect(responder.asked == [laptop.device, laptop.device])
    }

    @Test func `large messages go there and back`() async throws {
        try await withServer(hub.identity, listing: [laptop.device]) { port in
            let message = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
            let answer = try await link(port, to: hub.device, as: laptop).exchange(message)
            #expect(answer == message.reversed())
        }
    }

    @Test func `a device that is not listed is refused before its message is looked at`()
        async throws
    {
        let responder = Reverser()
        try await withServer(hub.identity, listing: [], responder: responder) { port in
            await #expect(throws: SyncTransportError.notListed) {
                try await link(port, to: hub.device, as: laptop).exchange([1])
            }
        }
        #expect(responder.asked.isEmpty)
    }

    @Test func `nothing is sent to another device than the expected one`() async throws {
        let responder = Reverser()
        let stranger = try Party(3)
        try await withServer(stranger.identity, listing: [laptop.device], responder: responder) {
            port in
            await #expect(
                throws: SyncTransportError.wrongDevice(expected: hub.device, found: stranger.device)
            ) {
                try await link(port, to: hub.device, as: laptop).exchange([1])
            }
            // Nor where a pin from better days no longer fits.
            let peer = try link(port, to: hub.device, as: laptop, pin: hub.identity.spkiPin)
            await #expect(
                throws: SyncTransportError.wrongDevice(expected: hub.device, found: stranger.device)
            ) { try await peer.exchange([1]) }
            #expect(await peer.pin == hub.identity.spkiPin)
        }
        #expect(responder.asked.isEmpty)
    }

    @Test func `a new transport key of the same device is looked up and pinned`() async throws {
        let renewed = try hub.rotated()
        #expect(renewed.spkiPin != hub.identity.spkiPin)
        try await withServer(renewed, listing: [laptop.device]) { port in
            let peer = try link(port, to: hub.device, as: laptop, pin: hub.identity.spkiPin)
            #expect(try await peer.exchange([1, 2]) == [2, 1])
            #expect(await peer.pin == renewed.spkiPin)
        }
    }

    @Test func `a message beyond the limit is refused and the next one still answered`()
        async throws
    {
        try await withServer(hub.identity, listing: [laptop.device], bodyBytesMax: 1000) { port in
            let peer = try link(port, to: hub.device, as: laptop)
            await #expect(throws: SyncTransportError.tooLarge) {
                try await peer.exchange(Array(repeating: 7, count: 1001))
            }
            await #expect(throws: SyncTransportError.tooLarge) {
                try await peer.exchange(Array(repeating: 7, count: 5_000_000))
            }
            #expect(try await peer.exchange(Array(repeating: 7, count: 1000)).count == 1000)
        }
    }

    @Test func `a peer that cannot answer says so`() async throws {
        let responder = Reverser(failure: CancellationError())
        try await withServer(hub.identity, listing: [laptop.device], responder: responder) { port in
            await #expect(throws: SyncTransportError.peerFailed(status: 500)) {
                try await link(port, to: hub.device, as: laptop).exchange([1])
            }
        }
    }

    @Test func `a client without a node's certificate is refused`() async throws {
        try await withServer(hub.identity, listing: [laptop.device]) { port in
            var request = CurlRequest(
                url: "https://127.0.0.1:\(port)\(SyncEndpoint.identityPath)", method: .get)
            request.usesProxy = false
            await #expect(throws: CurlError.clientRejected) {
                try await CurlClient().perform(request)
            }
        }
    }

    @Test func `anybody listed or not can find out which device answers`() async throws {
        try await withServer(hub.identity, listing: []) { port in
            let found = try await PeerIdentification.find(
                at: PeerAddress("https://127.0.0.1:\(port)"), as: laptop.identity,
                client: CurlClient())
            #expect(found.device == hub.device)
            #expect(found.pin == hub.identity.spkiPin)
        }
    }
}

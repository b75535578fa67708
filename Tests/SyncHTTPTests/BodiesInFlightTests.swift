import Causality
import CurlClient
import SyncHTTP
import SyncServer
import Testing

/// Bodies that are half there, at a real server.
@Suite(.timeLimit(.minutes(2))) struct BodiesInFlightTests {
    let hub: Party
    let devices: [Party]

    init() throws {
        hub = try Party(1)
        devices = try (2..<12).map { try Party($0) }
    }

    private func head(_ device: Party, length: Int, _ more: String = "") -> String {
        "POST \(SyncEndpoint.syncPath) HTTP/1.1\r\nHost: hub\r\n"
            + "\(SyncEndpoint.deviceHeader): \(device.device)\r\n"
            + "Content-Length: \(length)\r\n\(more)\r\n"
    }

    /// One that asks a busy node again five times a second.
    private func patient(_ port: Int, as party: Party, attempts: Int) throws -> HTTPPeer {
        var options = HTTPPeer.Options()
        options.busyAttempts = attempts
        options.busyWaitMax = .milliseconds(200)
        return try HTTPPeer(
            url: "http://127.0.0.1:\(port)", expected: hub.device, identity: party.identity,
            client: CurlClient(), pin: nil, options: options)
    }

    @Test func `half-sent bodies take their budget and no more, and what is over is told to wait`()
        async throws
    {
        try await withServer(
            hub.identity, listing: devices.map(\.device), security: .clear, bodyBytesMax: 1 << 20,
            configure: { $0.bodiesBytesMax = 4 << 20 }
        ) { port in
            var waiting: [SlowPeer] = []
            for device in devices.dropLast() {
                let peer = try SlowPeer(port: port)
                peer.send(head(device, length: 1 << 20))
                peer.send(String(repeating: "a", count: 900_000))
                waiting.append(peer)
            }
            // However long a machine with much to do takes.
            var answers = waiting.map { _ in "" }
            for _ in 0..<100 where answers.count(where: { !$0.isEmpty }) < 3 {
                try await Task.sleep(for: .milliseconds(200))
                for (place, peer) in waiting.enumerated() { answers[place] += peer.received }
            }
            let refused = answers.filter { $0.hasPrefix("HTTP/1.1 503") }
            #expect(refused.count >= 3, "five bodies of 1 MiB are all that fits")
            #expect(refused.allSatisfy { $0.lowercased().contains("retry-after: 5") })
            #expect(answers.filter(\.isEmpty).count >= 3, "the first ones are still awaited")
            // Small requests of others are answered, and all of them once room is there again.
            let last = try #require(devices.last)
            let peer = try patient(port, as: last, attempts: 300)
            #expect(try await peer.exchange([1, 2]) == [2, 1])
            waiting = []
            let body = [UInt8](repeating: 7, count: 1_000_000)
            #expect(try await peer.exchange(body) == body)
        }
    }

    @Test func `what a request says will come takes no room`() async throws {
        try await withServer(
            hub.identity, listing: devices.map(\.device), security: .clear, bodyBytesMax: 1 << 20,
            configure: {
                $0.bodiesBytesMax = 4 << 20
                $0.unknownPerAddressMax = 32
            }
        ) { port in
            var waiting: [SlowPeer] = []
            for device in devices.dropLast() {
                let peer = try SlowPeer(port: port)
                peer.send(head(device, length: 1 << 20) + "a")
                waiting.append(peer)
            }
            let last = try #require(devices.last)
            let body = [UInt8](repeating: 7, count: 900_000)
            let peer = try link(port, to: hub.device, as: last, scheme: "http")
            #expect(try await peer.exchange(body) == body)
            #expect(waiting.allSatisfy { $0.received.isEmpty })
        }
    }

    @Test func `a third request of one device waits its turn, and our client asks again`()
        async throws
    {
        let device = devices[0]
        try await withServer(hub.identity, listing: [device.device], security: .clear) { port in
            var held = try (0..<2).map { _ in
                let peer = try SlowPeer(port: port)
                peer.send(head(device, length: 10) + "half")
                return peer
            }
            try await Task.sleep(for: .milliseconds(200))
            await #expect(throws: SyncTransportError.busy(retryAfter: 5)) {
                try await patient(port, as: device, attempts: 0).exchange([1])
            }
            let exchange = Task {
                try await patient(port, as: device, attempts: 300).exchange([1, 2])
            }
            try await Task.sleep(for: .milliseconds(400))
            #expect(held.allSatisfy { $0.received.isEmpty })
            held = []
            #expect(try await exchange.value == [2, 1])
        }
    }

    @Test func `who asks whether to send is told to go on`() async throws {
        let device = devices[0]
        try await withServer(hub.identity, listing: [device.device], security: .clear) { port in
            let peer = try SlowPeer(port: port)
            peer.send(head(device, length: 2, "Expect: 100-continue\r\n"))
            #expect(
                try await peer.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue"))
            peer.send("ab")
            let answer = try await peer.receive(until: "ba")
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }
}

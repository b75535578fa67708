import Causality
import Logging
import SyncHTTP
import Testing

@testable import SyncServer

/// When a connection is closed, as a question of times alone.
struct ConnectionPaceTests {
    private var pace: ConnectionPace

    init() {
        var configuration = SyncServerConfiguration(host: "127.0.0.1", port: 0)
        configuration.idleTimeOut = .seconds(100)
        configuration.requestTimeOut = .seconds(10)
        configuration.bytesPerSecondMin = 1000
        configuration.bodyTimeOut = .seconds(200)
        pace = ConnectionPace(configuration, now: .seconds(5))
    }

    @Test mutating func `a connection waits for a request no longer than it may be idle`() {
        #expect(pace.deadline == .seconds(105))
        // Bytes that make no head change nothing.
        pace.moved(1_000_000_000)
        #expect(pace.deadline == .seconds(105))
    }

    @Test mutating func `a request has its time, and that of its bytes`() {
        pace.beganRequest(at: .seconds(50))
        #expect(pace.deadline == .seconds(60))
        pace.moved(3000)
        #expect(pace.deadline == .seconds(63))
    }

    @Test mutating func `a body has no more than its whole time, however long it is`() {
        pace.beganRequest(at: .seconds(50))
        pace.moved(Int.max)
        #expect(pace.deadline == .seconds(250))
        pace.moved(Int.max)
        #expect(pace.deadline == .seconds(250))
    }

    @Test mutating func `our own answer takes as long as it takes, its way out does not`() {
        pace.beganRequest(at: .seconds(50))
        pace.endedRequest(at: .seconds(51))
        #expect(pace.deadline == nil)
        pace.beganAnswer(at: .seconds(500))
        #expect(pace.deadline == .seconds(510))
        pace.moved(5000)
        #expect(pace.deadline == .seconds(515))
        pace.endedAnswer(at: .seconds(512))
        #expect(pace.deadline == .seconds(612))
    }

    @Test mutating func `a body that is refused while it comes must still come to its end`() {
        pace.beganRequest(at: .seconds(50))
        pace.beganAnswer(at: .seconds(52))
        pace.endedAnswer(at: .seconds(53))
        #expect(pace.deadline == .seconds(63))
        pace.endedRequest(at: .seconds(54))
        #expect(pace.deadline == .seconds(154))
    }
}

/// The same with a real server and a peer that takes its time.
@Suite(.timeLimit(.minutes(2))) struct SlowPeerTests {
    private let hub: Party
    private let laptop: Party

    init() throws {
        hub = try Party(1)
        laptop = try Party(2)
    }

    /// Many more bytes than come through before a server with these times hangs up, a hundred a second.
    private static let bytesMost = 3000

    private func hurried(_ configuration: inout SyncServerConfiguration) {
        configuration.idleTimeOut = .milliseconds(400)
        configuration.requestTimeOut = .milliseconds(400)
        configuration.bytesPerSecondMin = 10_000
    }

    private var head: String {
        "POST \(SyncEndpoint.syncPath) HTTP/1.1\r\nHost: hub\r\n"
            + "\(SyncEndpoint.deviceHeader): \(laptop.device)\r\n"
    }

    @Test func `a handshake that never ends is cut`() async throws {
        try await withServer(hub.identity, listing: [laptop.device], configure: hurried) { port in
            // A record that announces more than will ever come.
            let peer = try SlowPeer(port: port)
            peer.send("\u{16}\u{3}\u{1}\u{3F}\u{7F}")
            #expect(try await peer.dribble("\u{0}", atMost: Self.bytesMost) < Self.bytesMost)
        }
    }

    @Test func `a head that never ends is cut`() async throws {
        try await withServer(
            hub.identity, listing: [laptop.device], security: .clear, configure: hurried
        ) { port in
            let peer = try SlowPeer(port: port)
            peer.send(head + "X-Padding: ")
            #expect(try await peer.dribble("a", atMost: Self.bytesMost) < Self.bytesMost)
        }
    }

    @Test(arguments: [true, false])
    func `a body that never ends is cut, also one that was refused`(isListed: Bool) async throws {
        let responder = Reverser()
        try await withServer(
            hub.identity, listing: isListed ? [laptop.device] : [], responder: responder,
            security: .clear, configure: hurried
        ) { port in
            let peer = try SlowPeer(port: port)
            peer.send(head + "Content-Length: 100000\r\n\r\n")
            #expect(try await peer.dribble("a", atMost: Self.bytesMost) < Self.bytesMost)
        }
        #expect(responder.asked.isEmpty)
    }

    @Test func `a body that keeps its pace is cut after its whole time, and the log says whose`()
        async throws
    {
        let log = HeardLog()
        try await withServer(
            hub.identity, listing: [laptop.device], security: .clear,
            configure: {
                $0.bytesPerSecondMin = 1
                $0.bodyTimeOut = .milliseconds(3000)
            }, logger: log.logger
        ) { port in
            let peer = try SlowPeer(port: port)
            // Whose connection it is, is known once a request was let in, which a busy machine may do late.
            peer.send(head + "Content-Length: 2\r\n\r\nab")
            #expect(try await peer.receive(until: "ba").hasSuffix("ba"))
            peer.send(head + "Content-Length: 100000\r\n\r\n")
            #expect(try await peer.dribble("a", atMost: Self.bytesMost) < Self.bytesMost)
        }
        let told = log.lines.filter { $0.message == "a connection was cut: it was too slow" }
        #expect(told.map(\.level) == [.warning])
        #expect(told.first?.metadata["peer.device"] == "\(laptop.device)")
        #expect(told.first?.metadata["while"] == "receiving a request")
    }

    @Test func `an answer that nobody reads is cut`() async throws {
        let size = 8 << 20
        try await withServer(
            hub.identity, listing: [laptop.device], responder: Wordy(size: size), security: .clear,
            configure: {
                $0.requestTimeOut = .milliseconds(400)
                $0.bytesPerSecondMin = 1 << 30
            }
        ) { port in
            let peer = try SlowPeer(port: port)
            peer.send(head + "Content-Length: 1\r\n\r\na")
            #expect(try await peer.sip(atMost: Self.bytesMost * 64) < Self.bytesMost * 64)
        }
    }

    @Test func `a connection that is used again has its time anew`() async throws {
        try await withServer(
            hub.identity, listing: [laptop.device], security: .clear,
            configure: {
                $0.requestTimeOut = .milliseconds(300)
                $0.idleTimeOut = .seconds(60)
            }
        ) { port in
            let peer = try SlowPeer(port: port)
            for _ in 0..<3 {
                peer.send(head + "Content-Length: 2\r\n\r\nab")
                #expect(try await peer.receive(until: "ba").hasSuffix("ba"))
                // Longer than a request may take: between two requests other times hold.
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    /// Answers with much.
    private struct Wordy: SyncResponder {
        let size: Int

        func answer(_ body: [UInt8], from peer: DeviceID) async throws -> [UInt8] {
            [UInt8](repeating: 0, count: size)
        }
    }
}

import Causality
import CurlClient
import Foundation
import Logging
import NIOConcurrencyHelpers
import SyncHTTP
import SyncServer
import Testing
import Trust

/// A device with a transport key: who may be at either end.
struct Party: Sendable {
    let deviceKey: SigningKey
    let identity: TransportIdentity

    var device: DeviceID { identity.device }

    init(_ number: UInt8) throws {
        let key = try #require(SigningKey(seed: Array(repeating: number, count: 32)))
        deviceKey = key
        identity = try TransportIdentity.make(signedBy: key)
    }

    /// The same device with a new transport key.
    func rotated() throws -> TransportIdentity { try TransportIdentity.make(signedBy: deviceKey) }
}

/// Answers with the request's bytes in reverse, and writes down who asked.
final class Reverser: SyncResponder {
    private let askers = NIOLockedValueBox<[DeviceID]>([])
    private let failure: (any Error)?

    init(failure: (any Error)? = nil) { self.failure = failure }

    var asked: [DeviceID] { askers.withLockedValue { $0 } }

    func answer(_ body: [UInt8], from peer: DeviceID) async throws -> [UInt8] {
        askers.withLockedValue { $0.append(peer) }
        if let failure { throw failure }
        return body.reversed()
    }
}

/// Runs a server for the listed devices while `body` runs, on a port that the system chose.
func withServer(
    _ identity: TransportIdentity, listing listed: [DeviceID],
    responder: any SyncResponder = Reverser(),
    security: SyncServerConfiguration.Security = .mutualTLS, bodyBytesMax: Int = 1 << 20,
    configure: (inout SyncServerConfiguration) -> Void = { _ in }, logger: Logger = .unheard,
    _ body: @Sendable (_ port: Int) async throws -> Void
) async throws {
    try await withServer(
        identity, authorize: { listed.contains($0) }, responder: responder, security: security,
        bodyBytesMax: bodyBytesMax, configure: configure, logger: logger, body)
}

func withServer(
    _ identity: TransportIdentity, authorize: @escaping @Sendable (DeviceID) async -> Bool,
    responder: any SyncResponder, security: SyncServerConfiguration.Security = .mutualTLS,
    bodyBytesMax: Int, configure: (inout SyncServerConfiguration) -> Void = { _ in },
    logger: Logger = .unheard, _ body: @Sendable (_ port: Int) async throws -> Void
) async throws {
    var configuration = SyncServerConfiguration(
        host: "127.0.0.1", port: 0, security: security)
    configuration.bodyBytesMax = bodyBytesMax
    configure(&configuration)
    let (bound, onBound) = AsyncStream<Int>.makeStream()
    let server = try SyncServer(
        configuration: configuration, identity: identity, responder: responder,
        authorize: authorize,
        logger: logger,
        onBound: { onBound.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { onBound.finish() }
            try await server.run()
        }
        var ports = bound.makeAsyncIterator()
        let port = try #require(await ports.next())
        try await body(port)
        group.cancelAll()
    }
}

func link(
    _ port: Int, to expected: DeviceID, as own: Party, client: CurlClient = CurlClient(),
    pin: String? = nil, scheme: String = "https"
) throws -> HTTPPeer {
    try HTTPPeer(
        url: "\(scheme)://127.0.0.1:\(port)/", expected: expected, identity: own.identity,
        client: client, pin: pin)
}

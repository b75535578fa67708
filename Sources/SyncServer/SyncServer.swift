package import Causality
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
package import SyncHTTP
package import Trust

/// The answering side of the transport: a service that runs until its group shuts down, then lets requests finish.
///
/// Every request is let in by the key of its connection: the certificate says whose it is, `authorize` whether that
/// device may ask. A device that is struck off is refused from its next request on. How many may be connected and for
/// how long, before and after that, is the ``Doorkeeper``'s to say; what their requests hold, the ``RequestLoad``'s.
package struct SyncServer: Service {
    private let configuration: SyncServerConfiguration
    private let service: any Service

    /// - Parameters:
    ///   - configuration: where to listen.
    ///   - identity: who answers.
    ///   - responder: what answers.
    ///   - authorize: whether a device may ask; asked at every request.
    ///   - logger: told what goes wrong.
    ///   - onBound: told the port once the server listens.
    /// - Throws: ``SyncServerError/clearBeyondLoopback(host:)``, ``SyncServerError/identity(_:)``.
    package init(
        configuration: SyncServerConfiguration, identity: TransportIdentity,
        responder: any SyncResponder, authorize: @escaping @Sendable (DeviceID) async -> Bool,
        logger: Logger, onBound: (@Sendable (_ port: Int) async -> Void)? = nil
    ) throws(SyncServerError) {
        self.configuration = configuration
        let keeper = Doorkeeper(
            .init(
                all: configuration.connectionsMax, unknown: configuration.unknownMax,
                unknownPerAddress: configuration.unknownPerAddressMax,
                perDevice: configuration.connectionsPerDeviceMax,
                firstRequest: configuration.firstRequestTimeOut), logger)
        let handler = RequestHandler(
            configuration: configuration, device: identity.device, responder: responder,
            authorize: authorize, keeper: keeper, logger: logger)
        let channel = HTTP1Channel(
            responder: { request, writer, channel in
                try await handler.handle(request, writer, on: channel)
            }, configuration: Self.httpConfiguration(configuration, keeper))
        switch configuration.security {
        case .mutualTLS:
            service = Self.server(
                GuardedChannel(
                    base: try ServerSecurity.secured(channel, as: identity), keeper: keeper),
                configuration, logger, onBound)
        case .clear:
            guard SyncEndpoint.isLoopback(configuration.host) else {
                throw .clearBeyondLoopback(host: configuration.host)
            }
            service = Self.server(
                GuardedChannel(base: channel, keeper: keeper), configuration, logger, onBound)
        }
    }

    /// - Throws: ``SyncServerError/cannotListen(host:port:reason:)``.
    package func run() async throws {
        do { try await service.run() } catch let error as IOError {
            throw SyncServerError.cannotListen(
                host: configuration.host, port: configuration.port,
                reason: String(describing: error))
        }
    }

    private static func httpConfiguration(
        _ configuration: SyncServerConfiguration, _ keeper: Doorkeeper
    ) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [StageHandler(keeper), PaceHandler(configuration, keeper)],
            idleTimeout: TimeAmount(configuration.idleTimeOut),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64))
    }

    private static func server(
        _ channel: some ServerChildChannel, _ configuration: SyncServerConfiguration,
        _ logger: Logger, _ onBound: (@Sendable (Int) async -> Void)?
    ) -> any Service {
        channel.server(
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { await onBound?(port) }
            }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }
}

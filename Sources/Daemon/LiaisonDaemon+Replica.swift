import Foundation
import Logging
import NIOConcurrencyHelpers
package import Records
package import Replica
import ServiceLifecycle
import Store
import SyncHTTP
import SyncServer
import Trust

extension LiaisonDaemon<ReplicaNode> {
    /// Opens the node and runs until a signal asks to stop: the whole of `liaisond` behind its arguments.
    ///
    /// One daemon works on a folder: two would sync, and write down how far they came, over each other's heads.
    ///
    /// - Throws: what opening the node throws, ``DaemonError``, `SyncServerError`.
    package static func run(
        _ configuration: Configuration, file: String?, directory: DataDirectory,
        language: Language, environment: [String: String]
    ) async throws {
        let log = LogOutput(configuration.log, environment: environment)
        guard directory.holdsDatabase else { throw ReplicaError.notInitialised(directory.path) }
        guard let lock = try directory.lockForDaemon() else { throw DaemonError.anotherRuns }
        defer { withExtendedLifetime(lock) {} }
        let owner = try await ReplicaActor(opening: {
            try Replica.open(directory, schema: .liaison, environment: .system)
        })
        let identity = try await owner.withReplica { try $0.transportIdentity() }
        let node = ReplicaNode(owner, identity: identity) {
            try await ReplicaActor(opening: {
                try Replica.open(directory, schema: .liaison, environment: .system)
            })
        }
        let daemon = LiaisonDaemon(
            node: node, folder: directory.path,
            database: (directory.database as NSString).lastPathComponent,
            configuration: configuration, file: file, language: language,
            environment: environment, log: log)
        // On a shared node the members' commands have what they write signed here.
        let folder = try directory.opened()
        let signing =
            folder.isShared
            ? [try SigningService(folder, owner: owner, logger: log.logger(label: "signing"))] : []
        try await daemon.run(
            processID: getpid(), beside: signing,
            makeServer: configuration.serve.address.map { address in
                { serving in
                    try server(
                        at: address, configuration.serve, node, identity, serving,
                        logger: log.logger(label: "server"))
                }
            })
    }

    private static func server(
        at address: String, _ serve: Configuration.Serve, _ node: ReplicaNode,
        _ identity: TransportIdentity, _ serving: Serving, logger: Logger
    ) throws -> any Service {
        if serve.plainHTTP {
            logger.warning(
                "serving without TLS: whoever can reach this address is believed",
                metadata: ["address": "\(address)"])
        }
        let responder = CountingResponder(node, didReceive: serving.didReceive)
        let lists = ReplicaResponder(node.owner)
        var limits = SyncServerConfiguration(at: address, serve)
        limits.connectionsMax = DescriptorLimit.connections(
            wanted: serve.connectionsMax, limit: DescriptorLimit.raise())
        if limits.connectionsMax < serve.connectionsMax {
            logger.warning(
                "fewer connections than configured: the system gives too few file descriptors",
                metadata: [
                    "connections": "\(limits.connectionsMax)",
                    "connections_max": "\(serve.connectionsMax)",
                ])
        }
        return try SyncServer(
            configuration: limits,
            identity: identity, responder: responder, authorize: { await lists.lists($0) },
            logger: logger
        ) { port in
            logger.notice("listening", metadata: ["address": "\(address)", "port": "\(port)"])
            serving.didStart()
        }
    }
}

extension SyncServerConfiguration {
    init(at address: String, _ serve: Configuration.Serve) {
        self.init(
            host: address, port: serve.port, security: serve.plainHTTP ? .clear : .mutualTLS)
        connectionsMax = serve.connectionsMax
        connectionsPerDeviceMax = serve.connectionsPerDeviceMax
        unknownMax = serve.unknownMax
        unknownPerAddressMax = serve.unknownPerAddressMax
        firstRequestTimeOut = serve.firstRequestTimeout
        requestsPerDeviceMax = serve.requestsPerDeviceMax
        bodiesBytesMax = Int(clamping: serve.bodiesMax.bytes)
        bodyTimeOut = serve.bodyTimeout
    }
}

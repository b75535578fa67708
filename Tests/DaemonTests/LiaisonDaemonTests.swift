import Foundation
import Logging
import NIOConcurrencyHelpers
import Records
import ServiceLifecycle
import Store
import Testing
import UnixSignals

@testable import Daemon

/// The daemon as a whole over a node of the test's own, with a real folder, real signals and a service manager.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct LiaisonDaemonTests {
    /// A node that holds numbers instead of changes.
    private struct FakeNode: DaemonNode {
        let peers = NIOLockedValueBox(["hq"])
        let seq = NIOLockedValueBox<Int64>(0)
        let isUpgraded = NIOLockedValueBox(false)
        let networks = NIOLockedValueBox<[Configuration.Network]>([])
        let rounds: AsyncStream<String>
        private let begun: AsyncStream<String>.Continuation

        init() { (rounds, begun) = AsyncStream.makeStream() }

        func dialledPeers() async throws -> [String] { peers.withLockedValue { $0 } }

        func newestSeq() async throws -> Int64 {
            if isUpgraded.withLockedValue({ $0 }) {
                throw StoreError.newerSchema(found: 9, known: 1)
            }
            return seq.withLockedValue { $0 }
        }

        func catchUp() async throws -> Bool { true }
        func answers() async -> Bool { true }
        func notices() async throws -> [NodeNotice] { [] }
        func openConflicts() async throws -> [OpenConflict] { [] }

        func sync(
            with peer: String, network: Configuration.Network,
            didHear: @escaping @Sendable () -> Void
        ) async -> RoundResult<String> {
            networks.withLockedValue { $0.append(network) }
            begun.yield(peer)
            return RoundResult(.success)
        }
    }

    private let folder: TemporaryFolder
    private let node = FakeNode()
    private let manager: ServiceManager
    private let file: String
    private let wal: String

    init() throws {
        folder = try TemporaryFolder()
        manager = try ServiceManager(isAbstract: true)
        wal = try folder.write([1], to: "liaison.sqlite-wal")
        file = try folder.write(Array(Self.settings.utf8), to: "liaisond.yaml")
    }

    /// An interval of a day: every round but the first has a reason.
    private static let settings = "sync: {interval: 1d, retry_min: 1s, settle: 10ms}\n"

    private func start(
        makeServer: (@Sendable (LiaisonDaemon<FakeNode>.Serving) async throws -> any Service)? = nil
    ) throws -> Task<Void, any Error> {
        let configuration = try Configuration.load(from: file)
        let environment = ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "1000000"]
        var quiet = configuration.log
        quiet.level = .critical
        let daemon = LiaisonDaemon(
            node: node, folder: folder.path, database: "liaison.sqlite",
            configuration: configuration, file: file, language: .english,
            environment: environment, log: LogOutput(quiet, environment: [:]))
        return Task {
            try await daemon.run(
                processID: getpid(), stopSignals: [.sigusr1], makeServer: makeServer)
        }
    }

    private func touch() throws {
        let handle = try #require(FileHandle(forUpdatingAtPath: wal))
        try handle.write(contentsOf: [2])
        try handle.close()
    }

    @Test func `it syncs, hears an edit, reloads and drains`() async throws {
        let daemon = try start()
        #expect(await manager.receive(beginningWith: "READY=1") == "READY=1")
        var rounds = node.rounds.makeAsyncIterator()
        #expect(await rounds.next() == "hq")
        #expect(await manager.receive(beginningWith: "STATUS=1 peer").contains("1 peer"))
        #expect(await manager.receive(beginningWith: "WATCHDOG") == "WATCHDOG=1")

        // An edit by the CLI: a write, and the log is longer.
        node.seq.withLockedValue { $0 += 1 }
        try touch()
        #expect(await rounds.next() == "hq")

        // A peer that the CLI added.
        node.peers.withLockedValue { $0.append("post") }
        try touch()
        #expect(await rounds.next() == "post")

        try folder.write(
            Array((Self.settings + "network: {connect_timeout: 7s}\n").utf8), to: "liaisond.yaml")
        kill(getpid(), SIGHUP)
        let reloading = await manager.receive(beginningWith: "RELOADING=1")
        #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(await manager.receive(beginningWith: "READY=1") == "READY=1")
        node.seq.withLockedValue { $0 += 1 }
        try touch()
        _ = await rounds.next()
        #expect(node.networks.withLockedValue { $0.last }?.connectTimeout == .seconds(7))

        kill(getpid(), SIGUSR1)
        #expect(await manager.receive(beginningWith: "STOPPING=1") == "STOPPING=1")
        try await daemon.value
    }

    @Test func `it is ready once the server listens, and passes on what arrives there`()
        async throws
    {
        struct Server: Service {
            let serving: LiaisonDaemon<FakeNode>.Serving
            let mayStart: AsyncStream<Void>

            func run() async throws {
                for await _ in mayStart { break }
                serving.didStart()
                try await gracefulShutdown()
            }
        }
        let (mayStart, starting) = AsyncStream<Void>.makeStream()
        let (handed, handing) = AsyncStream<LiaisonDaemon<FakeNode>.Serving>.makeStream()
        node.peers.withLockedValue { $0 = ["hq", "post"] }
        let daemon = try start { serving in
            handing.yield(serving)
            return Server(serving: serving, mayStart: mayStart)
        }
        var servings = handed.makeAsyncIterator()
        let serving = try #require(await servings.next())
        var rounds = node.rounds.makeAsyncIterator()
        let first = [await rounds.next(), await rounds.next()].compactMap(\.self)
        #expect(first.sorted() == ["hq", "post"])
        // Before READY=1 there were only the status line and the watchdog.
        starting.yield()
        #expect(await manager.receive(beginningWith: "READY=1") == "READY=1")

        // Post dialled us and left a change: it is offered to hq only.
        node.seq.withLockedValue { $0 += 1 }
        serving.didReceive(1, "post")
        try touch()
        #expect(await rounds.next() == "hq")
        // Were post to be asked too, it would come before this.
        node.peers.withLockedValue { $0 = ["zuid"] }
        try touch()
        #expect(await rounds.next() == "zuid")

        kill(getpid(), SIGUSR1)
        try await daemon.value
    }

    @Test func `it ends when a newer version has upgraded its database`() async throws {
        let daemon = try start()
        #expect(await manager.receive(beginningWith: "READY=1") == "READY=1")
        node.isUpgraded.withLockedValue { $0 = true }
        try touch()
        await #expect(throws: DaemonError.databaseUpgraded) { try await daemon.value }
    }

    @Test func `it ends when its database is replaced under it`() async throws {
        let daemon = try start()
        #expect(await manager.receive(beginningWith: "READY=1") == "READY=1")
        rename(try folder.write([1], to: "restored"), folder.path + "/liaison.sqlite")
        await #expect(throws: DaemonError.databaseGone) { try await daemon.value }
    }
}

import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle
import Store

/// Looks at the node after each burst of writes to its database, and tells the loop about new changes and other peers.
struct NodeWatch<Node: DaemonNode>: Service {
    let node: Node
    let writes: AsyncStream<Void>
    /// Shared with whoever receives from a peer: rounds, and the server.
    let growth: NIOLockedValueBox<LogGrowth<Node.Peer>>
    let loop: SyncLoop<Node.Peer>
    /// Hears of each look.
    let looks: AsyncStream<Void>.Continuation
    let logger: Logger
    private let told = NIOLockedValueBox(ToldNotices())

    init(
        node: Node, writes: AsyncStream<Void>, growth: NIOLockedValueBox<LogGrowth<Node.Peer>>,
        loop: SyncLoop<Node.Peer>, looks: AsyncStream<Void>.Continuation, logger: Logger
    ) {
        self.node = node
        self.writes = writes
        self.growth = growth
        self.loop = loop
        self.looks = looks
        self.logger = logger
    }

    /// - Throws: ``DaemonError/databaseGone`` when the database was deleted, moved or replaced,
    ///   ``DaemonError/databaseUpgraded`` when a newer version wrote to it, ``StoreError/replaced(_:)`` when another file
    ///   was copied over it.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await look()
            for await _ in writes { try await look() }
            if !Task.isCancelled { throw DaemonError.databaseGone }
        }
    }

    /// What lies in the place of the database is not to be read, less still served, before it is plain that it is the database.
    private func settleFile() async throws {
        var pause = Duration.milliseconds(20)
        while try await !node.checkFile() {
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
        }
    }

    private func look() async throws {
        defer { looks.yield() }
        do {
            try await settleFile()
            loop.notify(.peers(try await node.dialledPeers()))
            let seq = try await node.newestSeq()
            if let known = growth.withLockedValue({ $0.look(seq: seq) }) {
                loop.notify(.changed(knownTo: known))
            }
            let notices = try await node.notices()
            for notice in told.withLockedValue({ $0.fresh(notices, at: .now) }) {
                logger.warning(notice.message, metadata: notice.metadata)
            }
        } catch StoreError.newerSchema {
            throw DaemonError.databaseUpgraded
        } catch StoreError.replaced(let path) {
            throw StoreError.replaced(path)
        } catch is CancellationError {
            // The daemon is ending.
        } catch {
            // The next write is another chance; a database that stays unreadable starves the watchdog.
            logger.warning(
                "database not readable",
                metadata: ["cause": "\(OwnFault(error)?.cause ?? "\(error)")"])
        }
    }
}

/// Why a running daemon ends by itself.
package enum DaemonError: Error, Hashable, Sendable {
    /// The open database is no longer the file of that name: what is written to it would be lost.
    case databaseGone
    /// A newer version has upgraded the database, which this one no longer understands.
    case databaseUpgraded
    /// Another daemon holds the folder.
    case anotherRuns
}

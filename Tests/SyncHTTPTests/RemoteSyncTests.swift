import Causality
import Foundation
import NIOConcurrencyHelpers
import Replica
import Store
import Sync
import SyncHTTP
import Testing
import Trust

/// Two whole nodes, with stores, over TLS.
@Suite struct RemoteSyncTests {
    @Test func `two nodes come level over TLS`() async throws {
        let hub = try await Node("hub")
        let laptop = try await Node("laptop")
        try await hub.know(laptop)
        try await hub.add((0..<40).map { "of the hub \($0)" })
        try await laptop.add((0..<30).map { "of the laptop \($0)" })
        try await hub.serve { port in
            try await laptop.know(hub, port: port)
            let reports = NIOLockedValueBox<[RemoteSync.Progress]>([])
            let first = try await laptop.sync(hub) { report in
                reports.withLockedValue { $0.append(report) }
            }
            #expect(first.agreement == .level)
            #expect(first.pulled == 40)
            #expect(first.pushed == 30)
            let seen = reports.withLockedValue { $0 }
            #expect(seen.map(\.exchanges) == Array(1...first.exchanges))
            #expect(seen.last.map { $0.sentBytes > 1000 && $0.receivedBytes > 1000 } == true)

            let again = try await laptop.sync(hub)
            #expect(again.exchanges == 1)
            #expect(again.pulled + again.pushed == 0)
        }
        #expect(try await hub.standing() == laptop.standing())
        let known = try await laptop.peer(hub)
        #expect(known?.pin == hub.identity.spkiPin)
        #expect(known?.lastSuccessMs != nil)
        #expect(known?.lastFailure == nil)
    }

    @Test func `many nodes sync with one at the same time`() async throws {
        let hub = try await Node("hub")
        let nodes = try await [Node("a"), Node("b"), Node("c"), Node("d")]
        for node in nodes {
            try await hub.know(node)
            try await node.add(["of \(node.device)"])
        }
        try await hub.serve { port in
            for round in 1...2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for node in nodes {
                        try await node.know(hub, port: port)
                        group.addTask { _ = try await node.sync(hub) }
                    }
                    try await group.waitForAll()
                }
                if round == 2 {
                    for node in nodes { #expect(try await node.standing() == hub.standing()) }
                }
            }
        }
    }

    @Test func `a node that is not listed learns so and writes it down`() async throws {
        let hub = try await Node("hub")
        let laptop = try await Node("laptop")
        try await laptop.add(["mine"])
        try await hub.serve { port in
            try await laptop.know(hub, port: port)
            await #expect(throws: SyncTransportError.notListed) { try await laptop.sync(hub) }
            let refused = try await laptop.peer(hub)
            #expect(refused?.lastFailureMs != nil)
            #expect(refused?.lastFailure == SyncTransportError.notListed.description)

            // Listed from now on, without anything being started anew.
            try await hub.know(laptop)
            #expect(try await laptop.sync(hub).agreement == .level)
        }
        #expect(try await hub.standing() == laptop.standing())
    }

    @Test func `a transport identity stays until its file is lost and the device stays then too`()
        async throws
    {
        let node = try await Node("node")
        let again = try await node.owner.withReplica { try $0.transportIdentity() }
        #expect(again.spkiPin == node.identity.spkiPin)
        let renewed = try await node.owner.withReplica { replica in
            try replica.store.write { try replica.beginAnew(because: .restored) }
            try Data().write(to: URL(filePath: replica.directory.transportIdentity))
            return try replica.transportIdentity()
        }
        #expect(renewed.spkiPin != node.identity.spkiPin)
        #expect(renewed.device == node.device)
    }
}

import ArgumentParser
import Causality
import CurlClient
import Records
import Replica
import Store
import Sync
import SyncHTTP
import Trust

/// `liaison sync [PEER …]`: exchanges changes with peers now.
struct SyncVerb: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sync", abstract: Wording.syncAbstract.spoken,
            discussion: Wording.syncDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(
        help: Wording.helpSyncPeers.help("peer"), completion: .custom(CompletionContext.peers))
    var peers: [String] = []

    @Flag(help: Wording.helpCheck.help)
    var check = false

    func run(_ context: Context) async throws {
        let (chosen, identity) = try prepare(context)
        guard !chosen.isEmpty else { return try context.note(Wording.noPeersToDial) }
        // From here on the replica belongs to the actor alone.
        let (directory, schema, environment) = (
            try context.directory(), context.schema, context.surroundings.environment
        )
        context.close()
        let owner = try await ReplicaActor(opening: {
            try Replica.open(directory, schema: schema, environment: environment)
        })
        let client = CurlClient()
        let (before, forkedBefore) = try await owner.withReplica { replica in
            (replica.store.newestSeq, try replica.store.read { try replica.forkedDevices() })
        }
        var worst = ExitStatus.done
        var reports: [JSONOutput] = []
        for peer in chosen {
            let session = PeerSession(owner: owner, peer: peer, identity: identity, client: client)
            do {
                let outcome = try await session.run(context.console)
                reports.append(SyncText.json(peer, outcome))
                if !output.json { try context.console.print(SyncText.line(peer, outcome)) }
                if outcome.peerWentBack { try context.note(Wording.wentBack(peer.name)) }
                if let failure = SyncText.failure(peer, outcome) {
                    try context.console.tell(failure)
                    worst = .refused
                }
                if outcome.agreement == .stateDiffers {
                    let problems = try await owner.withReplica { try $0.repairState() }
                    try context.note(Wording.stateDiffers(peer.name, repaired: !problems.isEmpty))
                }
            } catch let failure as Failure {
                reports.append(SyncText.json(peer, failure))
                try context.console.tell(failure)
                if failure.status == .interrupted { throw StatusOnly(status: .interrupted) }
                if worst != .refused { worst = failure.status }
            }
        }
        let (reason, forked) = try await owner.withReplica { replica in
            (replica.newIncarnation, try replica.store.read { try replica.forkedDevices() })
        }
        if let reason { try context.note(Wording.newIncarnation(reason)) }
        for double in forked where !forkedBefore.contains(double) {
            try context.note(Wording.forked(double.name, double.device.fingerprint))
        }
        try context.tellClock()
        let replica = try context.replica()
        let arrivals = ArrivalText(
            arrivals: try Arrivals(in: replica, after: before), context: context, replica: replica)
        if output.json {
            try context.console.print(
                JSONOutput.object([
                    ("peers", .array(reports)), ("arrived", .array(try arrivals.json())),
                ]))
        } else {
            for line in try arrivals.lines() { try context.console.print(line) }
        }
        let (open, afterwards) = try await owner.withReplica { replica in
            let afterwards = FindingCatchUp.afterwards(replica)
            return (try replica.store.read { try replica.store.conflictCount() }, afterwards)
        }
        let found = try context.found(afterwards)
        if open > 0, !output.json { try context.note(Wording.conflictsOpen(open)) }
        if found > 0, !output.json { try context.note(Wording.newFindings(found)) }
        if worst != .done { throw StatusOnly(status: worst) }
        if check, open > 0 { throw StatusOnly(status: .conflictsOpen) }
    }

    /// The peers asked for, or all that have an address; and who we are to them.
    private func prepare(_ context: Context) throws -> ([Peer], TransportIdentity) {
        let replica = try context.replica()
        let known = try replica.store.read { try replica.store.peers() }
        let chosen = try peers.map { name in
            let peer = try PeerLookup.peer(name, among: known)
            guard peer.url != nil else { throw Failure(Wording.peerHasNoAddress(peer.name)) }
            return peer
        }
        return (
            peers.isEmpty ? known.filter { $0.url != nil } : chosen, try replica.transportIdentity()
        )
    }
}

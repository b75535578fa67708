import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison peer list`: every peer with its address and how the last exchange went.
struct PeerList: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: Wording.peerListAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let (peers, forked) = try replica.store.read {
            (try replica.store.peers(), try replica.forkedDevices())
        }
        if output.json {
            let twice = Set(forked.map(\.device))
            return try context.console.print(
                JSONOutput.array(
                    peers.map { PeerText.json($0, isForked: twice.contains($0.device)) }))
        }
        guard !peers.isEmpty else { return try context.note(Wording.noPeers) }
        var table = TextTable([
            Wording.columnPeer.spoken, Wording.columnDevice.spoken, Wording.columnURL.spoken,
            Wording.columnLastSync.spoken,
        ])
        for peer in peers {
            table.add(
                [
                    peer.name, peer.device.fingerprint, peer.url ?? Wording.dialsUs.spoken,
                    PeerText.lastSync(peer, context),
                ].map { TerminalText.escaped($0) })
        }
        for line in table.lines(columns: context.console.columns) {
            try context.console.print(line)
        }
        for double in forked {
            try context.note(Wording.forked(double.name, double.device.fingerprint))
        }
    }
}

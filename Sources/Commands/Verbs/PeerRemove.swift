import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison peer remove NAME`: no more exchange with a device; what came from it stays.
struct PeerRemove: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "remove", abstract: Wording.peerRemoveAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpPeerName.help("name"), completion: .custom(CompletionContext.peers))
    var name: String

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let peer = try replica.store.write {
            let peer = try PeerLookup.peer(name, among: try replica.store.peers())
            _ = try replica.store.removePeer(peer.device)
            return peer
        }
        if output.json {
            try context.console.print(
                JSONOutput.object([
                    ("name", .text(peer.name)), ("device", .text(peer.device.description)),
                ]))
        } else {
            try context.console.print(TerminalText.escaped(Wording.peerRemoved(peer.name).spoken))
        }
    }
}

enum PeerLookup {
    /// By name, or by the beginning of the device id.
    static func peer(_ name: String, among peers: [Peer]) throws(Failure) -> Peer {
        if let peer = peers.first(where: { $0.name == name }) { return peer }
        let byDevice = peers.filter {
            name.count >= 6 && $0.device.description.hasPrefix(name.lowercased())
        }
        if byDevice.count == 1 { return byDevice[0] }
        let nearest = Nearest.words(to: name, in: peers.map(\.name))
        throw Failure(
            Wording.noSuchPeer(name),
            hint: nearest.isEmpty ? Wording.noSuchPeerHint : Wording.nearest(nearest))
    }
}

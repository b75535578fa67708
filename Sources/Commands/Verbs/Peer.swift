import ArgumentParser

/// `liaison peer`: the devices that this node exchanges records with.
struct PeerVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "peer", abstract: Wording.peerAbstract.spoken,
            discussion: Wording.peerDiscussion.spoken,
            subcommands: [PeerAdd.self, PeerList.self, PeerRemove.self])
    }
}

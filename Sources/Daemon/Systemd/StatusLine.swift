import Records

/// What `systemctl status` shows: one line on how the peers stand.
struct StatusLine: Hashable, Sendable {
    let peers: Int
    let running: Int
    let backingOff: Int
    /// What keeps this node itself from going on.
    let fault: OwnFault?

    init<Peer>(_ entries: [Schedule<Peer>.Entry], fault: OwnFault? = nil) {
        self.fault = fault
        peers = entries.count
        running = entries.count { $0.isRunning }
        backingOff = entries.count { $0.isBackingOff && !$0.isRunning }
    }

    var text: Label {
        guard peers > 0 else {
            return Label(en: "no peers to dial", nl: "geen knooppunten om te bellen")
        }
        var en = peers == 1 ? "1 peer" : "\(peers) peers"
        var nl = peers == 1 ? "1 knooppunt" : "\(peers) knooppunten"
        if running > 0 {
            en += ", syncing with \(running)"
            nl += ", bezig met \(running)"
        }
        if backingOff > 0 {
            en += ", \(backingOff) not reachable"
            nl += ", \(backingOff) niet bereikbaar"
        }
        if let fault {
            en = "\(fault.text.en): waiting; " + en
            nl = "\(fault.text.nl): wacht; " + nl
        }
        return Label(en: en, nl: nl)
    }
}

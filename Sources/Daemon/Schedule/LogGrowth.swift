/// Tells what arrived from a peer from what was written here, when the log of the node has grown.
///
/// The watcher only says that somebody wrote. Bookkeeping of a round is a write too, and must not begin another round;
/// what a peer has just sent need not be offered to that peer.
struct LogGrowth<Peer: Hashable & Sendable>: Sendable {
    /// The newest place in the order of arrival that was looked at.
    private var seq: Int64
    /// What peers have sent since then.
    private var received: [Peer: Int64] = [:]

    init(seq: Int64) { self.seq = seq }

    mutating func receive(_ count: Int64, from peer: Peer) {
        guard count > 0 else { return }
        received[peer, default: 0] += count
    }

    /// Looks at the log as it is now.
    ///
    /// - Returns: the peers that have all of it already; nil where the log has not grown. Only when everything new came
    ///   from one peer is it known to have everything: in doubt a peer is asked once more, which costs one request.
    mutating func look(seq now: Int64) -> Set<Peer>? {
        let growth = now - seq
        let sources = received
        seq = now
        received = [:]
        guard growth != 0 else { return nil }
        guard sources.count == 1, let (peer, count) = sources.first, count == growth else {
            return []
        }
        return [peer]
    }
}

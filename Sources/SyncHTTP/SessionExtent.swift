import Wire

/// How much of a session is done, from the messages that pass: how far each side's log has been carried over.
///
/// Both logs are counted in places of their owner's order of arrival. The extent is known once the peer has said where
/// it stands; a session that begins over, comparing all heads, counts from where it goes on.
struct SessionExtent {
    private var pull = Span()
    private var push = Span()
    /// From 0 to 1, never less than before; nil while nothing is known of the other side.
    private(set) var fraction: Double?

    private struct Span {
        var first: UInt64 = 0
        var reached: UInt64 = 0
        var last: UInt64 = 0

        var total: Double { Double(last > first ? last - first : 0) }
        var done: Double { Double(min(reached, last) > first ? min(reached, last) - first : 0) }
    }

    mutating func sent(_ message: SyncMessage) {
        switch message {
        case .hello(let hello):
            pull.first = hello.cursor?.seq ?? 0
            push.last = hello.standing.newestSeq
        case .pull(let request): pull.reached = max(pull.reached, request.afterSeq)
        case .push(let changes):
            if push.reached == 0 { push.first = min(changes.throughSeq, push.last) }
            push.reached = changes.throughSeq
        default: break
        }
        advance()
    }

    mutating func received(_ message: SyncMessage) {
        switch message {
        case .welcome(let welcome): pull.last = welcome.standing.newestSeq
        case .changes(let changes): pull.reached = max(pull.reached, changes.throughSeq)
        default: break
        }
        advance()
    }

    private mutating func advance() {
        guard pull.last > 0 || push.reached > 0 else { return }
        let total = pull.total + push.total
        fraction = max(fraction ?? 0, total == 0 ? 1 : (pull.done + push.done) / total)
    }
}

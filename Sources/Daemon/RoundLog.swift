import Logging

/// What the log says of rounds: the first of a kind at the level that it deserves, its repetitions only to who looks closely.
struct RoundLog<Peer: Hashable & Comparable & Sendable>: Sendable {
    /// Peers whose last round came to nothing, and how.
    private var failed: [Peer: Schedule<Peer>.Outcome] = [:]
    /// What keeps this node from keeping anything; nil while all is well.
    private(set) var fault: OwnFault?

    /// One line.
    struct Line: Sendable {
        let level: Logger.Level
        let message: Logger.Message
        let metadata: Logger.Metadata
    }

    /// The lines that a round is worth.
    mutating func lines(_ result: RoundResult<Peer>, of peer: Peer) -> [Line] {
        if let fault = result.fault { return lines(fault) }
        var lines: [Line] = []
        if fault != nil, result.outcome == .success || result.outcome == .interrupted {
            fault = nil
            lines.append(
                Line(level: .notice, message: "this node can keep changes again", metadata: [:]))
        }
        let isNew = failed.updateValue(result.outcome, forKey: peer) != result.outcome
        var metadata = result.metadata
        metadata["peer"] = "\(peer)"
        func line(_ level: Logger.Level, _ message: Logger.Message) {
            lines.append(Line(level: isNew ? level : .debug, message: message, metadata: metadata))
        }
        switch result.outcome {
        case .success:
            failed[peer] = nil
            line(.debug, "synced")
        case .unreachable: line(.info, "peer not reachable")
        case .interrupted: line(.info, "connection to peer broke")
        case .failed: line(.warning, "sync with peer came to nothing")
        case .refused: line(.error, "peer refuses to sync")
        case .hurt: break
        }
        return lines
    }

    private mutating func lines(_ next: OwnFault) -> [Line] {
        defer { fault = next }
        let level: Logger.Level =
            if fault == next { .debug } else if next == .busy { .warning } else { .error }
        return [
            Line(level: level, message: next.message, metadata: ["cause": "\(next.cause)"])
        ]
    }
}

extension OwnFault {
    /// Constant, as all messages are.
    fileprivate var message: Logger.Message {
        switch self {
        case .diskFull: "this disk is full: nothing is fetched until there is room"
        case .access: "this node cannot be written to: nothing is fetched"
        case .disk: "this disk fails: nothing is fetched"
        case .busy: "another process has been writing for too long"
        }
    }
}

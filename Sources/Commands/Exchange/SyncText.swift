import Records
import Store
import Sync

/// What a session with a peer came to, as `sync` prints it.
enum SyncText {
    static func line(_ peer: Peer, _ outcome: Initiator.Outcome) -> String {
        let end: Label =
            switch outcome.agreement {
            case .level: Wording.isLevel
            case .differs: Wording.isDifferent
            case .stateDiffers: Wording.isStateDifferent
            case .refused: Wording.isRefused
            }
        return TerminalText.escaped(
            Wording.exchanged(peer.name, outcome.pulled, outcome.pushed, end).spoken)
    }

    /// What a person must know of a session that came to its end; nil where all is well.
    static func failure(_ peer: Peer, _ outcome: Initiator.Outcome) -> Failure? {
        if case .refused(let reason) = outcome.agreement {
            return Failure(
                Wording.peerRefused(peer.name), causedBy: [Wording.verbatim(reason)])
        }
        guard outcome.refusedHere + outcome.refusedThere > 0 else { return nil }
        return Failure(
            Wording.changesRefused(outcome.refusedHere, outcome.refusedThere),
            hint: Wording.changesRefusedHint)
    }

    static func json(_ peer: Peer, _ outcome: Initiator.Outcome) -> JSONOutput {
        let result =
            switch outcome.agreement {
            case .level: "level"
            case .differs: "differs"
            case .stateDiffers: "state_differs"
            case .refused: "refused"
            }
        return .object([
            ("peer", .text(peer.name)), ("result", .text(result)), ("pulled", .int(outcome.pulled)),
            ("pushed", .int(outcome.pushed)), ("refused_here", .int(outcome.refusedHere)),
            ("refused_there", .int(outcome.refusedThere)), ("exchanges", .int(outcome.exchanges)),
            ("error", .null),
        ])
    }

    static func json(_ peer: Peer, _ failure: Failure) -> JSONOutput {
        .object([
            ("peer", .text(peer.name)), ("result", .text("failed")), ("pulled", .int(0)),
            ("pushed", .int(0)), ("refused_here", .int(0)), ("refused_there", .int(0)),
            ("exchanges", .int(0)), ("error", .text(failure.message.spoken)),
        ])
    }
}

extension Console {
    /// A failure that does not end the run.
    func tell(_ failure: Failure) throws {
        try flush()
        try draw(failure.rendered)
    }
}

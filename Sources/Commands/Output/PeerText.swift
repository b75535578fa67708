import Causality
import Records
import Store

/// A peer as lists and `status` print it.
enum PeerText {
    static func lastSync(_ peer: Peer, _ context: Context) -> String {
        let success = peer.lastSuccessMs.map { context.minute($0) } ?? Wording.never.spoken
        guard let failure = peer.lastFailureMs, failure > peer.lastSuccessMs ?? 0 else {
            return success
        }
        return Wording.lastFailed(success, context.minute(failure), peer.lastFailure ?? "").spoken
    }

    static func json(_ peer: Peer, isForked: Bool) -> JSONOutput {
        .object([
            ("name", .text(peer.name)), ("device", .text(peer.device.description)),
            ("url", .optional(peer.url)), ("forked", .bool(isForked)),
            ("last_success", .optional(peer.lastSuccessMs.map(TimeText.utc))),
            ("last_failure", .optional(peer.lastFailureMs.map(TimeText.utc))),
            ("last_failure_reason", .optional(peer.lastFailure)),
        ])
    }
}

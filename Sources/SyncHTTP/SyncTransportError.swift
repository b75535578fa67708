package import Causality
import CurlClient
import Trust

/// Why an exchange with a peer failed. Texts are technical causes, for a "caused by" line.
package enum SyncTransportError: Error, Hashable, Sendable {
    /// Not an address that a peer can have: `https://…`, or `http://…` on this machine.
    case badAddress(String)
    case unreachable(String)
    case timedOut
    /// The peer does not list this device among its own peers.
    case notListed
    /// Another device answers at the peer's address.
    case wrongDevice(expected: DeviceID, found: DeviceID)
    /// What answers is no node: a captive portal, a proxy, another web server.
    case foreignReply(status: Int, contentType: String?)
    /// Something on the way put its own words or its own packing in place of the node's answer.
    case alteredReply(Alteration)
    /// The peer has no room for a request now; asked again several times. In seconds, when it wants to be asked next.
    case busy(retryAfter: Int?)
    /// The peer speaks another version of the protocol.
    case protocolMismatch(found: String)
    /// The peer is there and could not answer; the HTTP status.
    case peerFailed(status: Int)
    /// The connection ended in the middle. Nothing is half applied; ask again.
    case cutShort
    /// A message or its answer passes the limit.
    case tooLarge
    case cancelled
    case tls(String)
    /// The session went on for longer, or moved more, than it may; what was exchanged is kept.
    case sessionTooLong(SessionBudget.Excess)

    /// - Precondition: the pin has been dealt with; a mismatch here is a second one.
    init(_ error: CurlError) {
        switch error {
        case .unreachable(let reason), .other(let reason): self = .unreachable(reason)
        case .timedOut: self = .timedOut
        case .tls(let reason): self = .tls(reason)
        case .pinMismatch: self = .tls("the peer's key changed twice within one exchange")
        case .clientRejected: self = .tls("the peer did not accept our certificate")
        case .cutShort: self = .cutShort
        case .tooLarge: self = .tooLarge
        case .cancelled: self = .cancelled
        }
    }

    init(_ error: TransportIdentityError) {
        self = .tls("the peer's certificate is not that of a node: \(error)")
    }
}

/// Technical English, for logs and for the failure noted with a peer.
extension SyncTransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badAddress(let url): "not a peer's address: \(url)"
        case .unreachable(let reason): "unreachable: \(reason)"
        case .timedOut: "timed out"
        case .notListed: "the peer does not list this device"
        case .wrongDevice(let expected, let found):
            "device \(found.fingerprint) answers, \(expected.fingerprint) was expected"
        case .foreignReply(let status, let contentType):
            "the answer is no node's: status \(status), \(contentType ?? "no content type")"
        case .alteredReply(let alteration): alteration.description
        case .busy: "the peer is busy"
        case .protocolMismatch(let found): "the peer speaks protocol \(found)"
        case .peerFailed(let status): "the peer could not answer: status \(status)"
        case .cutShort: "the connection was cut"
        case .tooLarge: "a message is too large"
        case .cancelled: "cancelled"
        case .tls(let reason): "TLS: \(reason)"
        case .sessionTooLong(let excess):
            "the session was ended: \(excess); what was exchanged is kept"
        }
    }
}

/// The names that both sides of the transport use.
///
/// `POST /liaison/v1/sync` carries a sync message there and its answer back; `GET /liaison/v1/identity` answers 204 and
/// is asked for the sake of the certificate. Every answer bears ``protocolHeader``: one without it is not ours.
package enum SyncEndpoint {
    package static let syncPath = "/liaison/v1/sync"
    package static let identityPath = "/liaison/v1/identity"
    /// In lower case, as HTTP/2 and libcurl's reader here have them.
    package static let protocolHeader = "liaison-protocol"
    package static let protocolVersion = "1"
    /// The sender's device id in 64 hexadecimal digits, both ways; only without TLS, where no certificate says it.
    package static let deviceHeader = "liaison-device"
    /// The sender's wall clock in milliseconds since 1970: so two machines can tell people that their clocks differ. An older
    /// node says none.
    package static let clockHeader = "liaison-clock"
    package static let contentType = "application/x-liaison-sync"
    /// A message: a frame at its limit, and heads or introductions beside it.
    package static let messageBytesMax = 16 << 20

    /// When to ask again a node that is busy: it answers 503 with this in `Retry-After`.
    package static let retryAfterSeconds = 5

    /// Without TLS nobody knows who asks: only within one machine, for development.
    package static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

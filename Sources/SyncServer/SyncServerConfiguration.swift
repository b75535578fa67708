import SyncHTTP

/// Where and within what limits a ``SyncServer`` listens.
package struct SyncServerConfiguration: Hashable, Sendable {
    package enum Security: Hashable, Sendable {
        /// TLS 1.3, both sides with a certificate.
        case mutualTLS
        /// Nothing: on this machine only, for development. Whoever asks says who it is, and is believed.
        case clear
    }

    package var host: String
    /// 0 lets the system choose.
    package var port: Int
    package var security: Security
    /// A connection on which no whole head of a request has come for so long is closed.
    package var idleTimeOut: Duration
    /// What a request may take to arrive, and its answer to leave, beside the time that their bytes take at
    /// `bytesPerSecondMin`.
    package var requestTimeOut: Duration
    /// Slower than any link that people sync over.
    package var bytesPerSecondMin: Int
    /// What a request's body may take to arrive and an answer's to leave, however long they are.
    package var bodyTimeOut: Duration
    /// Of one request.
    package var bodyBytesMax: Int
    /// Of all requests that are being received and answered.
    package var bodiesBytesMax: Int
    /// In flight at once.
    package var requestsPerDeviceMax: Int
    /// Connections at once. Those of devices that are not known have limits of their own, so the rest is for listed ones.
    package var connectionsMax: Int
    package var connectionsPerDeviceMax: Int
    /// On which no request of a listed device was let in yet.
    package var unknownMax: Int
    /// The same, from one IPv4 address or one IPv6 network of 64 bits.
    package var unknownPerAddressMax: Int
    /// From the connection to the first request that is let in, its handshake included.
    package var firstRequestTimeOut: Duration

    package init(host: String, port: Int, security: Security = .mutualTLS) {
        self.host = host
        self.port = port
        self.security = security
        idleTimeOut = .seconds(120)
        requestTimeOut = .seconds(60)
        bytesPerSecondMin = 512
        bodyTimeOut = .seconds(600)
        bodyBytesMax = SyncEndpoint.messageBytesMax
        bodiesBytesMax = 64 << 20
        requestsPerDeviceMax = 2
        connectionsMax = 4096
        connectionsPerDeviceMax = 16
        unknownMax = 64
        unknownPerAddressMax = 8
        firstRequestTimeOut = .seconds(10)
    }
}

/// Why a server does not start.
package enum SyncServerError: Error, Hashable, Sendable {
    /// Without TLS it listens on this machine only.
    case clearBeyondLoopback(host: String)
    /// The transport identity cannot be used for TLS.
    case identity(String)
    /// The address is in use, is not this machine's, or may not be used.
    case cannotListen(host: String, port: Int, reason: String)
}

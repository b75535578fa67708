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
    /// At once; more wait in the system's queue.
    package var connectionsMax: Int
    /// Of one request.
    package var bodyBytesMax: Int

    package init(
        host: String, port: Int, security: Security = .mutualTLS,
        idleTimeOut: Duration = .seconds(120), requestTimeOut: Duration = .seconds(60),
        bytesPerSecondMin: Int = 512, connectionsMax: Int = 256,
        bodyBytesMax: Int = SyncEndpoint.messageBytesMax
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.idleTimeOut = idleTimeOut
        self.requestTimeOut = requestTimeOut
        self.bytesPerSecondMin = bytesPerSecondMin
        self.connectionsMax = connectionsMax
        self.bodyBytesMax = bodyBytesMax
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

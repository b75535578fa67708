/// One HTTP request: HTTP/1.1, over TLS 1.3 where the address says `https`. Redirects are not followed.
package struct CurlRequest: Sendable {
    package enum Method: Sendable {
        case get
        case post([UInt8])
    }

    /// What proves to the server who we are, in PEM.
    package struct ClientCertificate: Sendable {
        package let certificate: String
        package let key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// How the server's key is judged. There are no certificate authorities in either case.
    package enum ServerKey: Hashable, Sendable {
        /// Its public key has this hash, `sha256//BASE64`.
        case pinned(String)
        /// Any key, over a connection of its own; the caller judges ``CurlResponse/serverCertificate``.
        case reported
    }

    package struct TimeOuts: Sendable {
        package var connect: Duration
        package var total: Duration
        /// A transfer that stays below ``slowestBytesPerSecond`` for so long is given up.
        package var stalled: Duration
        package var slowestBytesPerSecond: Int

        package init(
            connect: Duration = .seconds(10), total: Duration = .seconds(3600),
            stalled: Duration = .seconds(60), slowestBytesPerSecond: Int = 1
        ) {
            self.connect = connect
            self.total = total
            self.stalled = stalled
            self.slowestBytesPerSecond = slowestBytesPerSecond
        }
    }

    package let url: String
    package let method: Method
    package var headers: [(name: String, value: String)] = []
    package var clientCertificate: ClientCertificate?
    package var serverKey = ServerKey.reported
    package var timeOuts = TimeOuts()
    package var maxResponseBytes = 1 << 20
    /// Bytes a second; nil is as fast as it goes.
    package var maxSendBytesPerSecond: Int?
    package var maxReceiveBytesPerSecond: Int?
    /// Whether the proxy of the environment (`https_proxy`, `no_proxy`) is used.
    package var usesProxy = true

    package init(url: String, method: Method) {
        self.url = url
        self.method = method
    }
}

/// What came back: a whole answer, whatever its status.
package struct CurlResponse: Sendable {
    package let status: Int
    /// Names in lower case, in the order of arrival.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// The server's own certificate, PEM, where ``CurlRequest/ServerKey/reported`` was asked for over TLS.
    package let serverCertificate: String?

    /// The first header of that name, given in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}

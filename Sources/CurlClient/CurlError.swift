import CCurl

/// Why a request got no answer. The texts are libcurl's own, for a "caused by" line.
package enum CurlError: Error, Hashable, Sendable {
    /// No address, no route, nobody listening.
    case unreachable(String)
    case timedOut
    /// The handshake failed.
    case tls(String)
    /// The server's key is not the pinned one.
    case pinMismatch
    /// The server did not accept our certificate.
    case clientRejected
    /// The connection ended inside a request or an answer.
    case cutShort
    /// The answer is longer than the request allows.
    case tooLarge
    case cancelled
    case other(String)

    /// - Parameters:
    ///   - code: what libcurl returned for the transfer, not `CURLE_OK`.
    ///   - detail: its error buffer; empty where it wrote nothing there.
    init(_ code: CURLcode, detail: String) {
        let text = detail.isEmpty ? String(cString: ccurl_easy_strerror(code)) : detail
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
            CURLE_PROXY, CURLE_INTERFACE_FAILED:
            self = .unreachable(text)
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH: self = .pinMismatch
        case CURLE_FILESIZE_EXCEEDED: self = .tooLarge
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING: self = .cutShort
        case CURLE_RECV_ERROR where text.contains("CONNECT tunnel failed"):
            // A proxy on the way said no: the peer was never reached.
            self = .unreachable(text)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            // Under TLS 1.3 the server's verdict on our certificate comes after our side of the handshake is over.
            if !text.contains("alert") {
                self = .cutShort
            } else if text.contains("certificate") || text.contains("unknown ca") {
                self = .clientRejected
            } else {
                self = .tls(text)
            }
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ISSUER_ERROR:
            self = .tls(text)
        default: self = .other(text)
        }
    }
}

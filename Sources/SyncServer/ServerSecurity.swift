import HummingbirdCore
import HummingbirdTLS
import NIOCore
import NIOSSL
import Trust

/// How connections are set up: HTTP/1.1, over mutual TLS 1.3.
enum ServerSecurity {
    /// - Throws: ``SyncServerError/identity(_:)``.
    static func secured(
        _ channel: HTTP1Channel, as identity: TransportIdentity
    ) throws(SyncServerError) -> TLSChannel<HTTP1Channel> {
        do {
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMBytes(
                    Array(identity.certificate.utf8)
                ).map { .certificate($0) },
                privateKey: .privateKey(
                    try NIOSSLPrivateKey(bytes: Array(identity.key.utf8), format: .pem)))
            tls.minimumTLSVersion = .tlsv13
            // Asks for a certificate and refuses whoever shows none.
            tls.certificateVerification = .noHostnameVerification
            tls.verifySignatureAlgorithms = [.ecdsaSecp256R1Sha256, .ed25519]
            // An idle client does not read our goodbye; a daemon that stops need not wait for its.
            tls.shutdownTimeout = .seconds(1)
            let configuration = HummingbirdTLS.TLSChannelConfiguration(
                tlsConfiguration: tls,
                // No authority signs these certificates. The handshake proves that the other side holds the key; whose
                // key it is, each request asks anew, for this is not called when a session is resumed.
                customVerificationCallback: { _, promise in promise.succeed(.certificateVerified) })
            return try TLSChannel(channel, configuration: configuration)
        } catch { throw .identity(String(describing: error)) }
    }
}

import Crypto
import Foundation
import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import SwiftASN1
import X509

/// A web server behind TLS that is no node: a captive portal, a filtering proxy.
func withForeignServer(_ body: @Sendable (_ port: Int) async throws -> Void) async throws {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("portal.example") }
    let certificate = try Certificate(
        version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
        notValidBefore: .distantPast, notValidAfter: .distantFuture, issuer: name, subject: name,
        extensions: Certificate.Extensions([]), issuerPrivateKey: .init(key))
    let tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: [
            .certificate(
                try NIOSSLCertificate(
                    bytes: Array(certificate.serializeAsPEM().pemString.utf8), format: .pem))
        ],
        privateKey: .privateKey(
            try NIOSSLPrivateKey(bytes: Array(key.pemRepresentation.utf8), format: .pem)))
    let (bound, onBound) = AsyncStream<Int>.makeStream()
    let channel = HTTP1Channel { _, writer, _ in
        let page = ByteBuffer(string: "<html>Please log in</html>")
        try await writer.write(
            response: HTTPResponse(
                status: .ok,
                headerFields: [.contentType: "text/html", .contentLength: "\(page.readableBytes)"]),
            body: ResponseBody(byteBuffer: page))
    }
    let server = try TLSChannel(channel, tlsConfiguration: tls).server(
        configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { onBound.yield($0.localAddress?.port ?? 0) },
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { onBound.finish() }
            try await server.run()
        }
        var ports = bound.makeAsyncIterator()
        if let port = await ports.next() { try await body(port) }
        group.cancelAll()
    }
}

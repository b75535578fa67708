import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// "Binding" of the format page: a transport key of the attacker's, and the certificate by which a device vouches for it.
struct ForeignCertificate: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    init(_ device: ForeignKey) throws {
        let key = P256.Signing.PrivateKey()
        let binding =
            [1] + device.publicKey
            + (try device.signature(
                over: Bytes("liaison tls v1".utf8) + [0]
                    + sha256(Bytes(key.publicKey.derRepresentation))))
        let name = try DistinguishedName { CommonName("mallory") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(timeIntervalSince1970: 946_684_800),
            notValidAfter: Date(timeIntervalSince1970: 4_102_444_800), issuer: name,
            subject: name,
            extensions: Certificate.Extensions([
                Certificate.Extension(
                    oid: [1, 3, 6, 1, 4, 1, 32473, 1, 1], critical: false, value: binding[...])
            ]), issuerPrivateKey: Certificate.PrivateKey(key))
        let der = try certificate.serializeAsPEM().derBytes
        chain = [.certificate(try NIOSSLCertificate(bytes: der, format: .der))]
        self.key = .privateKey(
            try NIOSSLPrivateKey(bytes: Bytes(key.derRepresentation), format: .der))
    }
}

package import Causality
import Crypto
import Foundation
import SwiftASN1
import Wire
import X509

/// A TLS key (P-256) and the self-signed certificate in which the device vouches for it.
///
/// The certificate says nothing but that: no host name, no authority, and a validity that no clock has to be right for.
/// Who proves in a handshake that it holds the key is the device that the certificate's binding names.
package struct TransportIdentity: Sendable {
    /// PEM, ends with a newline.
    package let certificate: String
    /// PEM, ends with a newline. Secret.
    package let key: String
    /// The device that the key belongs to.
    package let device: DeviceID
    /// `sha256//` and the base64 of the SHA-256 of the public key, as libcurl pins it.
    package let spkiPin: String

    /// Draws a new transport key.
    ///
    /// - Parameter deviceKey: the device's **first** signing key: its hash is the device id. A later incarnation's key
    ///   would make an identity of a device that nobody knows.
    /// - Returns: a new identity of that device.
    /// - Throws: ``TransportIdentityError/signing``.
    package static func make(
        signedBy deviceKey: SigningKey
    ) throws(TransportIdentityError) -> TransportIdentity {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let binding = try TransportBinding(deviceKey, transportKey: try encoded(publicKey))
        do {
            let name = try DistinguishedName { CommonName("liaison") }
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
                notValidBefore: Date(timeIntervalSince1970: Validity.from),
                notValidAfter: Date(timeIntervalSince1970: Validity.to), issuer: name,
                subject: name, extensions: Certificate.Extensions([binding.certificateExtension]),
                issuerPrivateKey: Certificate.PrivateKey(key))
            return try TransportIdentity(
                pem: lines(try certificate.serializeAsPEM().pemString)
                    + lines(key.pemRepresentation))
        } catch let error as TransportIdentityError { throw error } catch { throw .signing }
    }

    /// Seconds since 1970: the first day of 2000, and the last second that X.509 can write, which stands for "never".
    private enum Validity {
        static let from: Double = 946_684_800
        static let to: Double = 253_402_300_799
    }

    /// - Parameter pem: the certificate and its key, in either order.
    /// - Throws: ``TransportIdentityError`` unless they belong together and name a device.
    package init(pem: String) throws(TransportIdentityError) {
        let documents: [PEMDocument]
        do { documents = try PEMDocument.parseMultiple(pemString: pem) } catch {
            throw .malformed("PEM")
        }
        let certificates = documents.filter { $0.discriminator == "CERTIFICATE" }
        let keys = documents.filter { $0.discriminator.hasSuffix("PRIVATE KEY") }
        guard documents.count == 2, let certificate = certificates.first, let key = keys.first
        else { throw .malformed("one certificate and one key are expected") }
        self.certificate = Self.lines(certificate.pemString)
        self.key = Self.lines(key.pemString)
        (device, spkiPin) = try Self.peer(certificateDER: certificate.derBytes)
        let ownPin: String
        do {
            let privateKey = try Certificate.PrivateKey(pemDocument: key)
            ownPin = Self.pin(try Self.encoded(privateKey.publicKey))
        } catch { throw .malformed("key") }
        guard ownPin == spkiPin else { throw .otherKey }
    }

    /// Certificate and key in one text, for a file that only its owner reads.
    package var pem: String { certificate + key }

    // MARK: The other side's

    /// Whose key a certificate carries. Whether the other side holds that key is what the handshake proves.
    package static func peer(
        certificatePEM pem: String
    ) throws(TransportIdentityError) -> (device: DeviceID, pin: String) {
        do { return try peer(certificateDER: try PEMDocument(pemString: pem).derBytes) } catch let
            error as TransportIdentityError
        { throw error } catch { throw .malformed("PEM") }
    }

    package static func peer(
        certificateDER der: [UInt8]
    ) throws(TransportIdentityError) -> (device: DeviceID, pin: String) {
        let certificate: Certificate
        do { certificate = try Certificate(derEncoded: der) } catch {
            throw .malformed("certificate")
        }
        let key = try encoded(certificate.publicKey)
        return (try TransportBinding(certificate, transportKey: key).device, pin(key))
    }

    // MARK: Encoding

    /// SubjectPublicKeyInfo, DER.
    private static func encoded(
        _ key: Certificate.PublicKey
    ) throws(TransportIdentityError) -> [UInt8] {
        var serializer = DER.Serializer()
        do { try serializer.serialize(key) } catch { throw .malformed("public key") }
        return serializer.serializedBytes
    }

    private static func pin(_ encodedKey: [UInt8]) -> String {
        "sha256//" + Data(Hashing.sha256(encodedKey).bytes).base64EncodedString()
    }

    /// A PEM text joined to another needs a newline at its end.
    private static func lines(_ pem: String) -> String { pem.hasSuffix("\n") ? pem : pem + "\n" }
}

/// Whoever prints it, in a log or a crash report, sees whose it is and never the key.
extension TransportIdentity: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var description: String { "TransportIdentity(device: \(device.short))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["device": device.short]) }
}

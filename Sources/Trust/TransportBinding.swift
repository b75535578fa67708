import Causality
import SwiftASN1
import Wire
import X509

/// The certificate extension by which a device says that a transport key is its own.
///
/// Shape: version 1 (1 byte) ‖ the device's first Ed25519 key (32) ‖ its signature (64) over
/// "liaison tls v1" and a zero byte ‖ SHA-256 of the transport key's SubjectPublicKeyInfo. It needs no introduction:
/// the hash of the first key is the device id.
struct TransportBinding: Hashable, Sendable {
    let deviceKey: PublicKey
    let signature: [UInt8]

    static let oid: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 55555, 1, 1]
    static let version: UInt8 = 1
    private static let byteCount = 1 + PublicKey.byteCount + SignedChange.signatureBytes

    /// - Parameters:
    ///   - deviceKey: the device's first key, whatever its present incarnation.
    ///   - transportKey: SubjectPublicKeyInfo, DER.
    /// - Throws: ``TransportIdentityError/signing``.
    init(_ deviceKey: SigningKey, transportKey: [UInt8]) throws(TransportIdentityError) {
        self.deviceKey = deviceKey.publicKey
        do { signature = try deviceKey.sign(Self.message(transportKey)) } catch { throw .signing }
    }

    /// The binding that a certificate carries, signature checked.
    init(_ certificate: Certificate, transportKey: [UInt8]) throws(TransportIdentityError) {
        let held = certificate.extensions.filter { $0.oid == Self.oid }
        guard held.count == 1, let bytes = held.first.map({ Array($0.value) }),
            let version = bytes.first
        else { throw .noBinding }
        guard version == Self.version else { throw .unknownBinding(version: version) }
        guard bytes.count == Self.byteCount,
            let key = PublicKey(Array(bytes[1..<(1 + PublicKey.byteCount)]))
        else { throw .malformed("binding") }
        deviceKey = key
        signature = Array(bytes[(1 + PublicKey.byteCount)...])
        guard key.verify(signature, of: Self.message(transportKey)) else { throw .badSignature }
    }

    var device: DeviceID { deviceKey.device }

    var certificateExtension: Certificate.Extension {
        let value = [Self.version] + deviceKey.bytes + signature
        return Certificate.Extension(oid: Self.oid, critical: false, value: value[...])
    }

    private static func message(_ transportKey: [UInt8]) -> [UInt8] {
        Array("liaison tls v1\0".utf8) + Hashing.sha256(transportKey).bytes
    }
}

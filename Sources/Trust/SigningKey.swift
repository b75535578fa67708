package import Causality
import Crypto
package import Wire

/// The Ed25519 key with which one incarnation of a device signs its changes.
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Algorithm byte of Ed25519 in every hash of a key.
    package static let algorithm: UInt8 = 1

    package static let seedBytes = 32

    /// - Parameter seed: 32 random bytes.
    package init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
    }

    package var seed: [UInt8] { Array(key.rawRepresentation) }
    package var publicKey: PublicKey { PublicKey(key.publicKey) }

    /// - Returns: 64 bytes.
    package func sign(_ message: [UInt8]) throws(TrustError) -> [UInt8] {
        do { return Array(try key.signature(for: message)) } catch { throw .signing }
    }

    /// Signs a header and makes the change of it.
    package func sign(
        _ header: ChangeHeader, block: [UInt8], personal: [UInt8] = []
    ) throws(TrustError) -> SignedChange {
        let bytes = header.encoded
        let hash = Hashing.sha256(bytes)
        return SignedChange(
            header: header, headerBytes: bytes, hash: hash, block: block, personal: personal,
            signature: try sign(SignedChange.signedMessage(for: hash)))
    }
}

/// The public half, 32 bytes.
package struct PublicKey: Hashable, Sendable {
    package let bytes: [UInt8]
    private let key: Curve25519.Signing.PublicKey

    package static let byteCount = 32

    fileprivate init(_ key: Curve25519.Signing.PublicKey) {
        self.key = key
        bytes = Array(key.rawRepresentation)
    }

    /// Nil unless these are 32 bytes that make a key: canonical, and not of small order (``Ed25519Rule``).
    package init?(_ bytes: [UInt8]) {
        guard Ed25519Rule.isSoundPoint(bytes[...]),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
        self.bytes = bytes
    }

    package static func == (a: PublicKey, b: PublicKey) -> Bool { a.bytes == b.bytes }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    package func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        Ed25519Rule.isSoundSignature(signature) && key.isValidSignature(signature, for: message)
    }

    /// The incarnation that signs with this key.
    package var replica: ReplicaID {
        let hash = Hashing.sha256(Array("liaison replica\0".utf8), [SigningKey.algorithm], bytes)
        return ReplicaID(high: hash.words.0, low: hash.words.1)
    }

    /// The device whose first key this is.
    package var device: DeviceID {
        Hashing.sha256(Array("liaison device\0".utf8), [SigningKey.algorithm], bytes)
    }
}

/// Why something is not believed.
package enum TrustError: Error, Hashable, Sendable {
    case signing
    /// A signature that its key does not verify.
    case badSignature
    /// An introduction whose introducer is not known here, or is of another device.
    case unknownIntroducer(ReplicaID)
    /// A change by a replica that nobody introduced.
    case neverIntroduced(ReplicaID)
    /// A device has had as many incarnations as one may have (``Roster/depthMax``).
    case tooManyIncarnations
    case malformed(WireError)
}

/// Whoever prints it, in a log or a crash report, sees whose it is and never the key.
extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SigningKey(replica: \(publicKey.replica))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["replica": publicKey.replica]) }
}

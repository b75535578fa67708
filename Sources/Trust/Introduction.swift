package import Causality
import Wire

/// Makes a signing key known: the first key of a device introduces itself, each later one is introduced by one before.
///
/// So a device's id, the hash of its first key, stands for all of its incarnations, and rotating a key is a new
/// incarnation. Introductions travel before content and are relayed by anyone.
///
/// Format: `Format.md`, "Introduction". Signed: "liaison introduction v1" and a zero byte, then the body.
package struct Introduction: Hashable, Sendable {
    package static let version: UInt8 = 1

    package let device: DeviceID
    package let key: PublicKey
    /// The incarnation that introduces this one; nil where the key introduces itself.
    package let introducer: ReplicaID?
    /// What its user calls the device: shown, not unique.
    package let name: String
    package let signature: [UInt8]

    package var replica: ReplicaID { key.replica }

    /// Introduced by the key of the incarnation before, of the same device; a device's first key has no introducer.
    package init(
        _ key: SigningKey, device: DeviceID?, introducer: SigningKey?, name: String
    ) throws(TrustError) {
        self.key = key.publicKey
        self.device = device ?? key.publicKey.device
        self.introducer = introducer?.publicKey.replica
        self.name = name
        let body = Introduction.body(
            device: self.device, key: self.key, introducer: self.introducer, name: name)
        signature = try (introducer ?? key).sign(Introduction.signedMessage(body))
    }

    private static func body(
        device: DeviceID, key: PublicKey, introducer: ReplicaID?, name: String
    ) -> [UInt8] {
        var writer = ByteWriter(reserving: 128)
        writer.byte(version)
        writer.digest(device)
        writer.raw(key.bytes)
        writer.byte(introducer == nil ? 0 : 1)
        if let introducer { writer.replica(introducer) }
        writer.string(name)
        return writer.bytes
    }

    private static func signedMessage(_ body: [UInt8]) -> [UInt8] {
        Array("liaison introduction v1\0".utf8) + body
    }

    package var encoded: [UInt8] {
        Introduction.body(device: device, key: key, introducer: introducer, name: name) + signature
    }

    /// - Throws: ``TrustError/malformed(_:)``. The signature is checked by ``Roster/admit(_:)``.
    package init(encoded bytes: [UInt8]) throws(TrustError) {
        do {
            self = try bytes.reading { (reader) throws(WireError) in try Introduction(&reader) }
        } catch { throw .malformed(error) }
    }

    private init(_ reader: inout ByteReader) throws(WireError) {
        let version = try reader.byte()
        guard version == Self.version else {
            throw version > Self.version
                ? .newerVersion(Int(version)) : .malformed("introduction version")
        }
        device = try reader.digest()
        guard let key = PublicKey(try reader.array(PublicKey.byteCount)) else {
            throw .malformed("a key")
        }
        self.key = key
        switch try reader.byte() {
        case 0: introducer = nil
        case 1: introducer = try reader.replica()
        default: throw .malformed("an introducer")
        }
        name = try reader.string(Limits.nameBytes, "a device name")
        signature = try reader.array(SignedChange.signatureBytes)
    }

    func isSigned(by key: PublicKey) -> Bool {
        let body = Introduction.body(
            device: device, key: self.key, introducer: introducer, name: name)
        return key.verify(signature, of: Introduction.signedMessage(body))
    }
}

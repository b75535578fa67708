import Crypto
import Foundation

typealias Bytes = [UInt8]

func sha256(_ bytes: Bytes) -> Bytes { Bytes(SHA256.hash(data: bytes)) }

func hexadecimal(_ bytes: Bytes) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

/// Reads pairs of digits; what is none is left out.
func unhexadecimal(_ text: String) -> Bytes {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}

func randomBytes(_ count: Int) -> Bytes { (0..<count).map { _ in .random(in: 0...255) } }

/// What a public key is called: "Names" and "Primitives" of the format page.
enum KeyName {
    static func device(_ publicKey: Bytes) -> Bytes {
        sha256(Bytes("liaison device".utf8) + [0, 1] + publicKey)
    }

    static func replica(_ publicKey: Bytes) -> Bytes {
        Bytes(sha256(Bytes("liaison replica".utf8) + [0, 1] + publicKey).prefix(16))
    }
}

/// An Ed25519 key of the attacker's.
struct ForeignKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    let publicKey: Bytes

    init() {
        key = Curve25519.Signing.PrivateKey()
        publicKey = Bytes(key.publicKey.rawRepresentation)
    }

    var device: Bytes { KeyName.device(publicKey) }
    var replica: Bytes { KeyName.replica(publicKey) }

    func signature(over bytes: Bytes) throws -> Bytes { Bytes(try key.signature(for: bytes)) }

    static func isValid(_ signature: Bytes, over bytes: Bytes, by publicKey: Bytes) -> Bool {
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        return key?.isValidSignature(signature, for: bytes) == true
    }
}

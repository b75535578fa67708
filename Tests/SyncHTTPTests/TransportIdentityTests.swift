import Crypto
import Foundation
import SwiftASN1
import Testing
import Trust
import X509

@Suite struct TransportIdentityTests {
    let hub: Party

    init() throws { hub = try Party(1) }

    @Test func `its text holds all of it`() throws {
        let read = try TransportIdentity(pem: hub.identity.pem)
        #expect(read.pem == hub.identity.pem)
        #expect(read.device == hub.deviceKey.publicKey.device)
        #expect(read.spkiPin == hub.identity.spkiPin)
        #expect(try TransportIdentity(pem: read.key + read.certificate).pem == read.pem)
    }

    @Test func `the other side reads device and pin from the certificate`() throws {
        let found = try TransportIdentity.peer(certificatePEM: hub.identity.certificate)
        #expect(found.device == hub.device)
        #expect(found.pin == hub.identity.spkiPin)
        #expect(found.pin.hasPrefix("sha256//"))
    }

    @Test func `a text that lacks a part or mixes two is refused`() throws {
        let other = try Party(2).identity
        #expect(throws: TransportIdentityError.otherKey) {
            try TransportIdentity(pem: hub.identity.certificate + other.key)
        }
        for text in ["", "not PEM", hub.identity.certificate, hub.identity.key + hub.identity.key] {
            #expect(throws: TransportIdentityError.self) { try TransportIdentity(pem: text) }
        }
    }

    /// A certificate for a key of its own with these extensions.
    private func forge(_ extensions: [Certificate.Extension]) throws -> String {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("liaison") }
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: Date(timeIntervalSince1970: 0),
            notValidAfter: Date(timeIntervalSince1970: 4_000_000_000), issuer: name, subject: name,
            extensions: Certificate.Extensions(extensions), issuerPrivateKey: .init(key)
        ).serializeAsPEM().pemString
    }

    private func binding() throws -> Certificate.Extension {
        let genuine = try Certificate(pemEncoded: hub.identity.certificate)
        return try #require(
            genuine.extensions.first { $0.oid == [1, 3, 6, 1, 4, 1, 55555, 1, 1] })
    }

    @Test func `a binding copied to another key is refused`() throws {
        let forged = try forge([binding()])
        #expect(throws: TransportIdentityError.badSignature) {
            try TransportIdentity.peer(certificatePEM: forged)
        }
    }

    @Test func `a certificate that names no device is refused`() throws {
        let plain = try forge([])
        #expect(throws: TransportIdentityError.noBinding) {
            try TransportIdentity.peer(certificatePEM: plain)
        }
    }

    @Test func `a binding that is short, long or newer is refused`() throws {
        let genuine = try binding()
        func refusal(_ value: [UInt8]) throws -> TransportIdentityError? {
            let altered = Certificate.Extension(
                oid: genuine.oid, critical: false, value: value[...])
            let certificate = try forge([altered])
            return #expect(throws: TransportIdentityError.self) {
                try TransportIdentity.peer(certificatePEM: certificate)
            }
        }
        let value = Array(genuine.value)
        #expect(value.count == 97)
        #expect(try refusal(value.dropLast()) == .malformed("binding"))
        #expect(try refusal(value + [0]) == .malformed("binding"))
        #expect(try refusal([]) == .noBinding)
        #expect(try refusal([2] + value.dropFirst()) == .unknownBinding(version: 2))
    }

    @Test func `a damaged certificate is refused`() throws {
        let document = try PEMDocument(pemString: hub.identity.certificate)
        let genuine = try TransportIdentity.peer(certificateDER: document.derBytes)
        for length in stride(from: 0, to: document.derBytes.count, by: 7) {
            #expect(throws: TransportIdentityError.self) {
                try TransportIdentity.peer(certificateDER: Array(document.derBytes.prefix(length)))
            }
        }
        for place in document.derBytes.indices {
            var bytes = document.derBytes
            bytes[place] ^= 0x55
            // Names and validity may change unseen; whose key it is may not.
            guard let found = try? TransportIdentity.peer(certificateDER: bytes) else { continue }
            #expect(found == genuine)
        }
    }
}

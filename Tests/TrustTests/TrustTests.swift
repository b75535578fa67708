import Causality
import Records
import Testing
import Trust
import Wire

private func key(_ byte: UInt8) throws -> SigningKey {
    try #require(SigningKey(seed: Array(repeating: byte, count: 32)))
}

private func change(
    _ key: SigningKey, number: UInt64, previous: ChangeHash?, author: String = "a"
) throws -> SignedChange {
    var writer = BlockWriter(author: author, message: "", chains: [], names: ["thing", "title"])
    writer.beginRecord(RecordID(high: 1, low: number), kind: writer.index(of: "thing"))
    writer.operation(
        field: writer.index(of: "title"), type: StoredType.register.rawValue,
        payload: payload([.text("t\(number)")]))
    let block = writer.finish()
    return try key.sign(
        ChangeHeader(
            dossier: .zero, replica: key.publicKey.replica, number: number, previous: previous,
            lamport: number, wallMs: 0, dependencies: [], blockHash: Hashing.sha256(block)),
        block: block)
}

private func unsigned(_ change: SignedChange, signature: [UInt8]? = nil) -> SignedChange {
    SignedChange(
        header: change.header, headerBytes: change.headerBytes, hash: change.hash,
        block: change.block, signature: signature)
}

@Suite struct `Who signs` {
    /// RFC 8032 has the key pair of this seed; the ids follow from it by the format page.
    @Test func `ids follow from the key`() throws {
        let key = try #require(
            SigningKey(seed: [
                0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec,
                0x2c, 0xc4,
                0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae,
                0x7f, 0x60,
            ]))
        #expect(key.publicKey.bytes.prefix(4) == [0xd7, 0x5a, 0x98, 0x01])
        let expected = Hashing.sha256(Array("liaison device\0".utf8), [1], key.publicKey.bytes)
        #expect(key.publicKey.device == expected)
    }

    @Test func `a key that is printed does not show itself`() throws {
        let key = try #require(SigningKey(seed: Array(repeating: 0xAB, count: 32)))
        let identity = try TransportIdentity.make(signedBy: key)
        struct Holder { let key: SigningKey, identity: TransportIdentity }
        let holder = Holder(key: key, identity: identity)
        var dumped = ""
        dump(holder, to: &dumped)
        for text in ["\(holder)", String(reflecting: holder), dumped] {
            #expect(!text.contains("PRIVATE"))
            #expect(!text.contains("171") && !text.lowercased().contains("abab"))
        }
    }

    @Test func `one good signature covers the run before it`() throws {
        let key = try key(1)
        var roster = Roster()
        try roster.admit(Introduction(key, device: nil, introducer: nil, name: "a"))
        var changes: [SignedChange] = []
        for number in 1...4 as ClosedRange<UInt64> {
            changes.append(try change(key, number: number, previous: changes.last?.hash))
        }
        let run = changes.dropLast().map { unsigned($0) } + [changes[3]]
        #expect(Verification(run, roster: roster).covered == [true, true, true, true])
        // Without the last there is nothing that covers.
        #expect(
            Verification(Array(run.dropLast()), roster: roster).covered == [false, false, false])
    }

    @Test func `an altered change breaks the run before it, and only that`() throws {
        let key = try key(1)
        var roster = Roster()
        try roster.admit(Introduction(key, device: nil, introducer: nil, name: "a"))
        let first = try change(key, number: 1, previous: nil)
        let second = try change(key, number: 2, previous: first.hash)
        let altered = unsigned(try change(key, number: 1, previous: nil, author: "forger"))
        let verification = Verification([altered, second], roster: roster)
        #expect(verification.covered == [false, true])
        let forged = unsigned(second, signature: Array(repeating: 1, count: 64))
        #expect(Verification([first, forged], roster: roster).covered == [true, false])
        #expect(Verification([first, forged], roster: roster).refused.map(\.place) == [1])
    }

    @Test func `beyond some bad signatures no more are looked at, and what is left waits`() throws {
        let key = try key(1)
        var roster = Roster()
        try roster.admit(Introduction(key, device: nil, introducer: nil, name: "a"))
        let honest = try change(key, number: 1, previous: nil)
        let forged = unsigned(honest, signature: Array(repeating: 1, count: 64))
        let verification = Verification(Array(repeating: forged, count: 5000), roster: roster)
        #expect(verification.refused.count == 64)
        #expect(!verification.covered.contains(true))
    }

    @Test func `a change by nobody known is refused`() throws {
        let verification = Verification(
            [try change(key(1), number: 1, previous: nil)], roster: Roster())
        #expect(verification.covered == [false])
        #expect(verification.refused.count == 1)
    }

    @Test func `a later key is introduced by one before it, of the same device alone`() throws {
        let (first, second, other) = (try key(1), try key(2), try key(3))
        var roster = Roster()
        let introduction = try Introduction(first, device: nil, introducer: nil, name: "laptop")
        let later = try Introduction(
            second, device: introduction.device, introducer: first, name: "laptop")
        #expect(throws: TrustError.unknownIntroducer(first.publicKey.replica)) {
            try roster.admit(later)
        }
        #expect(try roster.admit(introduction))
        #expect(try roster.admit(later))
        #expect(try !roster.admit(later))
        let stolen = try Introduction(
            other, device: introduction.device, introducer: nil, name: "thief")
        #expect(throws: TrustError.badSignature) { try roster.admit(stolen) }
        let wrongSigner = try Introduction(
            other, device: other.publicKey.device, introducer: first, name: "thief")
        #expect(throws: TrustError.self) { try roster.admit(wrongSigner) }
        #expect(roster.replicas(of: introduction.device).count == 2)
    }

    @Test func `an introduction that was touched anywhere is refused`() throws {
        let bytes = try Introduction(key(1), device: nil, introducer: nil, name: "laptop").encoded
        #expect(try Introduction(encoded: bytes).encoded == bytes)
        for place in bytes.indices {
            var touched = bytes
            touched[place] ^= 1
            #expect(throws: TrustError.self) {
                var roster = Roster()
                try roster.admit(Introduction(encoded: touched))
            }
            #expect(throws: TrustError.self) {
                try Introduction(encoded: Array(bytes.prefix(place)))
            }
        }
    }
}

package import Causality

/// One change as it is stored and handed on: bit for bit what its author signed.
package struct SignedChange: Sendable {
    package let header: ChangeHeader
    package let headerBytes: [UInt8]
    /// SHA-256 of ``headerBytes``: the change's name.
    package let hash: ChangeHash
    package let block: [UInt8]
    /// The salted block with personal fields; empty when there is none.
    package let personal: [UInt8]
    /// Ed25519 over ``signedMessage(for:)``, 64 bytes; nil where a later change of the same author in the log covers it,
    /// for each change holds the hash of the one before.
    package let signature: [UInt8]?

    package static let signatureBytes = 64

    package init(
        header: ChangeHeader, headerBytes: [UInt8], hash: ChangeHash, block: [UInt8],
        personal: [UInt8] = [], signature: [UInt8]?
    ) {
        self.header = header
        self.headerBytes = headerBytes
        self.hash = hash
        self.block = block
        self.personal = personal
        self.signature = signature
    }

    /// Reads the header, and checks that the blocks are those that it names.
    ///
    /// - Throws: ``WireError``. The signature is not checked here: see `Trust`.
    package init(
        headerBytes: [UInt8], block: [UInt8], personal: [UInt8], signature: [UInt8]?
    ) throws(WireError) {
        guard headerBytes.count <= Limits.headerBytes else { throw .tooLarge("a header") }
        guard block.count <= Limits.blockBytes, personal.count <= Limits.blockBytes else {
            throw .tooLarge("an operation block")
        }
        guard signature == nil || signature?.count == Self.signatureBytes else {
            throw .malformed("signature length")
        }
        let header = try headerBytes.reading { (reader) throws(WireError) in
            try ChangeHeader(&reader)
        }
        guard block.withUnsafeBytes({ Hashing.sha256($0) }) == header.blockHash else {
            throw .malformed("the operation block is not the one that was signed")
        }
        if let personalHash = header.personalHash {
            guard personal.withUnsafeBytes({ Hashing.sha256($0) }) == personalHash else {
                throw .malformed("the personal block is not the one that was signed")
            }
        } else if !personal.isEmpty {
            throw .malformed("a personal block that was not signed")
        }
        self.header = header
        self.headerBytes = headerBytes
        hash = headerBytes.withUnsafeBytes { Hashing.sha256($0) }
        self.block = block
        self.personal = personal
        self.signature = signature
    }

    /// What the author's key signs: a context, so that no other signature of that key can pass for it, and the hash.
    package static func signedMessage(for hash: ChangeHash) -> [UInt8] {
        Array("liaison change v1\0".utf8) + hash.bytes
    }
}

package import Causality

/// What an author signs: who, after what, when by their clock, and the hash of what was done.
///
/// The header holds the hash of the operation block, not the block, so content can be erased later and the chain still
/// holds. Its encoding is canonical: one header has one encoding, and its SHA-256 is the change's name.
///
/// Format: `Format.md`, "Header". Version 1.
package struct ChangeHeader: Hashable, Sendable {
    package static let version: UInt8 = 1

    package let dossier: DossierID
    package let replica: ReplicaID
    /// 1 for the first change of a replica in this dossier.
    package let number: UInt64
    /// The change before this one in the chain; nil for number 1.
    package let previous: ChangeHash?
    /// One more than the greatest of the dependencies and the predecessor.
    package let lamport: UInt64
    /// Milliseconds since 1970 by the author's clock: shown, decides nothing.
    package let wallMs: UInt64
    /// Heads that the author held, the predecessor left out, none covered by another; ascending.
    package let dependencies: [ChangeHash]
    /// Heads of the roster under which it was written; ascending; empty until a dossier has a roster.
    package let rosterHeads: [ChangeHash]
    package let blockHash: Digest256
    /// Hash of the salted block with personal fields, which can be erased on its own; nil when there is none.
    package let personalHash: Digest256?

    package init(
        dossier: DossierID, replica: ReplicaID, number: UInt64, previous: ChangeHash?,
        lamport: UInt64, wallMs: UInt64, dependencies: [ChangeHash],
        rosterHeads: [ChangeHash] = [], blockHash: Digest256, personalHash: Digest256? = nil
    ) {
        self.dossier = dossier
        self.replica = replica
        self.number = number
        self.previous = previous
        self.lamport = lamport
        self.wallMs = wallMs
        self.dependencies = dependencies
        self.rosterHeads = rosterHeads
        self.blockHash = blockHash
        self.personalHash = personalHash
    }

    package var dot: Dot { Dot(replica, number) }

    // MARK: Bytes

    private static let hasPersonal: UInt8 = 1

    package var encoded: [UInt8] {
        var writer = ByteWriter(reserving: 160 + 32 * dependencies.count)
        writer.byte(Self.version)
        writer.byte(personalHash == nil ? 0 : Self.hasPersonal)
        writer.digest(dossier)
        writer.replica(replica)
        writer.varint(number)
        if let previous { writer.digest(previous) }
        writer.varint(lamport)
        writer.varint(wallMs)
        for hashes in [dependencies, rosterHeads] {
            writer.varint(hashes.count)
            for hash in hashes { writer.digest(hash) }
        }
        writer.digest(blockHash)
        if let personalHash { writer.digest(personalHash) }
        return writer.bytes
    }

    /// - Throws: ``WireError``; the number and the stamps are checked for form only, their truth by the log.
    package init(_ reader: inout ByteReader) throws(WireError) {
        let version = try reader.byte()
        guard version == Self.version else {
            throw version > Self.version
                ? .newerVersion(Int(version)) : .malformed("header version")
        }
        let flags = try reader.byte()
        guard flags & ~Self.hasPersonal == 0 else { throw .malformed("header flags") }
        dossier = try reader.digest()
        replica = try reader.replica()
        number = try reader.varint()
        guard number >= 1, number <= Point.maxNumber else { throw .malformed("change number") }
        previous = number == 1 ? nil : try reader.digest()
        lamport = try reader.varint()
        guard lamport >= 1, lamport < 1 << 62 else { throw .malformed("Lamport stamp") }
        wallMs = try reader.varint()
        dependencies = try reader.ascendingHashes("dependencies")
        rosterHeads = try reader.ascendingHashes("roster heads")
        blockHash = try reader.digest()
        personalHash = flags & Self.hasPersonal == 0 ? nil : try reader.digest()
    }
}

extension ByteReader {
    fileprivate mutating func ascendingHashes(_ what: String) throws(WireError) -> [ChangeHash] {
        let count = try count(Limits.dependencies, what)
        var hashes: [ChangeHash] = []
        hashes.reserveCapacity(Swift.min(count, remaining / Digest256.byteCount))
        for _ in 0..<count {
            let hash = try digest()
            if let last = hashes.last, last >= hash { throw .notCanonical(what) }
            hashes.append(hash)
        }
        return hashes
    }
}

package import Causality

/// A run of changes on its way to a peer: compressed, bounded, and without what the receiver can compute.
///
/// Left out are the dossier (known to both), the predecessor's hash where the predecessor is in the frame, every
/// block's hash, and every signature but each author's last, which covers those before it. The receiver builds the
/// header again; that it is the signed one, bit for bit, is what the signature then proves.
///
/// Format: `Format.md`, "Frame".
package struct Frame: Sendable {
    package static let version: UInt8 = 1
    /// Compressed and not, and of headers and blocks together once they are made again; what passes it is refused before
    /// it takes the room.
    package static let bytesMax = 8 << 20
    /// Where a sender ends a frame: a merge commits a frame at a time, so an edit beside it waits for one at most.
    package static let bytesAimed = 256 << 10
    package static let changesAimed = 512
    /// Changes in one frame: at most one check of a signature each, some 70 microseconds, outside the write lock; where one
    /// signature covers all of them, they are written in one transaction.
    package static let changesMax = 4_096

    package var changes: [SignedChange]

    package init(_ changes: [SignedChange]) { self.changes = changes }

    private enum Flag {
        static let follows: UInt8 = 1
        static let signed: UInt8 = 2
        static let personal: UInt8 = 4
        static let known: UInt8 = 7
    }

    // MARK: Writing

    package var encoded: [UInt8] {
        var tables = Tables()
        var body = ByteWriter(reserving: changes.reduce(0) { $0 + $1.block.count + 64 })
        var lastOf: [ReplicaID: ChangeHash] = [:]
        let signed = placesToSign
        var wallMs: UInt64 = 0
        for (place, change) in changes.enumerated() {
            let header = change.header
            let follows = header.previous != nil && lastOf[header.replica] == header.previous
            var flags: UInt8 = follows ? Flag.follows : 0
            if signed[place] { flags |= Flag.signed }
            if header.personalHash != nil { flags |= Flag.personal }
            body.byte(flags)
            body.varint(tables.index(of: header.replica))
            body.varint(header.number)
            if let previous = header.previous, !follows { body.varint(tables.index(of: previous)) }
            body.varint(header.lamport)
            let step = Int64(bitPattern: header.wallMs &- wallMs)
            body.varint(UInt64(bitPattern: (step << 1) ^ (step >> 63)))
            wallMs = header.wallMs
            for hashes in [header.dependencies, header.rosterHeads] {
                body.varint(hashes.count)
                for hash in hashes { body.varint(tables.index(of: hash)) }
            }
            body.lengthAndBytes(change.block)
            if header.personalHash != nil { body.lengthAndBytes(change.personal) }
            if signed[place], let signature = change.signature { body.raw(signature) }
            lastOf[header.replica] = change.hash
        }
        var plain = ByteWriter(reserving: body.bytes.count + 1024)
        plain.varint(tables.replicas.count)
        for replica in tables.replicas { plain.replica(replica) }
        plain.varint(tables.hashes.count)
        for hash in tables.hashes { plain.digest(hash) }
        plain.varint(changes.count)
        plain.raw(body.bytes)
        return [Self.version] + plain.bytes.withUnsafeBytes { Zstd.compress($0, .wire) }
    }

    /// Each author's last change, where it has a signature; every signed change of an author whose last has none.
    private var placesToSign: [Bool] {
        var result = Array(repeating: false, count: changes.count)
        var covered: Set<ChangeHash> = []
        for place in changes.indices.reversed() {
            let change = changes[place]
            let isCovered = covered.contains(change.hash)
            result[place] = change.signature != nil && !isCovered
            if isCovered || change.signature != nil, let previous = change.header.previous {
                covered.insert(previous)
            }
        }
        return result
    }

    private struct Tables {
        var replicas: [ReplicaID] = []
        var hashes: [Digest256] = []
        private var replicaIndex: [ReplicaID: Int] = [:]
        private var hashIndex: [Digest256: Int] = [:]

        mutating func index(of replica: ReplicaID) -> Int {
            if let index = replicaIndex[replica] { return index }
            replicas.append(replica)
            replicaIndex[replica] = replicas.count - 1
            return replicas.count - 1
        }

        mutating func index(of hash: Digest256) -> Int {
            if let index = hashIndex[hash] { return index }
            hashes.append(hash)
            hashIndex[hash] = hashes.count - 1
            return hashes.count - 1
        }
    }

    // MARK: Reading

    /// - Throws: ``WireError``; a frame is taken whole or not at all.
    package init(encoded bytes: [UInt8], dossier: DossierID) throws(WireError) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge("a frame") }
        guard let version = bytes.first else { throw .truncated }
        guard version == Self.version else {
            throw version > Self.version ? .newerVersion(Int(version)) : .malformed("frame version")
        }
        let plain = try bytes.withBytes { (buffer) throws(WireError) in
            try Zstd.decompress(
                UnsafeRawBufferPointer(rebasing: buffer[1...]), limit: Self.bytesMax)
        }
        self = try plain.reading { (reader) throws(WireError) in
            try Frame(&reader, dossier: dossier)
        }
    }

    private init(_ reader: inout ByteReader, dossier: DossierID) throws(WireError) {
        var replicas: [ReplicaID] = []
        for _ in 0..<(try reader.count(Limits.chainPoints, "replicas in a frame")) {
            replicas.append(try reader.replica())
        }
        var hashes: [Digest256] = []
        for _ in 0..<(try reader.count(Self.bytesMax / Digest256.byteCount, "hashes in a frame")) {
            hashes.append(try reader.digest())
        }
        let count = try reader.count(Self.changesMax, "changes in a frame")
        changes = []
        changes.reserveCapacity(min(count, reader.remaining / 8))
        var lastOf: [Int: ChangeHash] = [:]
        var wallMs: UInt64 = 0
        // A few bytes name hashes that fill a header: what is made here may be far more than what came.
        var size = 0
        for _ in 0..<count {
            let flags = try reader.byte()
            guard flags & ~Flag.known == 0 else { throw .malformed("flags of a change") }
            let replica = try reader.count(Int.max, "a replica")
            guard replica < replicas.count else { throw .malformed("a replica that is not listed") }
            let number = try reader.varint()
            var previous: ChangeHash?
            if flags & Flag.follows != 0 {
                guard let last = lastOf[replica], number > 1 else {
                    throw .malformed("a change that follows nothing")
                }
                previous = last
            } else if number != 1 {
                previous = try Self.hash(&reader, hashes)
            }
            let lamport = try reader.varint()
            let step = try reader.varint()
            wallMs =
                wallMs
                &+ UInt64(bitPattern: Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1))
            let dependencies = try Self.hashList(&reader, hashes)
            let rosterHeads = try Self.hashList(&reader, hashes)
            let block = try reader.array(try reader.count(Limits.blockBytes, "an operation block"))
            let hasPersonal = flags & Flag.personal != 0
            let personal =
                hasPersonal
                ? try reader.array(try reader.count(Limits.blockBytes, "a personal block")) : []
            let signature =
                flags & Flag.signed != 0 ? try reader.array(SignedChange.signatureBytes) : nil
            let header = ChangeHeader(
                dossier: dossier, replica: replicas[replica], number: number, previous: previous,
                lamport: lamport, wallMs: wallMs, dependencies: dependencies,
                rosterHeads: rosterHeads,
                blockHash: block.withUnsafeBytes { Hashing.sha256($0) },
                personalHash: hasPersonal ? personal.withUnsafeBytes { Hashing.sha256($0) } : nil)
            let change = try SignedChange(
                rebuilt: header, block: block, personal: personal, signature: signature)
            size += change.headerBytes.count + block.count + personal.count
            guard size <= Self.bytesMax else { throw .tooLarge("a frame's changes") }
            lastOf[replica] = change.hash
            changes.append(change)
        }
    }

    private static func hash(
        _ reader: inout ByteReader, _ hashes: [Digest256]
    ) throws(WireError) -> Digest256 {
        let index = try reader.count(Int.max, "a hash")
        guard index < hashes.count else { throw .malformed("a hash that is not listed") }
        return hashes[index]
    }

    private static func hashList(
        _ reader: inout ByteReader, _ hashes: [Digest256]
    ) throws(WireError) -> [Digest256] {
        let count = try reader.count(Limits.dependencies, "dependencies")
        var list: [Digest256] = []
        for _ in 0..<count { list.append(try hash(&reader, hashes)) }
        return list
    }
}

extension SignedChange {
    /// A change whose header a frame left to be computed: checked for form by reading its own encoding.
    fileprivate init(
        rebuilt header: ChangeHeader, block: [UInt8], personal: [UInt8], signature: [UInt8]?
    ) throws(WireError) {
        let bytes = header.encoded
        guard bytes.count <= Limits.headerBytes else { throw .tooLarge("a header") }
        _ = try bytes.reading { (reader) throws(WireError) in try ChangeHeader(&reader) }
        self.init(
            header: header, headerBytes: bytes,
            hash: bytes.withUnsafeBytes { Hashing.sha256($0) }, block: block, personal: personal,
            signature: signature)
    }
}

package import Causality
package import Wire

/// What a member's command asks of the daemon of a shared node: to make changes of these operation blocks.
///
/// On a shared node the keys are the daemon's alone. A member's command makes the blocks, the daemon does all the rest in
/// one transaction of its own (`Replica.commit(_:for:)`): it puts the name of the caller's account into each block, as the
/// kernel tells it who calls (`SO_PEERCRED`); makes the header from its own view of the log; signs; appends; and answers.
/// A member could be trusted with less than a header, so none is taken: whoever could have a header signed could have
/// any place in the chain signed, and two changes for one place.
///
/// | A member can | A member cannot |
/// |---|---|
/// | write what they like under their own name | write under another's: the author is put in here |
/// | read the database, damage it, remove files | read a key, or have a chosen header signed |
/// | put rows into the log behind the tool's back | have them covered: a head that this node did not sign ends its incarnation |
/// | put a socket of their own in the place of this one | be believed: the caller asks the kernel whose it is |
///
/// Shape: on the wire a `word` with the length, then `byte` 1, and a list of `bytes`. At most ``bytesMax``.
package struct SigningRequest: Hashable, Sendable {
    package let blocks: [[UInt8]]

    package init(blocks: [[UInt8]]) { self.blocks = blocks }

    /// The name of the socket in the data folder.
    package static let socketName = "liaisond.sock"

    /// One import step is 1,000 records; what is larger is refused before anything is saved.
    package static let bytesMax = 32 << 20
    private static let blocksMax = 4096
    private static let version: UInt8 = 1

    package var encoded: [UInt8] {
        var writer = ByteWriter(reserving: 64 + blocks.reduce(0) { $0 + $1.count + 8 })
        writer.byte(Self.version)
        writer.varint(blocks.count)
        for block in blocks { writer.lengthAndBytes(block) }
        return writer.bytes
    }

    package init(encoded bytes: [UInt8]) throws(WireError) {
        blocks = try bytes.reading { (reader) throws(WireError) in
            let version = try reader.byte()
            guard version == Self.version else { throw .newerVersion(Int(version)) }
            var blocks: [[UInt8]] = []
            for _ in 0..<(try reader.count(Self.blocksMax, "blocks")) {
                blocks.append(try reader.array(try reader.count(Limits.blockBytes, "a block")))
            }
            return blocks
        }
    }
}

/// What the daemon answers to a ``SigningRequest``. On the wire a `word` with the length, then `byte` 1, then the reason
/// (0: saved), then the hashes or the text.
package enum SigningAnswer: Hashable, Sendable {
    /// One change for each block, in their order; they are on the disk.
    case saved([ChangeHash])
    /// Nothing was saved.
    case refused(Reason, String)

    package enum Reason: UInt8, Sendable {
        /// A block that does not keep to the format, or is larger than it allows.
        case malformed = 1
        /// The disk is full.
        case full = 2
        /// Too many ask at once, or somebody else writes: later.
        case busy = 3
        /// Anything else; the daemon's log says more.
        case failed = 4
    }

    package static let bytesMax = 1 << 20
    private static let version: UInt8 = 1

    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.byte(Self.version)
        switch self {
        case .saved(let hashes):
            writer.byte(0)
            writer.varint(hashes.count)
            for hash in hashes { writer.digest(hash) }
        case .refused(let reason, let text):
            writer.byte(reason.rawValue)
            writer.string(String(text.prefix(200)))
        }
        return writer.bytes
    }

    package init(encoded bytes: [UInt8]) throws(WireError) {
        self = try bytes.reading { (reader) throws(WireError) in
            let version = try reader.byte()
            guard version == Self.version else { throw .newerVersion(Int(version)) }
            let code = try reader.byte()
            guard code == 0 else {
                return .refused(
                    Reason(rawValue: code) ?? .failed, try reader.string(4096, "a reason"))
            }
            var hashes: [ChangeHash] = []
            for _ in 0..<(try reader.count(4096, "changes")) { hashes.append(try reader.digest()) }
            return .saved(hashes)
        }
    }
}

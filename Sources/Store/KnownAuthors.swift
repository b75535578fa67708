package import Causality
import Trust
import Wire

/// Who has signed under which author's name, as far as that tells whether a name is one device's alone.
///
/// It lags behind the log and catches up, as the search index does: it holds the place in the order of arrival through
/// which it was made, and is kept as a small fact so that nobody reads the whole log twice.
///
/// Shape: 16 bytes a name, whatever the number of changes.
package struct KnownAuthors: Sendable {
    /// The place through which the log has been read.
    private(set) var through: Int64 = 0
    /// How many changes were read since it was kept.
    package fileprivate(set) var unkept = 0
    /// By the hash of a name's look-alike, the device that uses it; ``several`` for more than one.
    private var bearers: [UInt64: UInt64] = [:]

    private static let several: UInt64 = 0
    private static let edition: UInt8 = 1

    init() {}

    /// Whether another device than this one has signed under a name like it.
    package func isUsed(_ name: LookAlike, besides device: DeviceID) -> Bool {
        guard let bearer = bearers[Self.hash(name)] else { return false }
        return bearer != device.words.0
    }

    /// Whether more than one device has signed under a name like it.
    package func isShared(_ name: LookAlike) -> Bool {
        bearers[Self.hash(name)] == Self.several
    }

    fileprivate mutating func note(_ name: LookAlike, of device: DeviceID) {
        let hash = Self.hash(name)
        let bearer = bearers[hash] ?? device.words.0
        bearers[hash] = bearer == device.words.0 ? bearer : Self.several
    }

    fileprivate mutating func pass(_ seq: Int64) {
        through = seq
        unkept += 1
    }

    private static func hash(_ name: LookAlike) -> UInt64 {
        Hashing.sha256(Array(name.text.utf8)).words.0
    }

    // MARK: Kept

    fileprivate var encoded: [UInt8] {
        var writer = ByteWriter(reserving: 9 + 16 * bearers.count)
        writer.byte(Self.edition)
        writer.word(UInt64(clamping: through))
        for hash in bearers.keys.sorted() {
            writer.word(hash)
            writer.word(bearers[hash] ?? Self.several)
        }
        return writer.bytes
    }

    /// Nil for what another version kept, or nobody.
    fileprivate init?(encoded bytes: [UInt8]) {
        guard bytes.first == Self.edition, bytes.count % 16 == 9 else { return nil }
        let words = try? bytes.reading { (reader) throws(WireError) in
            _ = try reader.byte()
            var words: [UInt64] = []
            for _ in 0..<(bytes.count / 8) { words.append(try reader.word()) }
            return words
        }
        guard let words, let first = words.first else { return nil }
        through = Int64(clamping: first)
        for place in stride(from: 1, to: words.count - 1, by: 2) {
            bearers[words[place]] = words[place + 1]
        }
    }
}

extension Store {
    private static let knownAuthorsFact = "known_authors"

    /// Brought up to the log. Inside ``read(_:)``.
    ///
    /// A change that cannot be read says nothing, and neither does one that nobody introduced.
    package func knownAuthors() throws(StoreError) -> KnownAuthors {
        var known = try fact(Self.knownAuthorsFact).flatMap(KnownAuthors.init(encoded:)) ?? .init()
        if known.through > newestSeq { known = KnownAuthors() }
        guard known.through < newestSeq else { return known }
        let roster = try introductions()
        let select = try statements(
            "SELECT seq, chain, packing, block FROM change WHERE seq > ? ORDER BY seq")
        defer { select.reset() }
        select.bind(known.through, at: 1)
        // Most changes have the author of the one before.
        var last: (author: String, replica: ReplicaID)?
        while try select.step() {
            known.pass(select.int(0))
            guard let chain = Int(exactly: select.int(1)), chains.all.indices.contains(chain),
                let author = Self.author(of: select)
            else { continue }
            let replica = chains[chain].replica
            guard last?.author != author || last?.replica != replica else { continue }
            last = (author, replica)
            guard let device = roster[replica]?.device else { continue }
            known.note(LookAlike(author), of: device)
        }
        return known
    }

    private static func author(of row: Statement) -> String? {
        let block =
            row.int(2) == 0
            ? row.bytes(3) : try? Zstd.decompress(row.blob(3), limit: Limits.blockBytes)
        return block.flatMap(BlockView.author)
    }

    /// Places before the one that was read up to hold other changes now: they are read again. Inside ``write(_:)``.
    func forgetKnownAuthors() throws(StoreError) { try setFact(Self.knownAuthorsFact, []) }

    /// Spares the next one the reading. Inside ``write(_:)``.
    package func keep(_ known: KnownAuthors) throws(StoreError) {
        try setFact(Self.knownAuthorsFact, known.encoded)
    }
}

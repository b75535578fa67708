import CZstd

/// "Frame" of the format page.
struct ForeignFrame {
    var version: UInt8 = 1
    var changes: [ForeignChange]

    init(_ changes: [ForeignChange]) { self.changes = changes }

    private enum Flag {
        static let follows: UInt8 = 1
        static let signed: UInt8 = 2
        static let personal: UInt8 = 4
    }

    /// Names once, and then by their place.
    private struct Table {
        private(set) var entries: [Bytes] = []
        private var index: [Bytes: Int] = [:]

        mutating func place(of entry: Bytes) -> Int {
            if let place = index[entry] { return place }
            entries.append(entry)
            index[entry] = entries.count - 1
            return entries.count - 1
        }
    }

    // MARK: Writing

    /// What is compressed.
    var plain: Bytes {
        var (replicas, hashes) = (Table(), Table())
        var lastOf: [Bytes: Bytes] = [:]
        var wallMs: UInt64 = 0
        let body = Packer.pack { packer in
            for change in changes {
                let follows = change.previous != nil && lastOf[change.replica] == change.previous
                packer.byte(
                    (follows ? Flag.follows : 0) | (change.signature != nil ? Flag.signed : 0)
                        | (change.personal != nil ? Flag.personal : 0))
                packer.varint(replicas.place(of: change.replica))
                packer.varint(change.number)
                if let previous = change.previous, !follows {
                    packer.varint(hashes.place(of: previous))
                }
                packer.varint(change.lamport)
                packer.varint(zigzag(Int64(bitPattern: change.wallMs &- wallMs)))
                wallMs = change.wallMs
                for names in [change.dependencies, change.rosterHeads] {
                    packer.list(names) { $0.varint(hashes.place(of: $1)) }
                }
                packer.lengthAndBytes(change.block)
                if let personal = change.personal { packer.lengthAndBytes(personal) }
                packer.raw(change.signature ?? [])
                lastOf[change.replica] = change.hash
            }
        }
        return Packer.pack {
            $0.list(replicas.entries) { $0.raw($1) }
            $0.list(hashes.entries) { $0.raw($1) }
            $0.varint(changes.count)
            $0.raw(body)
        }
    }

    var encoded: Bytes { [version] + Self.compressed(plain) }

    static func compressed(_ plain: Bytes) -> Bytes {
        var packed = Bytes(repeating: 0, count: ZSTD_compressBound(plain.count))
        let count = ZSTD_compress(&packed, packed.count, plain, plain.count, 1)
        precondition(ZSTD_isError(count) == 0)
        return Bytes(packed.prefix(count))
    }

    // MARK: Reading

    init(reading bytes: Bytes) throws {
        guard bytes.first == 1 else { throw Unpacker.Unreadable(what: "frame version") }
        let packed = Bytes(bytes.dropFirst())
        let size = ZSTD_getFrameContentSize(packed, packed.count)
        guard size <= 8 << 20 else { throw Unpacker.Unreadable(what: "the size of a frame") }
        var plain = Bytes(repeating: 0, count: Int(size))
        guard ZSTD_decompress(&plain, plain.count, packed, packed.count) == plain.count else {
            throw Unpacker.Unreadable(what: "zstd")
        }
        var unpacker = Unpacker(plain)
        let replicas = try unpacker.list(16_384) { try $0.raw(16) }
        let hashes = try unpacker.list(262_144) { try $0.raw(32) }
        func hash(_ unpacker: inout Unpacker) throws -> Bytes {
            let place = try unpacker.count(262_143)
            guard place < hashes.count else { throw Unpacker.Unreadable(what: "a hash") }
            return hashes[place]
        }
        var lastOf: [Bytes: Bytes] = [:]
        var wallMs: UInt64 = 0
        changes = try unpacker.list(16_384) { unpacker in
            let flags = try unpacker.byte()
            let place = try unpacker.count(16_383)
            guard flags < 8, place < replicas.count else {
                throw Unpacker.Unreadable(what: "a change")
            }
            var change = ForeignChange(replica: replicas[place], block: [])
            change.number = try unpacker.varint()
            if flags & Flag.follows != 0 {
                change.previous = lastOf[change.replica]
            } else if change.number != 1 {
                change.previous = try hash(&unpacker)
            }
            change.lamport = try unpacker.varint()
            wallMs &+= UInt64(bitPattern: unzigzag(try unpacker.varint()))
            change.wallMs = wallMs
            change.dependencies = try unpacker.list(1024, hash)
            change.rosterHeads = try unpacker.list(1024, hash)
            change.block = try unpacker.lengthAndBytes(1 << 20)
            if flags & Flag.personal != 0 {
                change.personal = try unpacker.lengthAndBytes(1 << 20)
            }
            if flags & Flag.signed != 0 { change.signature = try unpacker.raw(64) }
            lastOf[change.replica] = change.hash
            return change
        }
        try unpacker.finish()
    }

    /// Whether every run ends in a signature that its author's key made.
    func isCovered(by keys: [Bytes: Bytes]) -> Bool {
        var covered: Set<Bytes> = []
        for change in changes.reversed() {
            let isSigned =
                change.signature.map { signature in
                    keys[change.replica].map {
                        ForeignKey.isValid(
                            signature, over: ForeignChange.signedBytes(of: change.hash), by: $0)
                    } == true
                } == true
            guard isSigned || covered.contains(change.hash) else { return false }
            if let previous = change.previous { covered.insert(previous) }
        }
        return true
    }
}

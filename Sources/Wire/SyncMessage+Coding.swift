import Causality

extension SyncMessage {
    private enum Tag {
        static let hello: UInt8 = 1
        static let welcome: UInt8 = 2
        static let askHeads: UInt8 = 3
        static let heads: UInt8 = 4
        static let pull: UInt8 = 5
        static let changes: UInt8 = 6
        static let push: UInt8 = 7
        static let pushed: UInt8 = 8
        static let refused: UInt8 = 9
    }

    // MARK: Writing

    package var encoded: [UInt8] {
        var writer = ByteWriter(reserving: 256)
        writer.byte(Self.version)
        switch self {
        case .hello(let hello):
            writer.byte(Tag.hello)
            writer.standing(hello.standing)
            writer.byte(hello.cursor == nil ? 0 : 1)
            if let cursor = hello.cursor {
                writer.replica(cursor.token)
                writer.varint(cursor.seq)
            }
        case .welcome(let welcome):
            writer.byte(Tag.welcome)
            writer.standing(welcome.standing)
            writer.byte(welcome.cursorFits ? 1 : 0)
            writer.heads(welcome.heads)
            writer.varint(welcome.buckets.count)
            for bucket in welcome.buckets { writer.word(bucket) }
        case .askHeads(let buckets):
            writer.byte(Tag.askHeads)
            writer.varint(UInt64(buckets))
        case .heads(let heads):
            writer.byte(Tag.heads)
            writer.heads(heads)
        case .pull(let pull):
            writer.byte(Tag.pull)
            writer.varint(pull.afterSeq)
            writer.heads(pull.have)
            writer.varint(UInt64(pull.equalBuckets))
            writer.byte(pull.wantsRoster ? 1 : 0)
            writer.byte(pull.isFull ? 1 : 0)
        case .changes(let changes):
            writer.byte(Tag.changes)
            writer.changes(changes)
        case .push(let changes):
            writer.byte(Tag.push)
            writer.changes(changes)
        case .pushed(let pushed):
            writer.byte(Tag.pushed)
            writer.varint(pushed.applied)
            writer.varint(pushed.refused)
            writer.standing(pushed.standing)
        case .refused(let reason):
            writer.byte(Tag.refused)
            writer.string(Self.fitting(reason))
        }
        return writer.bytes
    }

    private static let reasonBytes = 4000

    /// As much of a text as a reader takes, cut between characters.
    private static func fitting(_ text: String) -> String {
        guard text.utf8.count > reasonBytes else { return text }
        var scalars = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > reasonBytes { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    // MARK: Reading

    package init(encoded bytes: [UInt8]) throws(WireError) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge("a message") }
        self = try bytes.reading { (reader) throws(WireError) in try SyncMessage(&reader) }
    }

    private init(_ reader: inout ByteReader) throws(WireError) {
        let version = try reader.byte()
        guard version == Self.version else {
            throw version > Self.version
                ? .newerVersion(Int(version)) : .malformed("message version")
        }
        switch try reader.byte() {
        case Tag.hello:
            let standing = try reader.standing()
            var cursor: Cursor?
            if try reader.flag() {
                let token = try reader.replica()
                cursor = Cursor(token: token, seq: try reader.varint())
            }
            self = .hello(Hello(standing: standing, cursor: cursor))
        case Tag.welcome:
            let standing = try reader.standing()
            let fits = try reader.flag()
            let heads = try reader.heads()
            var buckets: [UInt64] = []
            for _ in 0..<(try reader.count(16, "buckets")) { buckets.append(try reader.word()) }
            self = .welcome(
                Welcome(standing: standing, cursorFits: fits, heads: heads, buckets: buckets))
        case Tag.askHeads:
            self = .askHeads(buckets: UInt16(try reader.count(0xFFFF, "buckets")))
        case Tag.heads: self = .heads(try reader.heads())
        case Tag.pull:
            let after = try reader.varint()
            let have = try reader.heads()
            let equal = UInt16(try reader.count(0xFFFF, "buckets"))
            let wantsRoster = try reader.flag()
            self = .pull(
                Pull(
                    afterSeq: after, have: have, equalBuckets: equal, wantsRoster: wantsRoster,
                    isFull: try reader.flag()))
        case Tag.changes: self = .changes(try reader.changes())
        case Tag.push: self = .push(try reader.changes())
        case Tag.pushed:
            let applied = try reader.varint()
            let refused = try reader.varint()
            self = .pushed(
                Pushed(applied: applied, refused: refused, standing: try reader.standing()))
        case Tag.refused: self = .refused(try reader.string(Self.reasonBytes, "a reason"))
        default: throw .malformed("a message of a kind that is not known")
        }
    }
}

extension ByteWriter {
    fileprivate mutating func standing(_ standing: SyncMessage.Standing) {
        digest(standing.dossier)
        replica(standing.token)
        varint(standing.newestSeq)
        digest(standing.logDigest)
        word(UInt64(truncatingIfNeeded: standing.stateDigest >> 64))
        word(UInt64(truncatingIfNeeded: standing.stateDigest))
        varint(standing.foldVersion)
        word(standing.rosterDigest)
    }

    fileprivate mutating func heads(_ heads: [SyncMessage.HeadDot]) {
        varint(heads.count)
        for head in heads {
            replica(head.dot.replica)
            varint(head.dot.number)
            digest(head.hash)
        }
    }

    fileprivate mutating func changes(_ changes: SyncMessage.Changes) {
        varint(changes.introductions.count)
        for introduction in changes.introductions { lengthAndBytes(introduction) }
        lengthAndBytes(changes.frame)
        varint(changes.throughSeq)
        byte(changes.hasMore ? 1 : 0)
    }
}

extension ByteReader {
    fileprivate mutating func flag() throws(WireError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .malformed("a yes or no")
        }
    }

    fileprivate mutating func standing() throws(WireError) -> SyncMessage.Standing {
        let dossier = try digest()
        let token = try replica()
        let newest = try varint()
        let log = try digest()
        let high = try word()
        let low = try word()
        let fold = try varint()
        return SyncMessage.Standing(
            dossier: dossier, token: token, newestSeq: newest, logDigest: log,
            stateDigest: UInt128(high) << 64 | UInt128(low), foldVersion: fold,
            rosterDigest: try word())
    }

    fileprivate mutating func heads() throws(WireError) -> [SyncMessage.HeadDot] {
        let count = try count(SyncMessage.headsMax, "heads")
        var heads: [SyncMessage.HeadDot] = []
        heads.reserveCapacity(Swift.min(count, remaining / 49))
        for _ in 0..<count {
            let replica = try replica()
            let number = try varint()
            heads.append(SyncMessage.HeadDot(dot: Dot(replica, number), hash: try digest()))
        }
        return heads
    }

    fileprivate mutating func changes() throws(WireError) -> SyncMessage.Changes {
        var introductions: [[UInt8]] = []
        for _ in 0..<(try count(Limits.chainPoints, "introductions")) {
            introductions.append(try array(try count(1024, "an introduction")))
        }
        let frame = try array(try count(Frame.bytesMax, "a frame"))
        let through = try varint()
        return SyncMessage.Changes(
            introductions: introductions, frame: frame, throughSeq: through,
            hasMore: try flag())
    }
}

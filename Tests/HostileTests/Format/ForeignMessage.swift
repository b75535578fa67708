/// "Messages" of the format page.
enum ForeignMessage {
    case hello(Standing, cursor: Cursor?)
    case welcome(Standing, cursorFits: Bool, heads: [Head], buckets: [UInt64])
    case askHeads(buckets: UInt64)
    case heads([Head])
    case pull(Pull)
    case changes(Changes)
    case push(Changes)
    case pushed(applied: UInt64, refused: UInt64, Standing)
    case refused(String)

    struct Standing: Hashable {
        var dossier = Bytes(repeating: 0, count: 32)
        var token = randomBytes(16)
        var newest: UInt64 = 0
        var logDigest = sha256([])
        var stateDigest = Bytes(repeating: 0, count: 16)
        var foldVersion: UInt64 = 1
        var rosterDigest: UInt64 = 0
    }

    struct Cursor: Hashable {
        var token: Bytes
        var place: UInt64
    }

    struct Head: Hashable {
        var replica: Bytes
        var number: UInt64
        var change: Bytes

        init(replica: Bytes, number: UInt64, change: Bytes) {
            self.replica = replica
            self.number = number
            self.change = change
        }

        init(_ change: ForeignChange) {
            self.init(replica: change.replica, number: change.number, change: change.hash)
        }
    }

    struct Pull {
        var after: UInt64 = 0
        var have: [Head] = []
        var equalBuckets: UInt64 = 0
        var wantsIntroductions = true
        var isFull = true
    }

    struct Changes {
        var introductions: [Bytes] = []
        var frame: Bytes = []
        var reaches: UInt64 = 0
        var hasMore = false
    }

    /// A push of these.
    static func push(_ changes: [ForeignChange], _ introductions: [Bytes] = []) -> ForeignMessage {
        .push(
            Changes(
                introductions: introductions,
                frame: changes.isEmpty ? [] : ForeignFrame(changes).encoded,
                reaches: UInt64(changes.count)))
    }

    // MARK: Writing

    var type: UInt8 {
        switch self {
        case .hello: 1
        case .welcome: 2
        case .askHeads: 3
        case .heads: 4
        case .pull: 5
        case .changes: 6
        case .push: 7
        case .pushed: 8
        case .refused: 9
        }
    }

    var encoded: Bytes {
        Packer.pack { packer in
            packer.byte(1)
            packer.byte(type)
            switch self {
            case .hello(let standing, let cursor):
                standing.write(&packer)
                packer.flag(cursor != nil)
                if let cursor {
                    packer.raw(cursor.token)
                    packer.varint(cursor.place)
                }
            case .welcome(let standing, let cursorFits, let heads, let buckets):
                standing.write(&packer)
                packer.flag(cursorFits)
                packer.list(heads, Head.write)
                packer.list(buckets) { $0.word($1) }
            case .askHeads(let buckets): packer.varint(buckets)
            case .heads(let heads): packer.list(heads, Head.write)
            case .pull(let pull):
                packer.varint(pull.after)
                packer.list(pull.have, Head.write)
                packer.varint(pull.equalBuckets)
                packer.flag(pull.wantsIntroductions)
                packer.flag(pull.isFull)
            case .changes(let changes), .push(let changes):
                packer.list(changes.introductions) { $0.lengthAndBytes($1) }
                packer.lengthAndBytes(changes.frame)
                packer.varint(changes.reaches)
                packer.flag(changes.hasMore)
            case .pushed(let applied, let refused, let standing):
                packer.varint(applied)
                packer.varint(refused)
                standing.write(&packer)
            case .refused(let reason): packer.string(reason)
            }
        }
    }

    // MARK: Reading

    init(reading bytes: Bytes) throws {
        var unpacker = Unpacker(bytes)
        guard try unpacker.byte() == 1 else { throw Unpacker.Unreadable(what: "message version") }
        switch try unpacker.byte() {
        case 1:
            let standing = try Standing(&unpacker)
            self = .hello(
                standing,
                cursor: try unpacker.flag()
                    ? Cursor(token: unpacker.raw(16), place: unpacker.varint()) : nil)
        case 2:
            self = .welcome(
                try Standing(&unpacker), cursorFits: try unpacker.flag(),
                heads: try unpacker.list(65_536, Head.init),
                buckets: try unpacker.list(16) { try $0.word() })
        case 3: self = .askHeads(buckets: try unpacker.varint())
        case 4: self = .heads(try unpacker.list(65_536, Head.init))
        case 5:
            self = .pull(
                Pull(
                    after: try unpacker.varint(), have: try unpacker.list(65_536, Head.init),
                    equalBuckets: try unpacker.varint(),
                    wantsIntroductions: try unpacker.flag(), isFull: try unpacker.flag()))
        case 6: self = .changes(try Changes(&unpacker))
        case 7: self = .push(try Changes(&unpacker))
        case 8:
            self = .pushed(
                applied: try unpacker.varint(), refused: try unpacker.varint(),
                try Standing(&unpacker))
        case 9: self = .refused(try unpacker.string(4000))
        case let type: throw Unpacker.Unreadable(what: "message type \(type)")
        }
        try unpacker.finish()
    }
}

extension ForeignMessage.Standing {
    fileprivate init(_ unpacker: inout Unpacker) throws {
        dossier = try unpacker.raw(32)
        token = try unpacker.raw(16)
        newest = try unpacker.varint()
        logDigest = try unpacker.raw(32)
        stateDigest = try unpacker.raw(16)
        foldVersion = try unpacker.varint()
        rosterDigest = try unpacker.word()
    }

    fileprivate func write(_ packer: inout Packer) {
        packer.raw(dossier)
        packer.raw(token)
        packer.varint(newest)
        packer.raw(logDigest)
        packer.raw(stateDigest)
        packer.varint(foldVersion)
        packer.word(rosterDigest)
    }
}

extension ForeignMessage.Head {
    fileprivate init(_ unpacker: inout Unpacker) throws {
        self.init(
            replica: try unpacker.raw(16), number: try unpacker.varint(),
            change: try unpacker.raw(32))
    }

    static func write(_ packer: inout Packer, _ head: Self) {
        packer.raw(head.replica)
        packer.varint(head.number)
        packer.raw(head.change)
    }
}

extension ForeignMessage.Changes {
    fileprivate init(_ unpacker: inout Unpacker) throws {
        introductions = try unpacker.list(16_384) { try $0.lengthAndBytes(1024) }
        frame = try unpacker.lengthAndBytes(8 << 20)
        reaches = try unpacker.varint()
        hasMore = try unpacker.flag()
    }
}

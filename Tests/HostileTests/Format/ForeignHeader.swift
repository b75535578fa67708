/// "Header" of the format page, with the blocks whose hashes it holds.
struct ForeignChange: Hashable, Sendable {
    var version: UInt8 = 1
    var dossier = Bytes(repeating: 0, count: 32)
    var replica: Bytes
    var number: UInt64 = 1
    var previous: Bytes?
    var lamport: UInt64 = 1
    var wallMs: UInt64 = 1_764_500_000_000
    var dependencies: [Bytes] = []
    var rosterHeads: [Bytes] = []
    var block: Bytes
    var personal: Bytes?
    /// Nil where a later change of the run covers it.
    var signature: Bytes?

    init(replica: Bytes, block: Bytes) {
        self.replica = replica
        self.block = block
    }

    var header: Bytes {
        Packer.pack {
            $0.byte(version)
            $0.flag(personal != nil)
            $0.raw(dossier)
            $0.raw(replica)
            $0.varint(number)
            $0.raw(previous ?? [])
            $0.varint(lamport)
            $0.varint(wallMs)
            $0.list(dependencies) { $0.raw($1) }
            $0.list(rosterHeads) { $0.raw($1) }
            $0.raw(sha256(block))
            if let personal { $0.raw(sha256(personal)) }
        }
    }

    /// The name of the change.
    var hash: Bytes { sha256(header) }

    static func signedBytes(of hash: Bytes) -> Bytes {
        Bytes("liaison change v1".utf8) + [0] + hash
    }
}

/// Signs changes, one after the other, as somebody who keeps to nothing.
struct Author: Sendable {
    let key: ForeignKey
    private(set) var last: ForeignChange?

    init(_ key: ForeignKey = ForeignKey()) { self.key = key }

    var introduction: Bytes {
        get throws { try ForeignIntroduction(key).encoded }
    }

    /// The next change of the chain.
    mutating func write(
        _ block: Bytes, after seen: [ForeignChange] = [], isSigned: Bool = true,
        alter: (inout ForeignChange) -> Void = { _ in }
    ) throws -> ForeignChange {
        let change = try branch(block, after: seen, isSigned: isSigned, alter: alter)
        last = change
        return change
    }

    /// A change that would be the next, and beside which the chain goes on.
    func branch(
        _ block: Bytes, after seen: [ForeignChange] = [], isSigned: Bool = true,
        alter: (inout ForeignChange) -> Void = { _ in }
    ) throws -> ForeignChange {
        var change = ForeignChange(replica: key.replica, block: block)
        change.number = (last?.number ?? 0) + 1
        change.previous = last?.hash
        change.lamport = (([last].compactMap(\.self) + seen).map(\.lamport).max() ?? 0) + 1
        change.dependencies = seen.map(\.hash).sorted { $0.lexicographicallyPrecedes($1) }
        alter(&change)
        return isSigned ? try signed(change) : change
    }

    func signed(_ change: ForeignChange) throws -> ForeignChange {
        var change = change
        change.signature = try key.signature(over: ForeignChange.signedBytes(of: change.hash))
        return change
    }
}

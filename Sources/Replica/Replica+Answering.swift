package import Causality
import Store
import Sync
import Trust
package import Wire

extension Replica {
    /// The version of how changes fold into state; state digests of different versions are not compared.
    package static let foldVersion: UInt64 = 1

    /// Where this node stands. Inside a transaction.
    func standing() throws -> SyncMessage.Standing {
        SyncMessage.Standing(
            dossier: store.dossier, token: token, newestSeq: UInt64(store.newestSeq),
            logDigest: try store.logDigest(), stateDigest: store.stateDigest.sum,
            foldVersion: Self.foldVersion, rosterDigest: try store.neededIntroductions().digest)
    }

    // MARK: Answering

    /// Answers one request of a peer. Keeps nothing of it but the changes that it brought.
    ///
    /// - Throws: ``StoreError`` alone: a request that makes no sense is answered with a refusal.
    package func answer(_ request: [UInt8], from peer: DeviceID) throws -> [UInt8] {
        do {
            return try answer(SyncMessage(encoded: request), from: peer).encoded
        } catch let error as WireError {
            return SyncMessage.refused("the message cannot be read: \(error)").encoded
        }
    }

    package func answer(_ request: SyncMessage, from peer: DeviceID) throws -> SyncMessage {
        switch request {
        case .hello(let hello):
            guard hello.standing.dossier == store.dossier else {
                return .refused("this node keeps another dossier")
            }
            try noteContact(of: peer)
            try noteSetback(from: peer, cursor: hello.cursor)
            return .welcome(try store.read { try welcome(hello) })
        case .askHeads(let buckets): return .heads(try store.read { () in try heads(in: buckets) })
        case .pull(let pull):
            let request = Initiator.ReadRequest(
                afterSeq: pull.afterSeq, have: pull.have, equalBuckets: pull.equalBuckets,
                wantsRoster: pull.wantsRoster, isFull: pull.isFull)
            return .changes(try readChanges(for: request))
        case .push(let changes):
            let applied = try apply(changes, from: peer)
            let standing = try store.read { try self.standing() }
            return .pushed(
                SyncMessage.Pushed(
                    applied: UInt64(applied.applied), refused: UInt64(applied.refused.count),
                    standing: standing))
        case .welcome, .heads, .changes, .pushed, .refused:
            return .refused("this is an answer, not a request")
        }
    }

    /// A contact is written down this often at most: a peer that asks every second costs no write each time.
    private static let contactMsMin: UInt64 = 60_000

    /// Writes down that a peer reached us, for `status`.
    private func noteContact(of device: DeviceID) throws {
        let nowMs = environment.nowMs()
        let known = try store.read { try store.peers() }.first { $0.device == device }
        if let last = known?.lastSuccessMs, last <= nowMs, nowMs - last < Self.contactMsMin {
            return
        }
        guard known != nil else { return }
        try store.write {
            guard var peer = try store.peers().first(where: { $0.device == device }) else { return }
            peer.lastSuccessMs = nowMs
            try store.save(peer)
        }
    }

    private func welcome(_ hello: SyncMessage.Hello) throws -> SyncMessage.Welcome {
        let standing = try standing()
        if standing.isLevel(with: hello.standing) {
            return SyncMessage.Welcome(standing: standing, cursorFits: true, heads: [], buckets: [])
        }
        // A change that the file lost lies before every cursor: compare all heads.
        if let cursor = hello.cursor, cursor.token == token, cursor.seq <= standing.newestSeq,
            try !store.hasGaps()
        {
            return SyncMessage.Welcome(
                standing: standing, cursorFits: true,
                heads: try store.heads(
                    after: Int64(clamping: cursor.seq), limit: SyncMessage.headsMax), buckets: [])
        }
        return SyncMessage.Welcome(
            standing: standing, cursorFits: false, heads: [], buckets: try buckets())
    }

    // MARK: Heads

    /// A hash for each of the 16 buckets of heads.
    func buckets() throws -> [UInt64] {
        var writers = Array(repeating: ByteWriter(), count: 16)
        for (dot, hash) in try store.heldHeads() {
            let bucket = SyncMessage.HeadDot(dot: dot, hash: hash).bucket
            writers[bucket].digest(hash)
        }
        return writers.map { Hashing.sha256($0.bytes).words.0 }
    }

    /// The heads in these buckets, as many as one message holds. To name fewer than there are is always safe: what is
    /// not known to be held is sent once more.
    func heads(in buckets: UInt16) throws -> [SyncMessage.HeadDot] {
        let heads = try store.heldHeads().lazy.map {
            SyncMessage.HeadDot(dot: $0.dot, hash: $0.hash)
        }
        .filter { buckets & (1 << UInt16($0.bucket)) != 0 }
        return Array(heads.prefix(SyncMessage.headsMax))
    }

    // MARK: Changes for a peer

    /// The same in a view of its own. Damage that was met on the way is written down.
    func readChanges(for request: Initiator.ReadRequest) throws -> SyncMessage.Changes {
        let changes = try store.read { try self.changes(for: request) }
        try store.keepWounds()
        return changes
    }

    /// One frame of what the other side lacks, in our order of arrival, with the introductions that it needs to check them.
    func changes(for request: Initiator.ReadRequest) throws -> SyncMessage.Changes {
        let coverage = try Coverage(request, store: store)
        var reader = try FrameReader(
            store: store, coverage: coverage, afterSeq: request.afterSeq,
            roster: try store.introductions(), namesAllAuthors: request.wantsRoster)
        let frame = try reader.next()
        return SyncMessage.Changes(
            introductions: reader.introductions.map(\.encoded),
            frame: frame.changes.isEmpty ? [] : frame.encoded,
            throughSeq: UInt64(reader.seq), hasMore: reader.hasMore)
    }
}

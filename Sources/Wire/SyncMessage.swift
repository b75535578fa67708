package import Causality

/// What two nodes say to each other: one request, one answer, the asker leads. All of it is bounded.
///
/// What a request may cost the one who answers, whoever sends it (`bench --hostile` measures it):
///
/// | request | bytes | memory | rows read | transactions | work under the write lock |
/// |---|---|---|---|---|---|
/// | hello | 260 | heads in all | one of each chain | one, reading; a small write a minute | one row |
/// | ask heads | 4 | ``headsMax`` heads | one of each chain | one, reading | none |
/// | pull | 4 MiB | a frame of 4 MiB | ``headsMax``, and 400,000 places | one, reading | none |
/// | push | 16 MiB | 5 times a frame's 8 MiB | those that its changes name | one, reading; then one for each `Plan.batchWork` | that much, or one change of 1 MiB |
///
/// A push checks at most ``Frame/changesMax`` good signatures, 64 bad ones, and ``Limits/chainPoints`` introductions, 70
/// microseconds each, before it takes the lock.
///
/// Format: `Format.md`, "Messages".
package enum SyncMessage: Sendable {
    /// Opens a session: where the asker stands, and what it remembers of the answerer.
    case hello(Hello)
    /// Nothing differs, or what the answerer has that the asker must know to go on.
    case welcome(Welcome)
    /// Asks for the heads whose replica falls in these of the 16 buckets.
    case askHeads(buckets: UInt16)
    case heads([HeadDot])
    /// Asks for changes after a place in the answerer's log, less what the asker has.
    case pull(Pull)
    case changes(Changes)
    /// Brings changes; answered by ``pushed(_:)``.
    case push(Changes)
    case pushed(Pushed)
    /// The answerer cannot go on; the reason is for a person.
    case refused(String)

    package static let version: UInt8 = 1
    package static let bytesMax = 16 << 20
    /// Heads in one message. A node with more names as many: what a peer does not know to be held is sent once more.
    package static let headsMax = 1 << 16

    /// The last change of a chain.
    package struct HeadDot: Hashable, Sendable {
        package let dot: Dot
        package let hash: ChangeHash

        package init(dot: Dot, hash: ChangeHash) {
            self.dot = dot
            self.hash = hash
        }

        package var bucket: Int { Int(dot.replica.high >> 60) }
    }

    /// Where a node stands in a dossier.
    package struct Standing: Hashable, Sendable {
        package let dossier: DossierID
        /// Names the database; a copy that went back gets another.
        package let token: ReplicaID
        /// The newest change in its own order of arrival.
        package let newestSeq: UInt64
        package let logDigest: Digest256
        /// Digest of the folded state: 16 bytes, equal where `foldVersion` and the log are.
        package let stateDigest: UInt128
        package let foldVersion: UInt64
        /// Over the replicas whose introductions its changes need, in their order.
        package let rosterDigest: UInt64

        package init(
            dossier: DossierID, token: ReplicaID, newestSeq: UInt64, logDigest: Digest256,
            stateDigest: UInt128, foldVersion: UInt64, rosterDigest: UInt64
        ) {
            self.dossier = dossier
            self.token = token
            self.newestSeq = newestSeq
            self.logDigest = logDigest
            self.stateDigest = stateDigest
            self.foldVersion = foldVersion
            self.rosterDigest = rosterDigest
        }

        /// Whether both hold the same changes and the same introductions.
        package func isLevel(with other: Standing) -> Bool {
            logDigest == other.logDigest && rosterDigest == other.rosterDigest
        }
    }

    package struct Hello: Sendable {
        package let standing: Standing
        /// The answerer's database and how far the asker holds its log; nil at first contact.
        package let cursor: Cursor?

        package init(standing: Standing, cursor: Cursor?) {
            self.standing = standing
            self.cursor = cursor
        }
    }

    package struct Cursor: Hashable, Sendable {
        package let token: ReplicaID
        package let seq: UInt64

        package init(token: ReplicaID, seq: UInt64) {
            self.token = token
            self.seq = seq
        }
    }

    package struct Welcome: Sendable {
        package let standing: Standing
        /// Whether the asker's cursor is of this database: then ``heads`` are those that changed after it.
        package let cursorFits: Bool
        package let heads: [HeadDot]
        /// A hash for each of 16 buckets of heads, where the cursor does not fit; else empty.
        package let buckets: [UInt64]

        package init(standing: Standing, cursorFits: Bool, heads: [HeadDot], buckets: [UInt64]) {
            self.standing = standing
            self.cursorFits = cursorFits
            self.heads = heads
            self.buckets = buckets
        }
    }

    package struct Pull: Sendable {
        package let afterSeq: UInt64
        /// What the asker has of chains in which the two may differ.
        package let have: [HeadDot]
        /// Buckets in which both have the same heads: nothing of them is to be sent.
        package let equalBuckets: UInt16
        /// Whether the asker needs introductions.
        package let wantsRoster: Bool
        /// All heads were compared: a head that the answerer does not know covers nothing.
        package let isFull: Bool

        package init(
            afterSeq: UInt64, have: [HeadDot], equalBuckets: UInt16, wantsRoster: Bool, isFull: Bool
        ) {
            self.isFull = isFull
            self.afterSeq = afterSeq
            self.have = have
            self.equalBuckets = equalBuckets
            self.wantsRoster = wantsRoster
        }
    }

    package struct Changes: Sendable {
        /// What a receiver must know before it can check who signed.
        package let introductions: [[UInt8]]
        /// A frame, or empty where there is nothing to send.
        package let frame: [UInt8]
        /// The place in the sender's log that this message reaches.
        package let throughSeq: UInt64
        package let hasMore: Bool

        package init(introductions: [[UInt8]], frame: [UInt8], throughSeq: UInt64, hasMore: Bool) {
            self.introductions = introductions
            self.frame = frame
            self.throughSeq = throughSeq
            self.hasMore = hasMore
        }
    }

    package struct Pushed: Sendable {
        package let applied: UInt64
        package let refused: UInt64
        package let standing: Standing

        package init(applied: UInt64, refused: UInt64, standing: Standing) {
            self.applied = applied
            self.refused = refused
            self.standing = standing
        }
    }
}

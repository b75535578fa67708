import Causality
import Trust
import Wire

/// A listed peer that keeps to the form and to nothing else: it signs oddities, says again what it said before, goes back,
/// states what is not so, and never comes to an end.
final class Liar {
    let oddities: Oddities
    let device: DeviceID
    /// What it ever signed, the oldest first.
    private(set) var made: [SignedChange] = []
    private let dice: Dice
    private var standing: SyncMessage.Standing?
    /// Whether this session's answers move on in a log that has no end, as an honest one would that is long.
    private var isEndless = false

    /// Answers after which it says so itself: a node that has no patience of its own is let go.
    static let answersMost = 24

    init(_ dice: Dice) throws {
        self.dice = dice
        oddities = try Oddities(seed: dice.next(), schema: PlaySchema.schema)
        device = oddities.introductions.first?.device ?? .zero
    }

    var replicas: [ReplicaID] { oddities.introductions.map(\.replica) }

    // MARK: What it gives

    /// A few new changes, or some that it gave before.
    func some() throws -> (changes: [SignedChange], isOld: Bool) {
        if !made.isEmpty, dice.chance(300) {
            let first = dice.below(made.count)
            let old = made[first...].prefix(1 + dice.below(6))
            return (dice.chance(500) ? Array(old) : old.reversed(), true)
        }
        var fresh: [SignedChange] = []
        for _ in 0...dice.below(5) { fresh.append(try oddities.next()) }
        made += fresh
        return (fresh, false)
    }

    func message(
        _ changes: [SignedChange], endless: Bool = false, through seq: UInt64? = nil
    ) -> SyncMessage.Changes {
        SyncMessage.Changes(
            introductions: oddities.introductions.map(\.encoded),
            frame: changes.isEmpty ? [] : Frame(changes).encoded, throughSeq: seq ?? number,
            hasMore: endless)
    }

    // MARK: What it answers

    /// Bytes that may be anything; `changes` are those that it has to give just now.
    func answer(to request: SyncMessage, giving changes: [SignedChange]) -> [UInt8] {
        if case .hello = request { isEndless = dice.chance(200) }
        if isEndless, case .pull(let pull) = request {
            return SyncMessage.changes(message([], endless: true, through: pull.afterSeq &+ 1))
                .encoded
        }
        if dice.chance(40) { return dice.bytes(dice.below(60)) }
        if dice.chance(40) { return SyncMessage.heads([head]).encoded }
        switch request {
        case .hello(let hello):
            standing = hello.standing
            return SyncMessage.welcome(welcome).encoded
        case .askHeads: return SyncMessage.heads((0...dice.below(5)).map { _ in head }).encoded
        case .pull:
            return SyncMessage.changes(
                message(dice.chance(500) ? changes : [], endless: dice.chance(850))
            ).encoded
        case .push:
            return SyncMessage.pushed(
                .init(applied: number, refused: number, standing: stated)
            ).encoded
        default: return SyncMessage.refused("no").encoded
        }
    }

    private var welcome: SyncMessage.Welcome {
        .init(
            standing: stated, cursorFits: dice.chance(500),
            heads: (0..<dice.below(5)).map { _ in head },
            buckets: dice.chance(700) ? (0..<16).map { _ in dice.next() } : [])
    }

    /// Where it says that it stands: now like the asker, now anywhere.
    private var stated: SyncMessage.Standing {
        if let standing, dice.chance(100) { return standing }
        return .init(
            dossier: .zero,
            token: ReplicaID(high: 0x11A6, low: dice.chance(700) ? 1 : dice.next()),
            newestSeq: isEndless ? 1 << 40 : number, logDigest: digest,
            stateDigest: UInt128(dice.next()), foldVersion: dice.chance(500) ? 1 : dice.next(),
            rosterDigest: dice.next())
    }

    private var head: SyncMessage.HeadDot {
        let replica = dice.pick(replicas) ?? ReplicaID(high: 1, low: 1)
        let change = dice.pick(made)
        return .init(
            dot: Dot(replica, dice.pick([1, 2, 1 << 40 - 1]) ?? 1), hash: change?.hash ?? digest)
    }

    private var number: UInt64 { dice.pick([0, 1, 3, 1 << 40, 1 << 63, .max]) ?? 0 }

    private var digest: Digest256 {
        Digest256((dice.next(), dice.next(), dice.next(), dice.next()))
    }
}

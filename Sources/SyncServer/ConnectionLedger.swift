import Causality

/// Who is connected, what they have shown of themselves, and who has to go when it is crowded. Instants are durations
/// since any one moment.
///
/// A connection is *unknown* until a request of a listed device was let in on it. Unknown ones have limits of their own,
/// so they never take the place of a listed device, and one that comes to a full house takes the place of the one that
/// has shown least: first of those that never said a word, then of those that were refused, of those that shook hands
/// and ask nothing, of those that have been shaking hands for long; the oldest of its sort. Where all others have shown
/// more, it is itself the one that goes. (Were the newest always dropped, whoever keeps a few connections open from an
/// address would shut out everybody else behind it; were it always the oldest, whoever opens many would.)
struct ConnectionLedger<ID: Hashable & Sendable>: Sendable {
    struct Limits: Hashable, Sendable {
        /// Of all kinds.
        var all: Int
        var unknown: Int
        var unknownPerAddress: Int
        /// Of one listed device.
        var perDevice: Int
        /// From the connection to the first request that is let in.
        var firstRequest: Duration
    }

    /// What an unknown connection has shown, those that go first in front.
    private enum Stage: Int {
        case silent, refused, shookHands, shaking, asking
    }

    private struct Unknown {
        let address: AddressGroup
        var since: Duration
        let number: UInt64
        var stage: Stage

        var rank: (Int, UInt64) { (stage.rawValue, number) }
    }

    private struct Known {
        let device: DeviceID
        let address: AddressGroup
        /// Counts requests of all connections: the least is of the one that has asked nothing for longest.
        var lastRequest: UInt64
    }

    private let limits: Limits
    private var unknown: [ID: Unknown] = [:]
    private var known: [ID: Known] = [:]
    private var byDevice: [DeviceID: Set<ID>] = [:]
    private var clock: UInt64 = 0

    init(_ limits: Limits) { self.limits = limits }

    var unknownCount: Int { unknown.count }
    var count: Int { unknown.count + known.count }

    /// Whose a connection is; nil while that is not known.
    func device(of id: ID) -> DeviceID? { known[id]?.device }

    /// A connection came.
    ///
    /// - Returns: the one that has to go for it, which may be itself; nil where there is room.
    mutating func came(_ id: ID, from address: AddressGroup, at now: Duration) -> ID? {
        var going: ID?
        let neighbours = unknown.filter { $0.value.address == address }
        if neighbours.count >= limits.unknownPerAddress {
            going = leastShown(neighbours, at: now)
            if going == nil { return id }
        } else if unknown.count >= limits.unknown || count >= limits.all {
            going = leastShown(unknown, at: now)
            if going == nil { return id }
        }
        if let going { unknown[going] = nil }
        unknown[id] = Unknown(address: address, since: now, number: tick(), stage: .silent)
        return going
    }

    private func leastShown(_ those: [ID: Unknown], at now: Duration) -> ID? {
        those.filter { _, one in
            switch one.stage {
            case .silent, .refused, .shookHands: true
            // Over a satellite a handshake takes seconds.
            case .shaking: now - one.since >= limits.firstRequest / 3
            case .asking: false
            }
        }.min { $0.value.rank < $1.value.rank }?.key
    }

    // MARK: What a connection shows

    /// The first byte came.
    mutating func spoke(_ id: ID) { advance(id, from: [.silent], to: .shaking) }

    mutating func shookHands(_ id: ID) { advance(id, from: [.silent, .shaking], to: .shookHands) }

    /// A request is here, and now it is for us to say who asks. A refused one is not heard a second time.
    mutating func asked(_ id: ID) {
        advance(id, from: [.silent, .shaking, .shookHands], to: .asking)
    }

    private mutating func advance(_ id: ID, from stages: Set<Stage>, to stage: Stage) {
        guard let now = unknown[id]?.stage, stages.contains(now) else { return }
        unknown[id]?.stage = stage
    }

    /// A request of a listed device was let in.
    ///
    /// - Returns: the connection of the same device that has to go, where it has too many.
    mutating func letIn(_ id: ID, as device: DeviceID) -> ID? {
        let now = tick()
        if known[id]?.device == device {
            known[id]?.lastRequest = now
            return nil
        }
        guard let address = unknown.removeValue(forKey: id)?.address ?? known[id]?.address else {
            return nil
        }
        forget(id)
        known[id] = Known(device: device, address: address, lastRequest: now)
        byDevice[device, default: []].insert(id)
        let own = byDevice[device] ?? []
        guard own.count > limits.perDevice,
            let going = own.filter({ $0 != id }).min(by: { lastRequest($0) < lastRequest($1) })
        else { return nil }
        forget(going)
        return going
    }

    private func lastRequest(_ id: ID) -> UInt64 { known[id]?.lastRequest ?? 0 }

    /// A request was not let in: the device is not listed, or not any more.
    mutating func refused(_ id: ID, at now: Duration) {
        if let one = known[id] {
            forget(id)
            unknown[id] = Unknown(
                address: one.address, since: now, number: tick(), stage: .refused)
        } else if unknown[id] != nil {
            unknown[id]?.stage = .refused
            unknown[id]?.since = now
        }
    }

    func wasRefused(_ id: ID) -> Bool { unknown[id]?.stage == .refused }

    /// How long a refused connection has to take its answer.
    static var partingTime: Duration { .seconds(2) }

    /// Whether a connection has had its time and is still unknown.
    func isOverdue(_ id: ID, at now: Duration) -> Bool {
        guard let one = unknown[id] else { return false }
        switch one.stage {
        // It waits for us.
        case .asking: return false
        case .refused: return now - one.since >= Self.partingTime
        case .silent, .shookHands, .shaking: return now - one.since >= limits.firstRequest
        }
    }

    // MARK: Leaving

    mutating func left(_ id: ID) {
        unknown[id] = nil
        forget(id)
    }

    private mutating func forget(_ id: ID) {
        guard let device = known.removeValue(forKey: id)?.device else { return }
        byDevice[device]?.remove(id)
        if byDevice[device]?.isEmpty == true { byDevice[device] = nil }
    }

    private mutating func tick() -> UInt64 {
        clock &+= 1
        return clock
    }
}

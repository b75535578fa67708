import Causality
import Logging
import NIOConcurrencyHelpers
import NIOCore
import SyncHTTP

/// Carries out what the ``ConnectionLedger`` says, on real connections, and tells an administrator of it: who was
/// dropped, who knocked and is not listed, who was cut. Each at most once a minute.
final class Doorkeeper: Sendable {
    private struct Visit {
        let channel: any Channel
        let address: AddressGroup
        var timer: Scheduled<Void>?
    }

    private struct State {
        var ledger: ConnectionLedger<ObjectIdentifier>
        var visits: [ObjectIdentifier: Visit] = [:]
        var tally = DropTally()
        var isToldSoon = false
        var lastTold: Duration?
        var knocks = Sparing<DeviceID>(keysMax: 16)
        var cuts: Sparing<String>
        var crowds = Sparing<DeviceID>(keysMax: 16)
    }

    /// What a connection shows of itself.
    enum Sign { case spoke, shookHands, asked }

    private let state: NIOLockedValueBox<State>
    private let firstRequest: Duration
    private let logger: Logger

    /// So many are gathered before the first of a row of drops is told.
    private static let gathering = Duration.seconds(1)
    private static let tellingMin = Duration.seconds(60)

    init(_ limits: ConnectionLedger<ObjectIdentifier>.Limits, _ logger: Logger) {
        state = NIOLockedValueBox(
            State(ledger: ConnectionLedger(limits), cuts: Sparing(keysMax: 16)))
        firstRequest = limits.firstRequest
        self.logger = logger
    }

    static var now: Duration {
        .nanoseconds(Int64(clamping: NIODeadline.now().uptimeNanoseconds))
    }

    // MARK: Coming and going

    private enum Verdict {
        case stays, turnedAway
        case takesThePlace(of: any Channel)
    }

    /// A connection is there.
    ///
    /// - Returns: whether it may stay. Another may have been cut for it.
    func admit(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let address = AddressGroup(channel.remoteAddress)
        let verdict = state.withLockedValue { state -> Verdict in
            let going = state.ledger.came(id, from: address, at: Self.now)
            if let going {
                state.tally.count(state.visits[going]?.address ?? address, isLate: false)
            }
            if going == id { return .turnedAway }
            state.visits[id] = Visit(channel: channel, address: address)
            guard let other = going.flatMap({ state.visits.removeValue(forKey: $0) }) else {
                return .stays
            }
            other.timer?.cancel()
            return .takesThePlace(of: other.channel)
        }
        switch verdict {
        case .stays: break
        case .turnedAway:
            tellOfDrops(soonOn: channel.eventLoop)
            return false
        case .takesThePlace(let other):
            cut(other)
            tellOfDrops(soonOn: channel.eventLoop)
        }
        look(at: channel, after: firstRequest)
        return true
    }

    func left(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLockedValue { state in
            state.ledger.left(id)
            state.visits.removeValue(forKey: id)?.timer?.cancel()
        }
    }

    func note(_ sign: Sign, of channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLockedValue { state in
            switch sign {
            case .spoke: state.ledger.spoke(id)
            case .shookHands: state.ledger.shookHands(id)
            case .asked: state.ledger.asked(id)
            }
        }
    }

    /// Ends a connection at once, whatever lies above the socket.
    private func cut(_ channel: any Channel) {
        channel.triggerUserOutboundEvent(DoorHandler.Cut(), promise: nil)
    }

    /// Cuts a connection unless it is known by then.
    private func look(at channel: any Channel, after delay: Duration) {
        let id = ObjectIdentifier(channel)
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(delay)) { [weak self] in
            guard let self else { return }
            let isOverdue = state.withLockedValue { state in
                guard let visit = state.visits[id], state.ledger.isOverdue(id, at: Self.now) else {
                    return false
                }
                // Who was refused has been told, and so has the log.
                if !state.ledger.wasRefused(id) { state.tally.count(visit.address, isLate: true) }
                return true
            }
            guard isOverdue else { return }
            cut(channel)
            tellOfDrops(soonOn: channel.eventLoop)
        }
        state.withLockedValue { state in
            state.visits[id]?.timer?.cancel()
            state.visits[id]?.timer = timer
        }
    }

    // MARK: Who asks

    /// A request of a listed device is let in.
    func letIn(_ channel: any Channel, as device: DeviceID) {
        let id = ObjectIdentifier(channel)
        let (going, count) = state.withLockedValue { state -> ((any Channel)?, Int?) in
            guard let going = state.ledger.letIn(id, as: device) else { return (nil, nil) }
            let visit = state.visits.removeValue(forKey: going)
            visit?.timer?.cancel()
            return (visit?.channel, state.crowds.say(device, at: Self.now))
        }
        if let going { cut(going) }
        if let count {
            logger.warning(
                "a device has too many connections, the oldest was closed",
                metadata: ["peer.device": "\(device)", "count": "\(count)"])
        }
    }

    /// A request is refused: its device is not listed. Nil is somebody whose certificate is no node's.
    func refuse(_ channel: any Channel, as device: DeviceID?) {
        let id = ObjectIdentifier(channel)
        let (address, count) = state.withLockedValue { state in
            state.ledger.refused(id, at: Self.now)
            return (
                state.visits[id]?.address ?? .unknown,
                device.flatMap { state.knocks.say($0, at: Self.now) }
            )
        }
        look(at: channel, after: ConnectionLedger<ObjectIdentifier>.partingTime)
        guard let device, let count else { return }
        logger.warning(
            "a device that is not listed was refused",
            metadata: [
                "peer.device": "\(device)", "peer.address": "\(address)", "count": "\(count)",
                "admit": "liaison peer add NAME \(device)",
            ])
    }

    /// A connection is cut because of its pace. Says whose it is.
    func tellOfCut(_ channel: any Channel, while what: ConnectionPace.Phase) {
        let id = ObjectIdentifier(channel)
        let (who, count) = state.withLockedValue { state -> (Logger.Metadata, Int?) in
            let address = "\(state.visits[id]?.address ?? .unknown)"
            guard let device = state.ledger.device(of: id) else {
                return (
                    ["peer.address": "\(address)"], state.cuts.say(address, at: Self.now)
                )
            }
            return (
                ["peer.device": "\(device)", "peer.address": "\(address)"],
                state.cuts.say("\(device)", at: Self.now)
            )
        }
        guard let count else { return }
        var metadata = who
        metadata["count"] = "\(count)"
        metadata["while"] = "\(what.rawValue)"
        logger.warning("a connection was cut: it was too slow", metadata: metadata)
    }

    // MARK: Telling

    /// Gathers what is dropped for a moment, and for the rest of the minute after it was told.
    private func tellOfDrops(soonOn loop: any EventLoop) {
        let delay = state.withLockedValue { state -> Duration? in
            guard !state.isToldSoon else { return nil }
            state.isToldSoon = true
            let left = state.lastTold.map { Self.tellingMin - (Self.now - $0) } ?? .zero
            return max(left, Self.gathering)
        }
        guard let delay else { return }
        loop.scheduleTask(in: TimeAmount(delay)) { [weak self] in self?.tellOfDrops() }
    }

    private func tellOfDrops() {
        let (tally, unknown, all) = state.withLockedValue { state in
            defer {
                state.tally = DropTally()
                state.isToldSoon = false
                state.lastTold = Self.now
            }
            return (state.tally, state.ledger.unknownCount, state.ledger.count)
        }
        guard !tally.isEmpty else { return }
        logger.warning(
            "connections of unknown devices were dropped",
            metadata: [
                "too_many": "\(tally.crowded)", "too_late": "\(tally.late)",
                "addresses": "\(tally.addresses)", "unknown_now": "\(unknown)", "all_now": "\(all)",
            ])
    }
}

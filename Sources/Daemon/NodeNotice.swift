import Logging
import Replica

/// What the log tells a person who may have to act, though the node goes on by itself.
package enum NodeNotice: Hashable, Sendable {
    /// This machine's clock, or that of somebody whose change came in, is off.
    case clock(String)
    /// Two machines went on under one device's name.
    case forked(device: String, name: String)
    /// This node goes on under a new name, for the reason.
    case newIncarnation(String)
    /// A peer knows more of this node's log than there is.
    case setBack(peer: String)

    /// Constant, as all messages are.
    var message: Logger.Message {
        switch self {
        case .clock: "a clock is off"
        case .forked: "two machines went on as one device: one of them is a copy"
        case .newIncarnation: "this node goes on under a new name"
        case .setBack: "this database is older than a peer remembers: a backup was put back"
        }
    }

    var metadata: Logger.Metadata {
        switch self {
        case .clock(let what): ["cause": "\(what)"]
        case .forked(let device, let name): ["device": "\(device)", "name": "\(name)"]
        case .newIncarnation(let reason): ["reason": "\(reason)"]
        case .setBack(let peer): ["peer": "\(peer)"]
        }
    }
}

extension ClockWarning {
    /// Technical English, for the log.
    var cause: String {
        switch self {
        case .behind(let ms): "this machine's clock is before \(ms) ms, which has been"
        case .differs(let peer, let ms): "\(peer) shows \(ms / 1000) s more than this machine"
        case .changeAhead(let device, let ms): "a change by \(device) says \(ms) ms, days ahead"
        }
    }
}

/// Which notices were told: each once a day.
struct ToldNotices: Sendable {
    private var told: [String: ContinuousClock.Instant] = [:]

    private static let again = Duration.seconds(24 * 60 * 60)

    /// Those to tell now. A notice whose figures alone have changed is the same.
    mutating func fresh(
        _ notices: [NodeNotice], at now: ContinuousClock.Instant
    ) -> [NodeNotice] {
        notices.filter { notice in
            let name: String =
                switch notice {
                case .clock: "clock"
                case .forked(let device, _): "forked \(device)"
                case .newIncarnation(let reason): "incarnation \(reason)"
                case .setBack: "set back"
                }
            if let last = told[name], last.duration(to: now) < Self.again { return false }
            told[name] = now
            return true
        }
    }
}

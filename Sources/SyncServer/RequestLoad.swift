import Causality

/// What requests in flight hold: how many each device has, and the room that bodies take, one budget for all.
///
/// Room is taken as bytes come, never for what a request says will come. A device gets a quarter of the budget at most,
/// and its first ``ownBytes`` beside it, so a few that send slowly do not stop the others' usual messages.
struct RequestLoad {
    struct Limits: Hashable, Sendable {
        var bytes: Int
        /// The longest body: a device may always have one.
        var bodyBytes: Int
        var requestsPerDevice: Int

        var bytesPerDevice: Int { max(bodyBytes, bytes / 4) }
    }

    private struct Share {
        var requests = 0
        var bytes = 0
    }

    /// Of each listed device, outside the budget: most messages are shorter.
    static let ownBytes = 64 << 10

    private let limits: Limits
    /// Of the budget.
    private(set) var bytes = 0
    private var shares: [DeviceID: Share] = [:]

    init(_ limits: Limits) { self.limits = limits }

    /// A request begins.
    ///
    /// - Returns: false where the device has as many as it may have; then nothing began.
    mutating func begin(_ device: DeviceID) -> Bool {
        let share = shares[device] ?? Share()
        guard share.requests < limits.requestsPerDevice else { return false }
        shares[device, default: share].requests += 1
        return true
    }

    /// Takes room for a body.
    ///
    /// - Returns: false where there is none; then nothing was taken.
    mutating func take(_ count: Int, for device: DeviceID) -> Bool {
        let own = shares[device]?.bytes ?? 0
        guard count <= limits.bytesPerDevice - own else { return false }
        let more = Self.budgeted(own + count) - Self.budgeted(own)
        guard more <= limits.bytes - bytes else { return false }
        bytes += more
        shares[device]?.bytes += count
        return true
    }

    private static func budgeted(_ count: Int) -> Int { max(0, count - ownBytes) }

    /// A request that began is over, and gives back the room that it took.
    mutating func end(_ device: DeviceID, holding count: Int) {
        guard var share = shares[device] else { return }
        bytes -= Self.budgeted(share.bytes) - Self.budgeted(share.bytes - count)
        share.requests -= 1
        share.bytes -= count
        shares[device] = share.requests > 0 ? share : nil
    }
}

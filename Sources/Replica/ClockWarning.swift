package import Causality
import Store
import Trust
import Wire

/// What speaks against a clock, this machine's or another's. None needs to be right, for wall time decides nothing; but
/// people read it.
package enum ClockWarning: Hashable, Sendable {
    /// This machine says that it is earlier than a moment that has been: this device's own newest change, or the making of
    /// this program. Milliseconds since 1970.
    case behind(thanMs: UInt64)
    /// A peer's clock shows so many milliseconds more (less, below zero) than this machine's.
    case differs(peer: String, ms: Int64)
    /// A change that came in says a time that lies more than a day ahead of this machine's clock.
    case changeAhead(device: String, wallMs: UInt64)

    /// Clocks that differ by less agree.
    package static let toleranceMs: UInt64 = 5 * 60 * 1000
    static let dayMs: UInt64 = 24 * 60 * 60 * 1000
    /// A time of our own that lies further ahead was a clock that ran wild once, and has been set since.
    static let onceMs: UInt64 = 400 * dayMs
    /// No program of this version ran before: 2026-01-01T00:00:00Z.
    static let earliestMs: UInt64 = 1_767_225_600_000
}

extension Replica {
    private enum ClockFact {
        static let latest = "clock_latest"
        static let ahead = "clock_ahead"
        static let difference = "clock_differs"
    }

    /// What speaks against this machine's clock, or the newest change that came in; nil where nothing does. Costs one
    /// change's reading. Inside a transaction.
    package func clockWarning() throws -> ClockWarning? {
        let now = environment.nowMs()
        if now < ClockWarning.earliestMs { return .behind(thanMs: ClockWarning.earliestMs) }
        if let latest = try ownLatestMs(), latest > now.addingClamped(ClockWarning.toleranceMs),
            latest < now.addingClamped(ClockWarning.onceMs)
        {
            return .behind(thanMs: latest)
        }
        if let known = try clockDifference(), known.atMs.addingClamped(ClockWarning.dayMs) > now,
            let peer = try store.peers().first(where: { $0.device == known.device })
        {
            return .differs(peer: peer.name, ms: known.ms)
        }
        if let (replica, wallMs) = try store.fact(ClockFact.ahead).flatMap(Self.aheadFact),
            wallMs > now.addingClamped(ClockWarning.dayMs)
        {
            let name = try store.introductions()[replica]?.name
            return .changeAhead(device: name ?? replica.description, wallMs: wallMs)
        }
        return nil
    }

    /// The latest time that a change of ours has had; nil before the first.
    private func ownLatestMs() throws -> UInt64? {
        try store.fact(ClockFact.latest).flatMap { bytes in
            try? bytes.reading { (reader) throws(WireError) in try reader.word() }
        }
    }

    /// Keeps the time of a change of ours, to the minute. Inside a write transaction.
    func noteOwnTime(_ wallMs: UInt64) throws {
        let known = try ownLatestMs() ?? 0
        // One that ran wild is forgotten by the next.
        guard
            wallMs > known.addingClamped(60_000)
                || known > wallMs.addingClamped(ClockWarning.onceMs)
        else { return }
        var writer = ByteWriter()
        writer.word(wallMs)
        try store.setFact(ClockFact.latest, writer.bytes)
    }

    /// Keeps the time of a change that came in, where it lies far ahead. Inside a write transaction.
    func noteTime(of change: SignedChange) throws {
        let wallMs = change.header.wallMs
        guard wallMs > environment.nowMs().addingClamped(ClockWarning.dayMs) else { return }
        if let known = try store.fact(ClockFact.ahead).flatMap(Self.aheadFact),
            known.wallMs >= wallMs
        {
            return
        }
        var writer = ByteWriter()
        writer.replica(change.header.replica)
        writer.word(wallMs)
        try store.setFact(ClockFact.ahead, writer.bytes)
    }

    private static func aheadFact(_ bytes: [UInt8]) -> (replica: ReplicaID, wallMs: UInt64)? {
        try? bytes.reading { (reader) throws(WireError) in
            (try reader.replica(), try reader.word())
        }
    }

    /// A peer's clock against this machine's, as its answer told: kept while it differs, a write a day at most.
    package func noteClock(of device: DeviceID, aheadMs: Int64) throws {
        let now = environment.nowMs()
        let known = try store.read { try clockDifference() }
        let isOff = aheadMs.magnitude > ClockWarning.toleranceMs
        let isNoted =
            known.map {
                $0.device == device && now < $0.atMs.addingClamped(ClockWarning.dayMs)
                    && $0.ms.subtractingReportingOverflow(aheadMs).partialValue.magnitude
                        <= ClockWarning.toleranceMs
            } ?? false
        guard isOff ? !isNoted : known?.device == device else { return }
        try store.write {
            var writer = ByteWriter()
            if isOff {
                writer.digest(device)
                writer.word(UInt64(bitPattern: aheadMs))
                writer.word(now)
            }
            try store.setFact(ClockFact.difference, writer.bytes)
        }
    }

    private func clockDifference() throws -> (device: DeviceID, ms: Int64, atMs: UInt64)? {
        try store.fact(ClockFact.difference).flatMap { bytes in
            try? bytes.reading { (reader) throws(WireError) in
                (try reader.digest(), Int64(bitPattern: try reader.word()), try reader.word())
            }
        }
    }
}

extension UInt64 {
    fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? .max : sum
    }
}

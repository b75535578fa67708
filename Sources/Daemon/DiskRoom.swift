import Foundation

/// Whether there is room for what a peer may send: asked before a byte is paid for.
struct DiskRoom: Sendable {
    /// Below so many bytes nothing is fetched: the database could not even write down how far it came.
    static let floor: UInt64 = 1 << 20
    /// After a full disk, so much more must be free than was then.
    static let more: UInt64 = 1 << 20
    /// Where free space says little (quotas), it is tried again after so long.
    static let trust = Duration.seconds(1800)

    /// What was free when it was not enough.
    private var tooLittle: (free: UInt64, at: ContinuousClock.Instant)?

    /// What was free was not enough.
    mutating func ranOut(free: UInt64, at now: ContinuousClock.Instant) {
        tooLittle = (free, now)
    }

    /// Something could be written.
    mutating func sufficed() { tooLittle = nil }

    func isEnough(free: UInt64, at now: ContinuousClock.Instant) -> Bool {
        guard free >= Self.floor else { return false }
        guard let tooLittle, tooLittle.at.duration(to: now) < Self.trust else { return true }
        return free >= tooLittle.free.addingReportingOverflow(Self.more).partialValue
    }

    /// Bytes that may be written on the disk of this folder; nil where nobody can say.
    static func free(_ folder: String) -> UInt64? {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0 else { return nil }
        let (bytes, isOver) = UInt64(facts.f_bavail)
            .multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        return isOver ? .max : bytes
    }
}

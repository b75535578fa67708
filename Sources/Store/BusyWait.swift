import Foundation

/// How a writer waits for another: it looks again every few milliseconds, the more often the longer it has waited, so that
/// of many who wait the first in line is likely to be next. SQLite's own waits grow to a tenth of a second, in which
/// somebody who writes much has the lock over and over.
enum BusyWait {
    /// The longest sleep between two looks.
    static let longestMilliseconds = 6
    private static let middleMilliseconds = 4
    private static let shortestMilliseconds = 2
    /// How long a writer waits before ``StoreError/busy``.
    static let mostMilliseconds = 30_000

    /// Looks before the sleeps become shorter, and before they are shortest: after a tenth and after half a second.
    private static let firstLooks = 16
    private static let secondLooks = 116

    /// The sleep after `looks` looks in vain; nil where that is enough.
    static func sleep(after looks: Int) -> Int? {
        guard waited(after: looks) < mostMilliseconds else { return nil }
        if looks < firstLooks { return longestMilliseconds }
        return looks < secondLooks ? middleMilliseconds : shortestMilliseconds
    }

    /// Milliseconds that were slept after so many looks.
    static func waited(after looks: Int) -> Int {
        let first = min(looks, firstLooks)
        let second = min(max(0, looks - firstLooks), secondLooks - firstLooks)
        let rest = max(0, looks - secondLooks)
        return first * longestMilliseconds + second * middleMilliseconds
            + rest * shortestMilliseconds
    }

    /// For SQLite: sleeps, and says whether to look again.
    @Sendable static func look(_ looks: Int) -> Bool {
        guard let milliseconds = sleep(after: looks) else { return false }
        usleep(UInt32(milliseconds) * 1000)
        return true
    }
}

extension Store {
    /// Lets whoever waits for the write lock have it: outside a transaction, between two that belong to one long piece of
    /// work, after a twentieth of a second or so.
    ///
    /// SQLite has no queue: whoever takes the lock again at once gets it again, for the others look only now and then. So it
    /// stays free for longer than they sleep.
    package func giveWay() { usleep(2 * UInt32(BusyWait.longestMilliseconds) * 1000) }
}

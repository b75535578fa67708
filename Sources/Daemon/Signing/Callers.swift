import Foundation
import NIOConcurrencyHelpers

/// How many are listened to now, in all and of each account.
final class Callers: Sendable {
    private let counts = NIOLockedValueBox<[uid_t: Int]>([:])

    /// - Returns: false where there are enough.
    func enter(_ user: uid_t) -> Bool {
        counts.withLockedValue { counts in
            let all = counts.values.reduce(0, +)
            let own = counts[user] ?? 0
            guard all < SigningService.callersMax, own < SigningService.callersMaxEach else {
                return false
            }
            counts[user] = own + 1
            return true
        }
    }

    func leave(_ user: uid_t) {
        counts.withLockedValue { counts in
            counts[user] = counts[user].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
    }
}

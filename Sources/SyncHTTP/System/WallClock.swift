import Foundation

/// This machine's wall clock as the transport tells it to peers.
package enum WallClock {
    /// Milliseconds since 1970.
    package static var nowMs: UInt64 { UInt64(max(0, Date.now.timeIntervalSince1970 * 1000)) }
}

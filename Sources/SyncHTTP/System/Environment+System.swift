import Foundation
package import Replica

extension Environment {
    /// The real clock, the system's randomness, and this machine's id: what the CLI and the daemon hand to a replica.
    package static var system: Environment {
        Environment(
            nowMs: { WallClock.nowMs },
            randomBytes: { count in
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            }, machine: machineID())
    }

    private static func machineID() -> String {
        guard let bytes = FileManager.default.contents(atPath: "/etc/machine-id") else { return "" }
        return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    }
}

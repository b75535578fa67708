import Glibc

/// Notices that the machine's addresses or routes changed: a cable, a wireless network, the end of a sleep.
///
/// A laptop that waits half an hour before its next attempt should not wait it out once it is online again.
package struct NetworkWatcher: Sendable {
    private let settle: Duration

    /// The kernel refuses the socket.
    package struct Failure: Error, Hashable, Sendable {
        package let code: Int32
    }

    /// - Parameter settle: a link that comes up changes several times within a second.
    package init(settle: Duration = .seconds(2)) { self.settle = settle }

    /// - Returns: one element after each burst of changes that begins after this call.
    /// - Throws: ``Failure`` where the system does not let the process listen (a sandbox without `AF_NETLINK`).
    package func changes() throws(Failure) -> AsyncStream<Void> {
        let kind = Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_NETLINK, kind, Self.routing)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        let address = Self.address
        let bound = address.withUnsafeBytes { bytes in
            bind(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(bytes.count))
        }
        guard bound == 0 else {
            let code = errno
            close(descriptor)
            throw Failure(code: code)
        }
        return SettledEvents.stream(descriptor: descriptor, settle: settle.dispatchInterval) { _ in
            .tell
        }
    }

    // Source: rtnetlink(7) and <linux/rtnetlink.h>, whose constants the C library does not hand on.
    private static let routing: Int32 = 0
    private static let addressGroups: UInt32 = 0x10 | 0x100
    private static let routeGroups: UInt32 = 0x40 | 0x400

    /// A `sockaddr_nl`: family, padding, port (the kernel picks one), groups.
    private static var address: [UInt8] {
        withUnsafeBytes(of: sa_family_t(AF_NETLINK), Array.init) + [0, 0]
            + [0, 0, 0, 0] + withUnsafeBytes(of: addressGroups | routeGroups, Array.init)
    }
}

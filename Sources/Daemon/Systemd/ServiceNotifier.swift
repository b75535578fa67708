import Dispatch
import Glibc
import NIOConcurrencyHelpers

/// Sends ``ServiceState`` to the service manager over the datagram socket that it hands out in `NOTIFY_SOCKET`.
///
/// The kernel keeps ten datagrams for a manager that is slow; whoever sends the next one waits. So the sending is done on
/// a queue of its own, and a status or a sign of life that waits there gives way to a newer one. Outside systemd there is
/// no socket, and everything sent goes nowhere.
package final class ServiceNotifier: Sendable {
    /// -1 where there is nobody to tell.
    private let socket: Int32
    /// A `sockaddr_un` as bytes, as long as its path.
    private let address: [UInt8]
    private static let waitSeconds = 30
    private let queue = DispatchQueue(label: "liaison.service-notifier")
    private let waiting = NIOLockedValueBox<[[ServiceState]]>([])

    /// The socket could not be opened, or its name is none.
    package struct Failure: Error, Hashable, Sendable {
        package let path: String
        /// `errno`, or 0 for a name that is no socket's.
        package let code: Int32
    }

    /// Tells nobody.
    package init() {
        socket = -1
        address = []
    }

    /// - Throws: ``Failure`` where the environment names a socket that cannot be used.
    package init(environment: [String: String]) throws(Failure) {
        guard let path = environment["NOTIFY_SOCKET"], !path.isEmpty else {
            socket = -1
            address = []
            return
        }
        guard let address = Self.address(of: path) else { throw Failure(path: path, code: 0) }
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let opened = Glibc.socket(AF_UNIX, kind, 0)
        guard opened >= 0 else { throw Failure(path: path, code: errno) }
        // A `timeval`: where Swift's library is linked in, its members belong to a module that cannot be named.
        let limit = (seconds: Self.waitSeconds, microseconds: 0)
        withUnsafeBytes(of: limit) { bytes in
            _ = setsockopt(
                opened, SOL_SOCKET, SO_SNDTIMEO, bytes.baseAddress, socklen_t(bytes.count))
        }
        self.socket = opened
        self.address = address
    }

    deinit { if socket >= 0 { close(socket) } }

    package var isConnected: Bool { socket >= 0 }

    /// Sends the states in one datagram, behind what waits already. A manager that takes none for half a minute loses
    /// this one, and the service goes on: it is the manager that decides what an unheard service deserves.
    package func send(_ states: ServiceState...) {
        guard isConnected else { return }
        waiting.withLockedValue { waiting in
            if states.count == 1, states[0].isStaleOnceRepeated {
                waiting.removeAll { $0.count == 1 && $0[0].repeats(states[0]) }
            }
            waiting.append(states)
        }
        queue.async { self.sendNext() }
    }

    /// Returns when everything that waited has been sent, or given up.
    package func flush() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    /// On the queue. As often as something was handed over, so often something is taken, while there is any.
    private func sendNext() {
        let next = waiting.withLockedValue { $0.isEmpty ? nil : $0.removeFirst() }
        guard let next else { return }
        let message = Array(next.map(\.text).joined(separator: "\n").utf8)
        _ = address.withUnsafeBytes { bytes in
            sendto(
                socket, message, message.count, Int32(MSG_NOSIGNAL),
                bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(bytes.count))
        }
    }

    /// A path begins with `/`; `@` stands for the zero byte in front of an abstract name.
    private static func address(of path: String) -> [UInt8]? {
        var name = Array(path.utf8)
        let pathMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        switch name.first {
        case UInt8(ascii: "/"): name.append(0)
        case UInt8(ascii: "@"): name[0] = 0
        default: return nil
        }
        guard name.count > 1, name.count <= pathMax else { return nil }
        let family = sa_family_t(AF_UNIX)
        return withUnsafeBytes(of: family, Array.init) + name
    }
}

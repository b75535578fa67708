import Foundation
import Testing

/// The service manager's end of the notification socket, for tests.
final class ServiceManager: Sendable {
    /// As it stands in `NOTIFY_SOCKET`.
    let name: String
    private let socket: Int32
    private let folder: TemporaryFolder?

    /// An abstract name has no file, as inside a container.
    ///
    /// - Throws: where the system gives no socket.
    init(isAbstract: Bool) throws {
        folder = isAbstract ? nil : try TemporaryFolder()
        name = folder.map { $0.path + "/notify" } ?? "@liaison-\(UUID().uuidString)"
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var bytes = withUnsafeBytes(of: sa_family_t(AF_UNIX), Array.init)
        bytes += isAbstract ? [0] + name.utf8.dropFirst() : name.utf8 + [0]
        let bound = bytes.withUnsafeBytes { buffer in
            bind(
                socket, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(buffer.count))
        }
        try #require(bound == 0)
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    /// The next datagram; empty after half a minute without one.
    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket, &buffer, buffer.count, 0)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }

    /// The next datagram that begins so, on a thread that may wait.
    func receive(beginningWith prefix: String) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                while true {
                    let text = self.receive()
                    if text.isEmpty || text.hasPrefix(prefix) {
                        return continuation.resume(returning: text)
                    }
                }
            }
        }
    }
}

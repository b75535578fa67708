import Foundation

/// Says the same bytes to whoever connects, whatever they ask, and hangs up.
final class RawServer: Sendable {
    let port: Int
    private let socket: Int32

    /// `reply` is sent as it is; nil never answers.
    ///
    /// - Throws: when no port is to be had.
    convenience init(reply: String?) throws {
        try self.init(bytes: reply.map { Array($0.utf8) })
    }

    init(bytes reply: [UInt8]?) throws {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard listening else { throw POSIXError(.EADDRNOTAVAIL) }
        self.socket = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { Self.serve(socket, reply) }.start()
    }

    deinit { shutdown(socket, Int32(SHUT_RDWR)) }

    private static func serve(_ socket: Int32, _ reply: [UInt8]?) {
        defer { close(socket) }
        var silent: [Int32] = []
        while case let connection = accept(socket, nil, nil), connection >= 0 {
            guard let reply else {
                silent.append(connection)
                continue
            }
            var head: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
                let count = recv(connection, &buffer, buffer.count, 0)
                if count <= 0 { break }
                head += buffer[..<count]
            }
            _ = send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
            shutdown(connection, Int32(SHUT_WR))
            while recv(connection, &buffer, buffer.count, 0) > 0 {}
            close(connection)
        }
        for connection in silent { close(connection) }
    }
}

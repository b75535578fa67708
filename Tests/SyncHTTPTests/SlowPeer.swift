import Foundation

/// A connection on which bytes come and go at will.
final class SlowPeer {
    private let socket: Int32

    /// - Parameters:
    ///   - port: on this machine.
    ///   - own: the address to come from, 127.0.0.0/8.
    /// - Throws: when nobody listens.
    init(port: Int, from own: String? = nil) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        // Little room on this side: what is not read stays with the sender.
        var room: Int32 = 4096
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        if let own {
            var here = sockaddr_in()
            here.sin_family = sa_family_t(AF_INET)
            here.sin_addr.s_addr = inet_addr(own)
            _ = withUnsafePointer(to: &here) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(socket) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Sends a byte every hundredth of a second.
    ///
    /// - Returns: how many before the other side hung up; `count` if it never did.
    func dribble(_ byte: Character, atMost count: Int) async throws -> Int {
        for sent in 0..<count {
            if isHungUp { return sent }
            send(String(byte))
            try await Task.sleep(for: .milliseconds(10))
        }
        return count
    }

    /// Takes some bytes every hundredth of a second.
    ///
    /// - Returns: how many came before the other side hung up, at most about `count`.
    func sip(atMost count: Int) async throws -> Int {
        var taken = 0
        var buffer = [UInt8](repeating: 0, count: 64)
        while taken < count {
            let got = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if got == 0 || (got < 0 && errno != EAGAIN) { return taken }
            taken += max(0, got)
            try await Task.sleep(for: .milliseconds(10))
        }
        return taken
    }

    var isHungUp: Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let got = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return got == 0 || (got < 0 && errno != EAGAIN)
    }

    /// What has come so far and was not read yet.
    var received: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let got = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return String(decoding: buffer[..<max(0, got)], as: UTF8.self)
    }

    /// Waits until the other side hangs up.
    func hungUp() async throws {
        while !isHungUp { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Reads until a text has come, or the other side hangs up.
    func receive(until end: String) async throws -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !text.hasSuffix(end) {
            let got = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if got == 0 || (got < 0 && errno != EAGAIN) { return text }
            if got > 0 { text += String(decoding: buffer[..<got], as: UTF8.self) }
            try await Task.sleep(for: .milliseconds(2))
        }
        return text
    }
}

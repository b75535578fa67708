package import Foundation
package import Store
import Wire

/// A connection between two processes of this machine, each of which the kernel names to the other.
///
/// Blocks its thread. What is sent is a `word` with the length and so many bytes.
package final class LocalSocket: Sendable {
    package let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    // MARK: Making

    /// Connects to a name in a folder.
    ///
    /// - Throws: ``FileFailure``; `ENOENT` or `ECONNREFUSED` where nobody listens.
    static func connect(
        to name: String, in folder: OwnedFolder
    ) throws(FileFailure) -> LocalSocket {
        let path = folder.path + "/" + name
        let made = try make(path)
        let connected = try withAddress(of: name, in: folder) { address, length in
            Foundation.connect(made.descriptor, address, length)
        }
        guard connected == 0 else { throw FileFailure(path, code: errno) }
        return made
    }

    /// Listens under a name in a folder, in the place of what has it; who may write to the file may connect.
    package static func listen(
        as name: String, in folder: OwnedFolder, mode: mode_t
    ) throws(FileFailure) -> LocalSocket {
        let path = folder.path + "/" + name
        let made = try make(path)
        folder.remove(name)
        // The name has no wider mode than this at any moment, whatever the umask.
        fchmod(made.descriptor, mode)
        let bound = try withAddress(of: name, in: folder) { address, length in
            bind(made.descriptor, address, length)
        }
        guard bound == 0 else { throw FileFailure(path, code: errno) }
        try folder.setMode(ofSocket: name, mode)
        guard Foundation.listen(made.descriptor, 64) == 0 else {
            throw FileFailure(path, code: errno)
        }
        return made
    }

    private static func make(_ path: String) throws(FileFailure) -> LocalSocket {
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw FileFailure(path, code: errno) }
        return LocalSocket(descriptor)
    }

    /// By way of the held folder: an address is at most 107 bytes long, and no name above it counts.
    private static func withAddress(
        of name: String, in folder: OwnedFolder,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(FileFailure) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array((folder.held + "/" + name).utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw FileFailure(folder.path, code: ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Somebody who has connected; nil where nobody waits.
    package func accepted() -> LocalSocket? {
        let descriptor = accept(descriptor, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return LocalSocket(descriptor)
    }

    /// `accept` waits for nobody.
    package func acceptWithoutWaiting() { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }

    // MARK: Using

    /// The user of the process at the other end: of a caller as it called, of a listener as it began to listen.
    package var peer: uid_t? {
        var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, .max, .max)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
            return nil
        }
        return credentials.user
    }

    /// How long one step may wait for the other side.
    package func setPatience(seconds: Int) {
        // A `timeval`: where Swift's library is linked in, its members belong to a module that cannot be named.
        let limit = (seconds: seconds, microseconds: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            withUnsafeBytes(of: limit) { bytes in
                _ = setsockopt(
                    descriptor, SOL_SOCKET, option, bytes.baseAddress, socklen_t(bytes.count))
            }
        }
    }

    /// - Returns: false where the other side is gone, or does not take it.
    package func send(_ message: [UInt8]) -> Bool {
        var writer = ByteWriter(reserving: message.count + 8)
        writer.word(UInt64(message.count))
        writer.raw(message)
        var rest = writer.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// - Returns: nil where the other side is gone, sends more than `limit`, or does not go on.
    package func receive(limit: Int) -> [UInt8]? {
        guard let header = receive(count: 8) else { return nil }
        let length = header.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(limit) else { return nil }
        return receive(count: Int(length))
    }

    private func receive(count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(count, 1 << 16))
        while bytes.count < count {
            let got = recv(descriptor, &buffer, min(buffer.count, count - bytes.count), 0)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            bytes += buffer[..<got]
        }
        return bytes
    }
}

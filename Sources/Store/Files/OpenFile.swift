package import Foundation

/// A file by its descriptor, which is closed with the value.
package final class OpenFile: Sendable {
    package let path: String
    package let descriptor: Int32
    /// As it was when the file was opened.
    package let status: FileStatus

    init(path: String, descriptor: Int32, status: FileStatus) {
        self.path = path
        self.descriptor = descriptor
        self.status = status
    }

    deinit { close(descriptor) }

    /// Gives the file its mode, whatever the umask; only its owner can.
    package func setMode(_ mode: mode_t) throws(FileFailure) {
        guard fchmod(descriptor, mode) == 0 else { throw FileFailure(path, code: errno) }
    }

    /// All that is in it.
    ///
    /// - Throws: ``FileFailure``; `EFBIG` for more than `limit` bytes.
    package func contents(limit: Int) throws(FileFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit + 1, 1 << 16))
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure(path, code: errno)
            }
            bytes += buffer[..<count]
            if bytes.count > limit { throw FileFailure(path, code: EFBIG) }
        }
    }

    /// So many bytes from a place on; fewer where the file ends before, or cannot be read.
    func bytes(at offset: Int64, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let more = pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), count - done,
                    off_t(offset) + off_t(done))
                if more < 0, errno == EINTR { continue }
                guard more > 0 else { return }
                done += more
            }
        }
    }

    /// Writes all of it from the file's beginning.
    package func write(_ bytes: [UInt8]) throws(FileFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done,
                    off_t(done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFailure(path, code: count < 0 ? errno : ENOSPC) }
            done += count
        }
    }

    /// Writes all of it where the last append ended.
    func append(_ bytes: ArraySlice<UInt8>) throws(FileFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFailure(path, code: count < 0 ? errno : ENOSPC) }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until it is on the disk.
    package func sync() throws(FileFailure) {
        // Some file systems (sticks, shares) sync no folder, and say so.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw FileFailure(path, code: errno)
        }
    }
}

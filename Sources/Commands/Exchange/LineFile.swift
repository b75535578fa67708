import Foundation
import Records
import Replica

/// The lines of a file that a person named, or of the standard input: read from the beginning as often as asked, a little at
/// a time.
///
/// What cannot be read twice (a pipe) is copied first, into a file without a name in the node's folder.
final class LineFile {
    private let path: String
    private let file: Int32
    private let isOurs: Bool
    /// Where the lines begin, and what the next reading begins with.
    private let start: off_t
    private var position: off_t
    private var buffer: [UInt8] = []
    /// The first byte of the buffer that no line has had.
    private var place = 0
    private var isAtEnd = false
    private let facts: Facts

    /// What tells that a file is another than it was.
    private struct Facts: Equatable {
        let size: off_t
        let seconds: Int
        let nanoseconds: Int
    }

    private static let chunk = 1 << 16

    /// - Throws: ``Failure`` that names the file.
    init(_ path: String, _ context: Context) throws {
        self.path = path
        var file = path == "-" ? context.console.input : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure(path) }
        var status = stat()
        let isSeekable = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if !isSeekable {
            let original = file
            defer { if path != "-" { close(original) } }
            file = try Self.copied(original, path, try context.directory().path)
        }
        self.file = file
        isOurs = path != "-" || !isSeekable
        start = isSeekable && path == "-" ? max(0, lseek(file, 0, SEEK_CUR)) : 0
        position = start
        facts = Self.facts(file)
    }

    deinit { if isOurs { close(file) } }

    /// Begins again.
    ///
    /// - Throws: ``Failure`` where somebody wrote to the file meanwhile.
    func rewind() throws(Failure) {
        try checkUnchanged()
        position = start
        buffer = []
        place = 0
        isAtEnd = false
    }

    /// The next line, without its end; nil after the last.
    func next() throws(Failure) -> [UInt8]? {
        var looked = place
        while true {
            if let end = buffer[looked...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { place = end + 1 }
                return Array(buffer[place..<end])
            }
            if isAtEnd {
                guard place < buffer.count else { return nil }
                defer { place = buffer.count }
                return Array(buffer[place...])
            }
            buffer.removeFirst(place)
            place = 0
            looked = buffer.count
            try fill()
        }
    }

    /// - Throws: ``Failure`` where somebody wrote to the file since it was opened.
    func checkUnchanged() throws(Failure) {
        guard Self.facts(file) == facts else {
            throw Failure(Wording.fileChanged(path), hint: Wording.importCutHint)
        }
    }

    private func fill() throws(Failure) {
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = pread(file, &chunk, chunk.count, position)
            if count >= 0 {
                buffer += chunk[..<count]
                position += off_t(count)
                isAtEnd = count == 0
                return
            }
            if errno != EINTR { throw Self.failure(path) }
        }
    }

    private static func facts(_ file: Int32) -> Facts {
        var status = stat()
        _ = fstat(file, &status)
        return Facts(
            size: status.st_size, seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec)
    }

    /// A copy that is gone with its descriptor.
    private static func copied(
        _ source: Int32, _ path: String, _ folder: String
    ) throws(Failure) -> Int32 {
        var name = Array((folder + "/.import-XXXXXX").utf8CString)
        let copy = mkstemp(&name)
        guard copy >= 0 else { throw failure(path) }
        _ = fcntl(copy, F_SETFD, FD_CLOEXEC)
        unlink(name)
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = read(source, &chunk, chunk.count)
            if count == 0 { return copy }
            guard count > 0 else {
                if errno == EINTR { continue }
                close(copy)
                throw failure(path)
            }
            var written = 0
            while written < count {
                let step = chunk[written..<count].withUnsafeBytes {
                    write(copy, $0.baseAddress, $0.count)
                }
                if step > 0 {
                    written += step
                } else if errno != EINTR {
                    close(copy)
                    throw failure(path)
                }
            }
        }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(
            Wording.cannotReadFile(path),
            causedBy: [Wording.verbatim(String(cString: strerror(errno)))])
    }
}

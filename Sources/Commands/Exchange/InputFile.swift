import Foundation
import Records

/// A file that a person named, or the standard input.
enum InputFile {
    /// - Throws: ``Failure`` that names the file.
    static func read(_ path: String, _ context: Context) throws(Failure) -> [UInt8] {
        if path == "-" { return try read(context.console.input, named: path) }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        return try read(file, named: path)
    }

    private static func read(_ file: Int32, named path: String) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw failure(path)
            }
        }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(
            Wording.cannotReadFile(path),
            causedBy: [Wording.verbatim(String(cString: strerror(errno)))])
    }
}

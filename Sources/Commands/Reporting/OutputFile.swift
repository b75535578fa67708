import Foundation
import Records

/// Writes a whole file or none: into a file beside it that takes its name at the end.
enum OutputFile {
    /// - Throws: ``Failure`` where the file is there and may not be replaced, and for what the system refuses.
    static func write(_ text: String, to path: String, replacing: Bool) throws {
        var kind = stat()
        if !replacing, lstat(path, &kind) == 0 { throw exists(path) }
        let partial = path + ".partial-\(getpid())"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path) }
        let sink = DescriptorSink(descriptor)
        do {
            try sink.write(text)
            try sink.flush()
            guard fsync(descriptor) == 0 else { throw failure(path) }
            close(descriptor)
        } catch {
            close(descriptor)
            unlink(partial)
            throw error
        }
        // A link is refused where the name is taken meanwhile; a rename would take it over.
        let done = replacing ? rename(partial, path) == 0 : link(partial, path) == 0
        let error = done ? nil : errno == EEXIST ? exists(path) : failure(path)
        if !done || !replacing { unlink(partial) }
        if let error { throw error }
    }

    private static func exists(_ path: String) -> Failure {
        Failure(Wording.fileExists(path), hint: Wording.fileExistsHint)
    }

    private static func failure(_ path: String) -> Failure {
        Failure(
            Wording.cannotWriteFile(path),
            causedBy: [Wording.verbatim(String(cString: strerror(errno)))])
    }
}

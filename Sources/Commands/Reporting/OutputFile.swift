import Foundation
import Records
import Store

/// Writes a whole file or none: into a file beside it that takes its name at the end.
///
/// A new file is its owner's alone (0600), whatever the umask; one that is replaced keeps its mode. Who wants it otherwise
/// says so with chmod(1), or sends the output where they like with the shell.
enum OutputFile {
    /// - Throws: ``Failure`` where the file is there and may not be replaced, and for what the system refuses.
    static func write(_ text: String, to path: String, replacing: Bool) throws {
        do {
            let (folder, name) = try OwnedFolder.holding(path)
            let old = folder.status(of: name)
            if !replacing, old != nil { throw exists(path) }
            let partial = "\(name).partial-\(getpid())"
            folder.remove(partial)
            defer { folder.remove(partial) }
            let file = try folder.make(
                partial, mode: old.flatMap { $0.kind == .file ? $0.mode & 0o666 : nil } ?? 0o600)
            let sink = DescriptorSink(file.descriptor)
            try sink.write(text)
            try sink.flush()
            try file.sync()
            if replacing {
                try folder.settle(partial, as: name)
            } else {
                try folder.link(partial, as: name)
            }
        } catch let failure as FileFailure {
            if failure.cause == .system(EEXIST) { throw exists(path) }
            throw Failure(
                Wording.cannotWriteFile(path), causedBy: [Wording.verbatim(failure.reason)])
        }
    }

    private static func exists(_ path: String) -> Failure {
        Failure(Wording.fileExists(path), hint: Wording.fileExistsHint)
    }
}

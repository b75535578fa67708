import Foundation

/// Whether a database file and the write-ahead log beside it belong together.
///
/// Each of our commits writes page 1, and with it SQLite's counter of changes (header, offset 24). So the first page 1 in
/// the log is one ahead of the file, or, where part of the log is in the file already, behind it by no more than the log
/// has frames. A file that was copied over a live one has another count: pages of both would be read as one database.
/// Source: SQLite's file format, "The Write-Ahead Log".
enum FileLineage {
    private static let walHeaderBytes = 32
    private static let frameHeaderBytes = 24
    /// The counter's place in page 1.
    private static let counterOffset = 24

    /// - Returns: false where they do not belong together. True where nothing can be said.
    static func holds(_ path: String) -> Bool {
        // Between two looks another process may empty the log into the file: only what stays so is believed.
        for attempt in 0..<4 {
            if look(path) { return true }
            if attempt < 3 { usleep(30_000) }
        }
        return false
    }

    private static func look(_ path: String) -> Bool {
        guard let before = counter(path), let log = firstFrame(path + "-wal"),
            counter(path) == before
        else { return true }
        let ahead = Int64(before) - (Int64(log.counter) - 1)
        return 0...log.frames ~= ahead
    }

    private static func counter(_ path: String) -> UInt32? {
        guard let header = read(path, at: 0, count: 100),
            header.starts(with: "SQLite format 3\0".utf8)
        else { return nil }
        return word(header, counterOffset)
    }

    /// The counter in the log's first frame, if that is page 1 of a log in use, and how many frames the file has room for.
    private static func firstFrame(_ path: String) -> (counter: UInt32, frames: Int64)? {
        guard let log = FileManager.default.contents(ofSize: path),
            let header = read(
                path, at: 0, count: walHeaderBytes + frameHeaderBytes + counterOffset + 4)
        else { return nil }
        let pageBytes = Int64(word(header, 8))
        guard word(header, 0) & ~1 == 0x377F_0682, pageBytes >= 512,
            word(header, walHeaderBytes) == 1,
            // The salts of the frame are those of the log: it is not one from before the log began anew.
            word(header, walHeaderBytes + 8) == word(header, 16),
            word(header, walHeaderBytes + 12) == word(header, 20)
        else { return nil }
        let frames = (log - Int64(walHeaderBytes)) / (pageBytes + Int64(frameHeaderBytes))
        return (word(header, walHeaderBytes + frameHeaderBytes + counterOffset), frames)
    }

    private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// So many bytes of a file; nil where it is not there or shorter.
    private static func read(_ path: String, at offset: Int, count: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, count, off_t(offset)) }
        return got == count ? bytes : nil
    }
}

extension FileManager {
    fileprivate func contents(ofSize path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}

extension Store {
    /// - Throws: ``StoreError/mixed(_:)`` where the file was copied over while its write-ahead log was there.
    package func checkLineage() throws(StoreError) {
        guard path != ":memory:", !FileLineage.holds(path) else { return }
        throw .mixed(path)
    }
}

import Foundation

/// The pages of a database that nobody has open and of the WAL beside it, read without SQLite: where another file was put in
/// the place of one, the trees lead nowhere, and the leaves with the rows are still there.
///
/// Nothing that is read here is believed: a page may be torn, old or somebody else's. Source: SQLite, *Database File Format*.
struct DatabasePages {
    /// Where a page lies: the same page may be in both, as it was and as it is.
    enum Place: Hashable {
        case file(UInt32)
        case wal(UInt32)

        var number: UInt32 {
            switch self {
            case .file(let number), .wal(let number): number
            }
        }
    }

    private let file: OpenFile
    private let wal: OpenFile?
    private let size: Int
    /// Bytes of a page that hold what SQLite stores.
    let usable: Int
    /// Where the newest version of a page begins among those that were committed to the WAL.
    private let frames: [UInt32: Int64]

    /// For a file whose header is lost.
    private static let usualSize = 4096

    init(path: String) throws(FileFailure) {
        let (folder, name) = try OwnedFolder.holding(path)
        file = try folder.open(name, O_RDONLY, .anyFile)
        wal = try? folder.open(name + "-wal", O_RDONLY, .anyFile)
        let header = file.bytes(at: 0, count: 100)
        let log = wal.flatMap(WALFrames.init)
        let stated = Self.pageSize(header)
        size = log?.pageSize ?? stated ?? Self.usualSize
        usable = size - (stated == nil ? 0 : Int(header[20]))
        frames = log?.newest ?? [:]
    }

    /// Nil for what is no header of a database.
    private static func pageSize(_ header: [UInt8]) -> Int? {
        guard header.starts(with: Array("SQLite format 3\0".utf8)), header.count == 100 else {
            return nil
        }
        let stated = Int(header[16]) << 8 | Int(header[17])
        let size = stated == 1 ? 65_536 : stated
        return size >= 512 && size & (size - 1) == 0 ? size : nil
    }

    /// All of them, those of the WAL last.
    var places: [Place] {
        let count = UInt32(clamping: Int64(file.status.size) / Int64(size))
        return (count == 0 ? [] : (1...count).map { .file($0) })
            + frames.keys.sorted().map { .wal($0) }
    }

    /// Empty for one that cannot be read.
    func page(_ place: Place) -> [UInt8] {
        let bytes: [UInt8]? =
            switch place {
            case .wal(let number): frames[number].flatMap { wal?.bytes(at: $0, count: size) }
            case .file(0): nil
            case .file(let number):
                file.bytes(at: Int64(number - 1) * Int64(size), count: size)
            }
        return bytes?.count == size ? bytes ?? [] : []
    }

    /// A page that the one at `place` names: of the same time where it can be.
    func page(_ number: UInt32, namedAt place: Place) -> [UInt8] {
        switch place {
        case .wal where frames[number] != nil: page(.wal(number))
        default: page(.file(number))
        }
    }
}

/// What was committed to a WAL: the frames up to the last commit whose check sums hold.
private struct WALFrames {
    let pageSize: Int
    private(set) var newest: [UInt32: Int64] = [:]

    init?(_ file: OpenFile) {
        let header = file.bytes(at: 0, count: 32)
        guard header.count == 32, header.word(at: 0) & ~1 == 0x377F_0682 else { return nil }
        pageSize = Int(header.word(at: 8))
        guard (512...65_536).contains(pageSize), pageSize & (pageSize - 1) == 0 else { return nil }
        var sum = Sum(isBigEndian: header.word(at: 0) & 1 == 1)
        sum.add(header[..<24])
        guard sum.words == (header.word(at: 24), header.word(at: 28)) else { return nil }
        var offset: Int64 = 32
        var pending: [UInt32: Int64] = [:]
        while true {
            let frame = file.bytes(at: offset, count: 24 + pageSize)
            guard frame.count == 24 + pageSize, frame[8..<16] == header[16..<24] else { return }
            sum.add(frame[..<8])
            sum.add(frame[24...])
            guard sum.words == (frame.word(at: 16), frame.word(at: 20)) else { return }
            pending[frame.word(at: 0)] = offset + 24
            if frame.word(at: 4) != 0 {
                newest.merge(pending) { $1 }
                pending = [:]
            }
            offset += Int64(frame.count)
        }
    }

    private struct Sum {
        let isBigEndian: Bool
        private(set) var words: (UInt32, UInt32) = (0, 0)

        init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            bytes.withUnsafeBytes { bytes in
                for place in stride(from: 0, to: bytes.count - 7, by: 8) {
                    words.0 = words.0 &+ word(bytes, place) &+ words.1
                    words.1 = words.1 &+ word(bytes, place + 4) &+ words.0
                }
            }
        }

        private func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
            return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }
}

extension [UInt8] {
    /// Four bytes, big-endian; zero beyond the end.
    func word(at place: Int) -> UInt32 {
        dropFirst(place).prefix(4).count == 4
            ? dropFirst(place).prefix(4).reduce(0) { $0 << 8 | UInt32($1) } : 0
    }

    /// Two bytes, big-endian; zero beyond the end.
    func half(at place: Int) -> Int {
        dropFirst(place).prefix(2).count == 2
            ? dropFirst(place).prefix(2).reduce(0) { $0 << 8 | Int($1) } : 0
    }
}

import Foundation

/// The files of a node, copied and put back as people and power cuts do.
struct Folder {
    let path: String

    private var files: FileManager { FileManager.default }

    /// The database as it is on the disk, its write-ahead log included; shared memory never survives.
    private static let database = ["liaison.sqlite", "liaison.sqlite-wal"]
    private static let shared = "liaison.sqlite-shm"
    private static let mark = "mark"
    private static let keys = "keys"

    /// Copies database, mark and keys, as they are at this instant, to a new folder.
    func copy(to target: Folder, withMark: Bool = true) throws {
        try target.remove()
        try target.create()
        for name in Self.database + (withMark ? [Self.mark] : []) + [Self.keys]
        where files.fileExists(atPath: path + "/" + name) {
            try files.copyItem(atPath: path + "/" + name, toPath: target.path + "/" + name)
        }
    }

    /// Puts the database of `backup` in the place of this one; mark and keys stay unless `withMark`.
    func putBack(_ backup: Folder, withMark: Bool) throws {
        for name in Self.database + [Self.shared] + (withMark ? [Self.mark] : []) {
            if files.fileExists(atPath: path + "/" + name) {
                try files.removeItem(atPath: path + "/" + name)
            }
            if name != Self.shared, files.fileExists(atPath: backup.path + "/" + name) {
                try files.copyItem(atPath: backup.path + "/" + name, toPath: path + "/" + name)
            }
        }
    }

    /// Puts a whole folder in the place of this one.
    func replace(with other: Folder) throws {
        try remove()
        try files.moveItem(atPath: other.path, toPath: path)
    }

    func create() throws {
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() throws {
        if files.fileExists(atPath: path) { try files.removeItem(atPath: path) }
    }

    var hasMark: Bool { files.fileExists(atPath: path + "/" + Self.mark) }

    func removeMark() throws { try files.removeItem(atPath: path + "/" + Self.mark) }

    /// A new empty folder for one simulation, in memory where the system offers that.
    static func temporary() throws -> Folder {
        let shared = "/dev/shm"
        let base =
            FileManager.default.isWritableFile(atPath: shared) ? shared : NSTemporaryDirectory()
        let folder = Folder(path: base + "/liaison-simulate-" + UUID().uuidString)
        try folder.create()
        return folder
    }
}

import Foundation

/// A folder with what the benchmark makes and measures.
struct Folder {
    let path: String

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A name in the folder.
    func callAsFunction(_ name: String) -> String { path + "/" + name }

    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: self(name)) }

    /// An empty place of this name: what stood there is removed.
    func fresh(_ name: String) throws -> String {
        try remove(name)
        return self(name)
    }

    func remove(_ name: String) throws {
        guard holds(name) else { return }
        try FileManager.default.removeItem(atPath: self(name))
    }

    /// A copy of a file or folder, in place of what has that name.
    func copy(_ name: String, to copy: String) throws -> String {
        try remove(copy)
        try FileManager.default.copyItem(atPath: self(name), toPath: self(copy))
        return self(copy)
    }

    /// Makes a file or folder under another name first, so that one that is there is whole.
    func make(_ name: String, _ body: (_ path: String) throws -> Void) throws -> String {
        if holds(name) { return self(name) }
        let unfinished = try fresh(name + ".unfinished")
        try body(unfinished)
        try FileManager.default.moveItem(atPath: unfinished, toPath: self(name))
        return self(name)
    }

    func size(of name: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: self(name))[.size] as? Int ?? 0
    }

    /// Hands everything in the folder to the disk, so that earlier writes are not paid for by what is measured next.
    func settle() { sync() }
}

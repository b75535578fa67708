import Foundation

/// One Swift source of the project, read once.
struct SourceFile {
    /// From the top of the project: `Sources/Wire/Frame.swift`.
    let path: String
    let lines: [String]
    let text: SourceText

    init(path: String, source: String) {
        self.path = path
        self.lines = source.components(separatedBy: "\n")
        self.text = SourceText(source)
    }

    /// The second part of the path: the target that the file belongs to.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }
}

/// What a rule has to say about one line.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    /// Counted from 1.
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// The project as it stands on disk, found from the place of this file.
enum Project {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift source under `folder`, by path.
    static func swiftFiles(under folder: String) throws -> [SourceFile] {
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: root.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let path = "\(folder)/\(name)"
            return SourceFile(path: path, source: try text(of: path))
        }
    }

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The names in a folder, hidden ones too.
    static func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
            .sorted()
    }
}

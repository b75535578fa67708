import Foundation
import Records
import Replica
import Store

/// A form on disk while it is being filled in: it outlives a crash of the editor, of the tool and of the machine.
///
/// Two files in `forms/` of the data directory: `NAME.yaml`, which the editor opens, and `NAME.base`, which says what the
/// form was opened on. Gone when the form is saved. A lock on the base keeps a second editor out.
final class KeptForm {
    let path: String
    private let basePath: String
    private let lock: FileLock

    init(in directory: DataDirectory, name: String) throws {
        path = directory.forms + "/" + name + ".yaml"
        basePath = directory.forms + "/" + name + ".base"
        try directory.makeForms()
        guard let lock = try FileLock.attempt(directory.forms + "/" + name + ".lock", mode: 0o600)
        else { throw Failure(Wording.formInUse(path)) }
        self.lock = lock
    }

    /// What was left: nil where there is nothing, or nothing that can be read.
    func kept() -> (base: FormBase, text: String)? {
        guard let data = FileManager.default.contents(atPath: basePath),
            let base = try? JSONDecoder().decode(FormBase.self, from: data),
            let text = try? text()
        else { return nil }
        return (base, text)
    }

    func begin(_ base: FormBase) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try write(base.pristine)
        try DurableFile.write(Array(try encoder.encode(base)), to: basePath, mode: 0o600)
    }

    func write(_ text: String) throws {
        try DurableFile.write(Array(text.utf8), to: path, mode: 0o600)
    }

    /// The form as the editor left it.
    func text() throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(Wording.formGone(path))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure(Wording.formNotUTF8(path))
        }
        return text
    }

    func remove() {
        for file in [path, basePath] { try? FileManager.default.removeItem(atPath: file) }
        lock.remove()
    }

    /// How many forms were opened and not saved.
    static func count(in directory: DataDirectory) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.forms)) ?? []
        return names.count { $0.hasSuffix(".base") }
    }

    static func exists(in directory: DataDirectory, name: String) -> Bool {
        FileManager.default.fileExists(atPath: directory.forms + "/" + name + ".base")
    }
}

import Foundation
import Records
import Replica
import Store

/// A form on disk while it is being filled in: it outlives a crash of the editor, of the tool and of the machine.
///
/// Two files in the ``FormFolder``: `NAME.yaml`, which the editor opens, and `NAME.base`, which says what the
/// form was opened on. Gone when the form is saved. A lock on the base keeps a second editor out.
final class KeptForm {
    let path: String
    private let name: String
    private let folder: OwnedFolder
    private let lock: FileLock

    private var formName: String { name + ".yaml" }
    private var baseName: String { name + ".base" }
    private var trust: FileTrust { .form(in: folder) }

    init(in forms: FormFolder, name: String) throws {
        self.name = name
        folder = try forms.made()
        path = folder.path + "/" + name + ".yaml"
        guard
            let lock = try FileLock.attempt(
                name + ".lock", in: folder, mode: 0o600, .form(in: folder))
        else { throw Failure(Wording.formInUse(path)) }
        self.lock = lock
    }

    /// What was left: nil where there is nothing, or nothing that can be read.
    func kept() -> (base: FormBase, text: String)? {
        guard let data = try? folder.contents(of: baseName, trust),
            let base = try? JSONDecoder().decode(FormBase.self, from: Data(data)),
            let text = try? text()
        else { return nil }
        return (base, text)
    }

    func begin(_ base: FormBase) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try write(base.pristine)
        try folder.replace(baseName, with: Array(try encoder.encode(base)), mode: 0o600)
    }

    func write(_ text: String) throws {
        try folder.replace(formName, with: Array(text.utf8), mode: 0o600)
    }

    /// The form as the editor left it, from the folder that we made: not from whatever has its path by now.
    ///
    /// - Throws: ``Failure``, ``FileFailure`` for a form that somebody else put there.
    func text() throws -> String {
        guard let bytes = try folder.contents(of: formName, trust, limit: Self.bytesMax) else {
            throw Failure(Wording.formGone(path))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(Wording.formNotUTF8(path))
        }
        return text
    }

    private static let bytesMax = 64 << 20

    func remove() {
        for file in [formName, baseName] { folder.remove(file) }
        lock.remove()
    }
}

import Foundation
import Replica
import Store

/// Where forms lie that this user opened and has not yet saved.
///
/// In the data folder, where that is the user's alone. A shared one has no place that others cannot put something of
/// theirs into, so there each member's forms lie at home, in `$XDG_STATE_HOME/liaison/forms` (`~/.local/state`), in a
/// folder for each data folder.
struct FormFolder {
    let path: String
    private let directory: DataDirectory?

    /// - Throws: ``Failure`` where the data folder is shared and there is no home.
    init(of directory: DataDirectory, variables: [String: String]) throws(Failure) {
        guard directory.isShared else {
            path = directory.path + "/forms"
            self.directory = directory
            return
        }
        func given(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard
            let state = given("XDG_STATE_HOME") ?? given("HOME").map({ $0 + "/.local/state" })
        else { throw Failure(Wording.noHome, hint: Wording.noHomeForForms) }
        let name = directory.path.replacing("%", with: "%25").replacing("/", with: "%2F")
        path = state + "/liaison/forms/" + name
        self.directory = nil
    }

    /// The folder, made where it is not there, and nobody else's.
    func made() throws -> OwnedFolder {
        if let directory {
            return try directory.opened().files.folder("forms", making: 0o700)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch { throw ReplicaError.folder(path, error.localizedDescription) }
        let folder = try OwnedFolder(path)
        guard folder.status.owner == geteuid() else {
            throw FileFailure(path, .distrusted(.owner(folder.status.owner)))
        }
        guard folder.status.mode & (S_IWGRP | S_IWOTH) == 0 else {
            throw FileFailure(path, .distrusted(.writable))
        }
        return folder
    }

    /// The folder as it is; nil where there is none, or none that can be used.
    private var found: OwnedFolder? {
        FileManager.default.fileExists(atPath: path) ? try? made() : nil
    }

    /// How many forms were opened and not saved.
    var count: Int { (try? found?.names())?.count { $0.hasSuffix(".base") } ?? 0 }

    func holds(_ name: String) -> Bool { found?.status(of: name + ".base") != nil }
}

extension Context {
    func forms() throws -> FormFolder {
        try FormFolder(of: try replica().directory, variables: surroundings.variables)
    }
}

extension FileTrust {
    /// A form: an editor may have written it anew, with any mode that others cannot write to.
    static func form(in folder: OwnedFolder) -> FileTrust {
        FileTrust(
            owners: [geteuid(), folder.status.owner], groupMayWrite: true, mayHaveSecondName: true)
    }
}

package import Foundation

/// Which files are ours to read and write: whose they may be, and who else may write to them.
package struct FileTrust: Hashable, Sendable {
    /// Nil: anybody's of those who may write to the folder.
    let owners: [uid_t]?
    let groupMayWrite: Bool
    let mayHaveSecondName: Bool

    package init(owners: [uid_t]?, groupMayWrite: Bool, mayHaveSecondName: Bool) {
        self.owners = owners
        self.groupMayWrite = groupMayWrite
        self.mayHaveSecondName = mayHaveSecondName
    }

    /// Any regular file: for what a person names.
    package static let anyFile = FileTrust(
        owners: nil, groupMayWrite: true, mayHaveSecondName: true)

    /// A file of the person who runs the command, in a folder that is theirs alone.
    package static var own: FileTrust {
        FileTrust(owners: [geteuid()], groupMayWrite: true, mayHaveSecondName: true)
    }

    /// What speaks against the file; nil where nothing does.
    package func distrust(_ status: FileStatus) -> Distrust? {
        if status.kind == .link { return .link }
        if status.kind != .file { return .notAFile }
        if let owners, !owners.contains(status.owner) { return .owner(status.owner) }
        if !mayHaveSecondName, status.links > 1 { return .secondName }
        if self != .anyFile {
            if status.mode & S_IWOTH != 0 { return .writable }
            if status.mode & S_IWGRP != 0, !groupMayWrite { return .writable }
        }
        return nil
    }
}

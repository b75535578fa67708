import Records
import Replica
import Store

/// What keeps this node from keeping anything, whoever sends it.
package enum OwnFault: Error, Hashable, Sendable {
    case diskFull
    /// The files of the node may not be read or written.
    case access(String)
    /// The disk fails, or what is on it is no longer a database.
    case disk(String)
    /// Another process has been writing for too long.
    case busy

    /// Nil where the error is about what one peer sent, or nobody knows.
    init?(_ error: any Error) {
        switch error {
        case let error as StoreError: self.init(store: error)
        case ReplicaError.store(let error): self.init(store: error)
        case ReplicaError.file(let path, let reason), ReplicaError.folder(let path, let reason):
            self = .access("\(path): \(reason)")
        case let fault as OwnFault: self = fault
        default: return nil
        }
    }

    /// Primary result codes of SQLite that are about the file: see sqlite3.h.
    private static let ioError: Int32 = 10
    private static let cannotOpen: Int32 = 14

    private init?(store error: StoreError) {
        switch error {
        case .full: self = .diskFull
        case .access(let reason): self = .access(reason)
        case .damaged(let reason): self = .disk(reason)
        case .missing(let path): self = .access(path)
        case .busy: self = .busy
        case .sqlite(let code, let message)
        where [Self.ioError, Self.cannotOpen].contains(code & 0xFF):
            self = .disk(message)
        case .wounded, .replaced, .sqlite, .inconsistent, .notOurs, .newerSchema: return nil
        }
    }

    /// Technical English, for the log.
    var cause: String {
        switch self {
        case .diskFull: "the disk is full"
        case .access(let reason): "no access: \(reason)"
        case .disk(let reason): "the disk fails: \(reason)"
        case .busy: "another process has been writing for too long"
        }
    }

    /// For the line in `systemctl status`.
    var text: Label {
        switch self {
        case .diskFull: Label(en: "this disk is full", nl: "deze schijf is vol")
        case .access:
            Label(en: "cannot write to this node", nl: "kan niet in dit knooppunt schrijven")
        case .disk: Label(en: "this disk fails", nl: "deze schijf hapert")
        case .busy:
            Label(
                en: "another program keeps this node busy",
                nl: "een ander programma houdt dit knooppunt bezet")
        }
    }
}

import Replica
import Store
import SyncServer

/// How the daemon ends when it ends by itself. The units restart it, but not after ``refused``.
package enum DaemonExit: Int32, Sendable {
    /// A person must act first: a mistake in the configuration, no node, a database that this version cannot read.
    case refused = 1
    /// Nobody knows why (EX_SOFTWARE).
    case bug = 70
    /// It may work in a moment (EX_TEMPFAIL): a port or a file that another process holds, a full disk.
    case tryAgain = 75

    package init(_ error: any Error) {
        switch error {
        case let error as StoreError: self.init(store: error)
        case ReplicaError.store(let error): self.init(store: error)
        case ReplicaError.file, ReplicaError.folder, ReplicaError.inUse: self = .tryAgain
        case is ReplicaError: self = .refused
        case SyncServerError.cannotListen, is DaemonError: self = .tryAgain
        case is SyncServerError: self = .refused
        default: self = .bug
        }
    }

    private init(store error: StoreError) {
        switch error {
        case .full, .busy, .access: self = .tryAgain
        case .notOurs, .newerSchema, .damaged, .missing, .wounded, .replaced: self = .refused
        // The disk fails, or is full: it may work in a moment.
        case .sqlite(let code, _) where [10, 14].contains(code & 0xFF): self = .tryAgain
        case .inconsistent, .sqlite: self = .bug
        }
    }
}

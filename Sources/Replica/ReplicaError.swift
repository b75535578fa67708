package import Store
package import Trust
package import Wire

/// Why a replica refuses. Nothing was changed.
package enum ReplicaError: Error, Sendable {
    /// The folder holds no database: `init` makes one.
    case notInitialised(String)
    /// The folder holds the keys of a node, and no database or an empty one.
    case databaseLost(String)
    /// The folder holds a database already.
    case alreadyInitialised(String)
    case folder(String, String)
    case file(String, String)
    /// A file or folder that somebody else may have put there, or may write to: nothing was read from it.
    case distrusted(String, Distrust)
    /// In this shared folder only its owner, the user with this number, may do it.
    case ownersOnly(String, UInt32)
    /// On a shared node the author is the caller's account, which has this name: no other can be given.
    case authorIsAccounts(String)
    /// On a shared node the daemon signs, and it does not answer in this folder.
    case signerAbsent(String)
    /// The daemon did not sign what it was asked to; the text is for the log.
    case signerRefused(SigningAnswer.Reason, String)
    /// The daemon was asked to save, and its answer did not come.
    case signerSilent
    /// The key of the present incarnation is not where it should be.
    case noKey(String)
    /// An edit is larger than the format allows; the number is in bytes or counts, as the name says.
    case tooLarge(String)
    /// An edit that says nothing.
    case empty
    case store(StoreError)
    case trust(TrustError)
    case wire(WireError)
    /// Another process holds what is needed.
    case inUse(String)
}

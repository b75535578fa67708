package import Store
package import Trust
package import Wire

/// Why a replica refuses. Nothing was changed.
package enum ReplicaError: Error, Sendable {
    /// The folder holds no database: `init` makes one.
    case notInitialised(String)
    /// The folder holds a database already.
    case alreadyInitialised(String)
    case folder(String, String)
    case file(String, String)
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

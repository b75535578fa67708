/// Why bytes are refused. Nothing is applied of what held them.
package enum WireError: Error, Hashable, Sendable {
    /// The bytes end inside a value.
    case truncated
    /// More bytes than the value has.
    case trailing
    /// The same value has a shorter encoding, or its parts stand in another order: refused, so that one value has one
    /// encoding and a hash names it.
    case notCanonical(String)
    /// A limit of the format is passed.
    case tooLarge(String)
    /// A field of the format has a value that it cannot have.
    case malformed(String)
    /// Made by a newer version of the format.
    case newerVersion(Int)
}

package import Records

/// A configuration that the daemon does not start on, with everything that is wrong in it.
package struct ConfigurationError: Error, Hashable, Sendable {
    /// The file as it was asked for.
    package let file: String
    /// By line; never empty.
    package let problems: [Problem]

    /// One mistake and where it stands.
    package struct Problem: Hashable, Sendable {
        /// Counted from 1; nil where the file as a whole is meant.
        package let line: Int?
        package let kind: Kind
    }

    /// What can be wrong. Keys are given with their section: `sync.interval`.
    package enum Kind: Hashable, Sendable {
        case unreadable(reason: String)
        case tooLong(limit: ByteCount)
        case notUTF8
        case notYAML(reason: String)
        case notSections
        case unknownKey(String, nearest: String?)
        case duplicateKey(String, firstLine: Int)
        case notASection(String)
        case wrongValue(String, found: String, expected: Label)
        /// Plain HTTP is for one machine.
        case plainHTTPBeyondLoopback(address: String)
        case retryBoundsCrossed(min: Duration, max: Duration)
    }
}

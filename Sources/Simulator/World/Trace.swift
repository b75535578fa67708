import Causality
import Wire

/// What happened, event by event: a running SHA-256 over every line, and the last lines for the report of a failure.
///
/// Two runs of one seed are the same run exactly if their digests are equal.
struct Trace {
    private(set) var digest = Digest256.zero
    private(set) var count = 0
    private var recent: [String] = []
    /// Gets each line as it is written: `--trace`.
    private let show: ((String) -> Void)?

    private static let recentLimit = 40

    init(show: ((String) -> Void)? = nil) { self.show = show }

    mutating func note(_ line: String) {
        digest = Hashing.sha256(digest.bytes, Array(line.utf8))
        count += 1
        show?(line)
        if recent.count >= 2 * Self.recentLimit { recent.removeFirst(Self.recentLimit) }
        recent.append(line)
    }

    /// The last events, oldest first.
    var tail: [String] { recent.suffix(Self.recentLimit) }
}

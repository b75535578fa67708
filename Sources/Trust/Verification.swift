import Causality
package import Wire

/// Checks who signed a frame's changes: one signature for a run of one author's chain.
///
/// Each change holds the hash of the one before, so a good signature on a change covers every predecessor that the
/// frame links to it. A change that no signature covers is neither applied nor counted.
package struct Verification: Sendable {
    /// Places in the frame whose changes are covered by a good signature.
    package private(set) var covered: [Bool]
    /// Places whose own or covering signature is wrong, or whose author was never introduced.
    package private(set) var refused: [(place: Int, error: TrustError)] = []
    /// Bad signatures so far.
    private var badCount = 0

    /// Beyond so many bad signatures no more are looked at: a few bytes can hold thousands of them, each of which takes as
    /// long to refuse as a good one takes to believe. What is left waits.
    private static let badMax = 64

    package init(_ changes: [SignedChange], roster: Roster) {
        covered = Array(repeating: false, count: changes.count)
        var places: [ReplicaID: [Int]] = [:]
        var authors: [ReplicaID] = []
        for (place, change) in changes.enumerated() {
            if places[change.header.replica] == nil { authors.append(change.header.replica) }
            places[change.header.replica, default: []].append(place)
        }
        for author in authors {
            let run = places[author] ?? []
            guard let key = roster[author]?.key else {
                refused += run.map { ($0, .neverIntroduced(author)) }
                continue
            }
            check(run, of: changes, key: key)
        }
        refused.sort { $0.place < $1.place }
    }

    /// From the newest signed change down: a good signature covers what the chain links to it.
    private mutating func check(_ run: [Int], of changes: [SignedChange], key: PublicKey) {
        /// The hash that a later, covered change names as its predecessor.
        var expected: Set<ChangeHash> = []
        for place in run.reversed() {
            let change = changes[place]
            if expected.contains(change.hash) {
                covered[place] = true
            } else if let signature = change.signature, badCount < Self.badMax {
                if key.verify(signature, of: SignedChange.signedMessage(for: change.hash)) {
                    covered[place] = true
                } else {
                    badCount += 1
                    refused.append((place, .badSignature))
                }
            }
            if covered[place], let previous = change.header.previous { expected.insert(previous) }
        }
    }
}

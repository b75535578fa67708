/// A check that did not hold: thrown where it is seen, reported with the seed by ``Simulation/run()``.
struct Finding: Error {
    let check: Check
    /// Which node, record, field; what was expected and what was there.
    let detail: String

    init(_ check: Check, _ detail: String) {
        self.check = check
        self.detail = detail
    }
}

/// What a simulation holds the replicas to.
package enum Check: String, Sendable {
    case noError = "no operation fails but for the fault injected"
    case crash = "a crash loses nothing durable and begins no new incarnation"
    case incarnation =
        "a new incarnation is begun exactly where the database went back, was copied or forked"
    case dependencies = "a change depends on everything that its author held, and its stamp follows"
    case authorship = "every change in a log was made by somebody"
    case live = "live writes are those that no write superseded whose author had seen them"
    case hidden = "a record is hidden while every live write was seen by a withdrawal"
    case conflicts = "exactly the disagreements that a field asks about are open"
    case notices =
        "fields that belong together ask to look again exactly while nobody saw both changes"
    case view = "a field shows what its merge class says"
    case heads = "a record's heads are the changes that no later author was shown"
    case sameState = "the same changes give the same state"
    case converged = "all nodes are level once faults have stopped"
    case quiet = "nothing changed is one exchange that moves nothing"
    case lost = "nothing acknowledged is lost"
    case forks = "only a copied replica forks, and it goes on under another name"
    case refold = "projections are those of the log folded anew"
    case extent = "a simulation does as much as it says"
}

/// A simulation that failed: everything that somebody needs to see it again.
package struct Failure: Error, Sendable {
    package let seed: UInt64
    package let check: Check
    package let detail: String
    /// The last lines of the trace, oldest first.
    package let lastEvents: [String]
    package let edits: Int

    /// What to type to see it again.
    package var command: String { "simulate --seed \(seed) --edits \(edits) --trace" }
}

/// How the live writes of a field are **shown**: a view over the stored type, never a merge.
///
/// A policy may change between versions among those that the stored type can answer; no replica diverges, for the
/// writes stay. Source: the domain model, section 1.2.
package enum MergeClass: String, Sendable, CaseIterable {
    /// Set once: the first writer in tie order is shown, a second value is a structural finding.
    case fixed = "FIX"
    /// The last writer is shown: greatest Lamport stamp, then greatest change hash.
    case lastWriter = "LWW"
    /// Both are shown until a person chooses.
    case ask = "ASK"
    /// Union of additions; a removal counts for what the remover had seen.
    case set = "SET"
    /// Only what both sides allow takes effect; the rest is pending.
    case restrictiveSet = "SETR"
    /// The strictest value is shown (the later code of the field's vocabulary).
    case strictest = "MAX"
    /// Per key, each key asks.
    case map = "MAP"
    /// Entries are added; the sum is shown.
    case ledger = "LEDGER"
    /// Entries are added, shown in order.
    case log = "LOG"
    /// Long text.
    case text = "TEXT"
    /// A status along a flow: a later step beats an earlier one on the same path, different ends ask.
    case flow = "FLOW"

    /// Whether the field says who may see the record: of records that are shown as one each has to say it.
    package var governsHandling: Bool { self == .strictest || self == .restrictiveSet }
}

/// What a field's writes look like in the log. Fixed once a field is published; the number is part of the format.
///
/// All five keep their live writes in one ``CRDT/DotStore``; they differ in what the key means and in what a removal is.
package enum StoredType: UInt8, Sendable, CaseIterable {
    /// One key (empty); a write supersedes those shown. Clearing writes ``Value/null``.
    case register = 1
    /// The key is the element's canonical bytes; a removal supersedes the additions shown and writes nothing.
    case set = 2
    /// The key names a register. Removing a key writes ``Value/null``, so that a concurrent edit is a conflict.
    case map = 3
    /// The key names an entry; correcting or striking it supersedes; a struck entry is ``Value/null``.
    case entryLog = 4
    /// Long text: written whole like a register, and merged where it was edited apart; see ``MergeClass/text``.
    case text = 5
}

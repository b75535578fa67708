/// One event of a text: what an author did to the text that they were shown.
///
/// Shape: the edits apply one after the other, each to the result of the ones before; the first to the text at `parents`.
package struct TextEvent: Hashable, Sendable {
    package let id: TextEventID
    /// The heads of the text that the author was shown; empty for the first.
    package let parents: [TextEventID]
    package let edits: [TextEdit]

    package init(id: TextEventID, parents: [TextEventID], edits: [TextEdit]) {
        self.id = id
        self.parents = parents
        self.edits = edits
    }
}

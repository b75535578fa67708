/// A text as it stands at a version, ready to be edited and merged into.
///
/// It is loaded from what a store holds of it, the text and the ids of its heads, without the history behind them.
/// Memory: the text's UTF-8.
package struct TextDocument: Sendable {
    private var buffer: TextBuffer
    /// The version that the text is of.
    package private(set) var heads: [TextEventID]

    package init(text: String = "", heads: [TextEventID] = []) {
        buffer = TextBuffer(text)
        self.heads = heads.sorted()
    }

    package var text: String { buffer.text }

    /// Scalars.
    package var length: Int { buffer.count }

    /// Applies an event whose author was shown exactly this version, such as an edit made here, and needs no history for
    /// it. Returns whether it was such an event; if not, the document is unchanged and `merge` takes it.
    ///
    /// - Throws: ``TextHistoryError/editOutsideText(event:edit:)``; the document is then unchanged.
    package mutating func follow(_ event: TextEvent) throws(TextHistoryError) -> Bool {
        guard event.parents.sorted() == heads else { return false }
        var length = length
        for (number, edit) in event.edits.enumerated() {
            guard let next = edit.length(after: length) else {
                throw .editOutsideText(event: event.id, edit: number)
            }
            length = next
        }
        for edit in event.edits { buffer.apply(edit) }
        heads = [event.id]
        return true
    }

    /// Adds events to `history`, and brings the text from its heads to the history's heads.
    ///
    /// The history must hold the events of the document's heads, or get them now; it may hold others that the document
    /// has not seen. The text must be the text at these heads.
    /// - Throws: ``TextHistoryError``; the document is then unchanged, and so is the history, except that it keeps the
    ///   events if it is the document's text that was wrong.
    package mutating func merge(
        _ events: [TextEvent], into history: inout TextHistory
    ) throws(TextHistoryError) {
        let isCurrent = heads == history.heads
        if !isCurrent {
            let missing = heads.first { head in
                !history.contains(head) && !events.contains { $0.id == head }
            }
            if let missing { throw .unknownEvent(missing) }
        }
        let added = try history.append(events)
        let changes = isCurrent ? added : try history.edits(since: heads)
        let growth = changes.reduce(0) { $0 + $1.insertedCount - $1.deletedCount }
        guard length + growth == history.length else { throw .textNotOfHeads }
        for change in changes { buffer.apply(change) }
        heads = history.heads
    }
}

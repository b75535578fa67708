/// Why a history refused events or a version, or a document its text.
package enum TextHistoryError: Error, Hashable {
    /// The event names a parent that the history does not hold.
    case missingParent(event: TextEventID, parent: TextEventID)
    /// The event's edit of this number, counted from 0, reaches outside the text that its author was shown.
    case editOutsideText(event: TextEventID, edit: Int)
    /// A version names an event that the history does not hold.
    case unknownEvent(TextEventID)
    /// A document's text has not the length of the text at its heads, so it is another.
    case textNotOfHeads
}

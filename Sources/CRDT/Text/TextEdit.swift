/// One contiguous edit of a text as its author saw it at that moment: from `position`, `deletedCount` scalars are
/// replaced by `inserted`.
///
/// Units: positions and counts are Unicode scalars. Two edits are equal if they are equal scalar by scalar; `String`'s
/// own equality would call a composed and a decomposed "é" the same.
package struct TextEdit: Hashable, Sendable {
    package let position: Int
    package let deletedCount: Int
    package let inserted: String
    /// Scalars in `inserted`.
    package let insertedCount: Int

    package init(position: Int, deletedCount: Int = 0, inserted: String = "") {
        // safe: the decoder of edits reads no negative number.
        precondition(position >= 0 && deletedCount >= 0)
        self.position = position
        self.deletedCount = deletedCount
        self.inserted = inserted
        insertedCount = inserted.unicodeScalars.count
    }

    private init(position: Int, inserted: String, insertedCount: Int) {
        self.position = position
        deletedCount = 0
        self.inserted = inserted
        self.insertedCount = insertedCount
    }

    package static func == (a: TextEdit, b: TextEdit) -> Bool {
        a.position == b.position && a.deletedCount == b.deletedCount
            && a.inserted.utf8.elementsEqual(b.inserted.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(position)
        hasher.combine(deletedCount)
        for byte in inserted.utf8 { hasher.combine(byte) }
    }

    /// The edit that inserts the same text at `position` and deletes nothing.
    func insertion(at position: Int) -> TextEdit {
        TextEdit(position: position, inserted: inserted, insertedCount: insertedCount)
    }

    /// The length of a text of `length` scalars after this edit; nil if the edit reaches outside it.
    func length(after length: Int) -> Int? {
        guard position <= length, deletedCount <= length - position else { return nil }
        return length - deletedCount + insertedCount
    }
}

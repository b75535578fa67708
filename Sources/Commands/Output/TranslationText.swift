import Records
import Replica
import Store

/// What is said of a text whose other language was changed since.
enum TranslationText {
    static func since(_ entry: HistoryEntry, _ context: Context) throws -> String {
        let who = try context.bylines().byline(entry).whole.spoken
        return Wording.otherLanguageChanged(context.minute(entry.wallMs), who).spoken
    }

    /// Tells who has just changed one language which texts that leaves behind.
    static func note(_ saved: SavedEdit, _ context: Context) throws {
        guard !saved.leftBehind.isEmpty else { return }
        try context.note(Wording.otherLanguageLeft(saved.leftBehind.map { FieldFlag.text(of: $0) }))
    }
}

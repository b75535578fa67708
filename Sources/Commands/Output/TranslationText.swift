import Records
import Replica
import Store

/// What is said of a text whose other language was changed since.
enum TranslationText {
    static func since(_ entry: HistoryEntry, _ context: Context) -> String {
        let who = Wording.authorOnDevice(entry.author, entry.deviceName).spoken
        return Wording.otherLanguageChanged(context.minute(entry.wallMs), who).spoken
    }

    /// Tells who has just changed one language which texts that leaves behind.
    static func note(_ saved: SavedEdit, _ context: Context) throws {
        guard !saved.isNew, !saved.changes.isEmpty else { return }
        let outdated = try context.replica().outdatedTranslations(of: saved.record)
        let left = outdated.filter { saved.changes.contains($0.value.hash) }.keys.sorted()
        guard !left.isEmpty else { return }
        try context.note(Wording.otherLanguageLeft(left.map { FieldFlag.text(of: $0) }))
    }
}

import Records

/// What the argument parser says by itself, in the language of this run.
///
/// The parser speaks English only; its few fixed texts are replaced where they begin a line or a word of help. A text
/// that it changes in a later version is shown in English.
enum ParserText {
    static func spoken(_ text: String) -> String {
        guard Speech.language != .english else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = String(line)
            for label in Wording.parserTexts where line.contains(label.en) {
                line = line.replacing(label.en, with: label.spoken, maxReplacements: 1)
            }
            return line
        }.joined(separator: "\n")
    }
}

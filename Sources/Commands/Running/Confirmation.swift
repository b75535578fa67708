import Records

/// A question that a person at a terminal answers with yes or no.
enum Confirmation {
    /// Anything but a yes in either language is a no.
    static func ask(_ question: Label, _ console: Console) throws -> Bool {
        let asked = Label(
            en: question.en + " " + Wording.yesOrNo.en, nl: question.nl + " " + Wording.yesOrNo.nl)
        let answer = try Prompt.line(asked, console)?.trimmed.lowercased() ?? ""
        return ["y", "yes", "j", "ja"].contains(answer)
    }
}

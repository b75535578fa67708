import Records

/// Why a verb ends without doing what was asked, in the words that the person reads.
package struct Failure: Error, Sendable {
    let message: Label
    /// What lies behind it, nearest first.
    let causes: [Label]
    let hint: Label?
    let status: ExitStatus

    init(
        _ message: Label, causedBy causes: [Label] = [], hint: Label? = nil,
        status: ExitStatus = .refused
    ) {
        self.message = message
        self.causes = causes
        self.hint = hint
        self.status = status
    }

    /// The one form of every error message:
    /// ```
    /// error: cannot reach peer hq at https://hq.example:8443
    ///   caused by: connection timed out after 10 s
    /// hint: your edit is saved here; run `liaison sync hq` when you are online
    /// ```
    var rendered: String {
        var text = Wording.errorPrefix.spoken + message.spoken + "\n"
        for cause in causes { text += "  " + Wording.causePrefix.spoken + cause.spoken + "\n" }
        if let hint { text += Wording.hintPrefix.spoken + hint.spoken + "\n" }
        return TerminalText.escapedKeepingLines(text)
    }
}

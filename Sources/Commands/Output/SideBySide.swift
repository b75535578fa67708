import Records

/// Two texts beside each other where the terminal is wide enough for it, one below the other where it is not.
enum SideBySide {
    /// Narrower halves are not read with pleasure.
    private static let halfLeast = 48
    private static let gap = " │ "

    /// Nil where the columns do not carry two.
    static func lines(
        _ left: (head: String, text: String), _ right: (head: String, text: String), columns: Int?
    ) -> [String]? {
        guard let columns else { return nil }
        let half = (columns - gap.count) / 2
        guard half >= halfLeast else { return nil }
        let a = wrapped(left, half)
        let b = wrapped(right, half)
        return (0..<max(a.count, b.count)).map { place in
            TerminalText.padded(place < a.count ? a[place] : "", columns: half) + gap
                + (place < b.count ? b[place] : "")
        }
    }

    private static func wrapped(_ side: (head: String, text: String), _ columns: Int) -> [String] {
        (TerminalText.wrapped(side.head, columns: columns)
            + TerminalText.wrapped(TerminalText.escapedKeepingLines(side.text), columns: columns))
    }
}

/// A cell of a table as it leaves: nothing in it is run by a spreadsheet, and no character in it is unseen.
///
/// Where a spreadsheet could take the cell for a formula, an apostrophe stands in front; the same at what a spreadsheet with
/// another separator would take for the beginning of a cell: behind a semicolon, a tab or a line break. Characters that drive a
/// terminal or turn the direction of text are written `\\u{202E}`.
///
/// Each text has exactly one guarded form, and ``plain(_:)`` gives it back: a run of apostrophes in front of `=` is one longer
/// in the guarded form, and a run of backslashes in front of what looks like our escape is twice as long. An apostrophe that
/// guards nothing (`'s-Gravenhage`) is left alone in both directions. Source: OWASP, *CSV Injection*.
package enum GuardedCell {
    private static let mark: Unicode.Scalar = "'"

    /// The cell as it is written to a table. A number stays a number: `-5`.
    package static func text(_ cell: String, isNumeric: Bool = false) -> String {
        if isNumeric, case .number? = try? JSON(parsing: cell) { return cell }
        return marked(escaped(cell), adding: true)
    }

    /// The cell that a guarded one stands for; one that nobody guarded stays as it is.
    package static func plain(_ guarded: String) -> String {
        unescaped(marked(guarded, adding: false))
    }

    // MARK: Formulas

    /// What begins a formula, in full width too; a tab in front of one is skipped by some readers.
    private static func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    /// Behind these another reader begins a cell.
    private static func endsCell(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ";", "\t", "\n": true
        default: false
        }
    }

    /// One apostrophe more, or one less, wherever a run of them (or none) at a beginning stands before a formula.
    private static func marked(_ text: String, adding: Bool) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: beginsFormula) else { return text }
        var result = String.UnicodeScalarView()
        var place = 0
        var isBeginning = true
        while place < scalars.count {
            if isBeginning {
                var end = place
                while end < scalars.count, scalars[end] == mark { end += 1 }
                if end < scalars.count, beginsFormula(scalars[end]) {
                    if adding { result.append(mark) } else if end > place { place += 1 }
                }
                result.append(contentsOf: scalars[place..<end])
                place = end
                guard place < scalars.count else { break }
            }
            result.append(scalars[place])
            isBeginning = endsCell(scalars[place])
            place += 1
        }
        return String(result)
    }

    // MARK: Unseen characters

    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n" && scalar != "\t" && TerminalText.isDangerous(scalar)
    }

    private static func escaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { $0 == "\\" || isEscaped($0) }) else { return text }
        var result = String.UnicodeScalarView()
        var place = 0
        while place < scalars.count {
            var end = place
            while end < scalars.count, scalars[end] == "\\" { end += 1 }
            let run = scalars[place..<end]
            result.append(contentsOf: run)
            place = end
            guard place < scalars.count else { break }
            if isEscaped(scalars[place]) {
                result.append(contentsOf: run)
                result.append(contentsOf: escape(scalars[place]).unicodeScalars)
                place += 1
            } else if !run.isEmpty, escape(in: scalars, at: place) != nil {
                result.append(contentsOf: run)
                result.append(scalars[place])
                place += 1
            } else {
                result.append(scalars[place])
                place += 1
            }
        }
        return String(result)
    }

    private static func unescaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains("\\") else { return text }
        var result = String.UnicodeScalarView()
        var place = 0
        while place < scalars.count {
            var end = place
            while end < scalars.count, scalars[end] == "\\" { end += 1 }
            let run = scalars[place..<end]
            place = end
            guard !run.isEmpty, let found = escape(in: scalars, at: place) else {
                result.append(contentsOf: run)
                if place < scalars.count { result.append(scalars[place]) }
                place += 1
                continue
            }
            result.append(contentsOf: run.prefix(run.count / 2))
            if run.count.isMultiple(of: 2) {
                result.append(contentsOf: scalars[place..<found.end])
            } else {
                result.append(found.scalar)
            }
            place = found.end
        }
        return String(result)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\" + body(scalar)
    }

    /// `u{202E}`, without the backslash.
    private static func body(_ scalar: Unicode.Scalar) -> String {
        "u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }

    /// The character whose escape, but for the backslash, stands here exactly as we write it, and where it ends.
    private static func escape(
        in scalars: [Unicode.Scalar], at place: Int
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        guard place + 3 < scalars.count, scalars[place] == "u", scalars[place + 1] == "{" else {
            return nil
        }
        var value: UInt32 = 0
        // Four digits hold every character that we escape.
        for end in (place + 2)..<min(place + 7, scalars.count) {
            if scalars[end] == "}" {
                guard let scalar = Unicode.Scalar(value), isEscaped(scalar),
                    body(scalar).unicodeScalars.elementsEqual(scalars[place...end])
                else { return nil }
                return (scalar, end + 1)
            }
            guard let digit = Character(scalars[end]).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return nil
    }
}

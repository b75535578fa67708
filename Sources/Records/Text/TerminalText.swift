/// Text as a terminal may be shown it: a hostile record must not drive it.
package enum TerminalText {
    /// One line: control and direction characters as `\u{1B}`, line breaks as `↵`.
    package static func escaped(_ text: String) -> String {
        guard needsCare(text) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                result += "↵"
            } else {
                append(scalar, to: &result)
            }
        }
        return result
    }

    /// The same with line breaks and tabs left as they are, for text of several paragraphs.
    package static func escapedKeepingLines(_ text: String) -> String {
        guard needsCare(text) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" {
                result.unicodeScalars.append(scalar)
            } else {
                append(scalar, to: &result)
            }
        }
        return result
    }

    /// The dangerous characters of a JSON text as `\u009B`.
    package static func escapedAsJSON(_ text: String) -> String {
        guard needsCare(text) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isDangerous(scalar) {
                // All of them are in the basic plane: one escape each, RFC 8259, section 7.
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        if isDangerous(scalar) {
            result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }

    private static func needsCare(_ text: String) -> Bool {
        text.utf8.contains { $0 < 0x20 || $0 >= 0x7F }
            && text.unicodeScalars.contains(where: isDangerous)
    }

    /// C0 and C1 controls, and what turns the direction of text or breaks lines unseen (UAX #9 explicit formatting).
    package static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F,
            0xFEFF, 0xFFF9...0xFFFB:
            true
        default: false
        }
    }

    /// How many columns a line takes: wide East Asian characters and emoji two, combining marks none.
    package static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    private static func width(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x0300...0x036F, 0x200B...0x200D: return 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// At most `columns` wide, the end cut off and marked with `…`.
    package static func fitted(_ text: String, columns: Int) -> String {
        guard width(text) > columns else { return text }
        var result = ""
        var used = 0
        for character in text {
            let next = width(character)
            guard used + next < columns else { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }

    package static func padded(_ text: String, columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// Broken between words into lines of at most `columns`; a longer word stands alone.
    package static func wrapped(_ text: String, columns: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            guard width(String(paragraph)) > columns else { return [String(paragraph)] }
            var lines: [String] = []
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, width(line) + 1 + width(String(word)) > columns {
                    lines.append(line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            return lines + [line]
        }
    }
}

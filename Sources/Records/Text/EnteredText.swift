/// What a person or a file may enter: no character that nobody can see and that changes what others read.
///
/// Refused are C0 and C1 controls, NUL among them, and what overrides the direction of text (U+202D, U+202E) or opens a
/// direction without closing it in the same paragraph. Pairs that are closed, and the marks U+200E, U+200F and U+061C, are
/// part of well-formed Arabic and Hebrew. A name takes none of them. What arrives from peers is kept and shown escaped.
/// Source: UAX #9, section 2; Unicode TR #36, section 2.5.
package enum EnteredText {
    /// How much a text may hold.
    package enum Shape: Sendable {
        /// What others know a thing by: a handle, a device, a person, a peer.
        case name
        /// One line.
        case line
        /// Line breaks and tabs too.
        case lines
    }

    /// The first character that may not be entered; nil where there is none.
    package static func refused(in text: String, as shape: Shape) -> Unicode.Scalar? {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return nil }
        // What closes each direction that is open, the innermost last, and what opened it.
        var open: [(closing: UInt32, opening: Unicode.Scalar)] = []
        var carriageReturn: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            // It ends a line together with a line feed only; by itself it writes over what stands there.
            if let carriageReturn, scalar != "\n" { return carriageReturn }
            carriageReturn = scalar == "\r" ? scalar : nil
            switch scalar.value {
            case 0x09, 0x0A, 0x0D:
                if shape != .lines { return scalar }
                if scalar != "\t", let last = open.last { return last.opening }
            case 0x2029 where shape != .name:
                if let last = open.last { return last.opening }
            case 0..<0x20, 0x7F..<0xA0, 0x202D, 0x202E, 0x206A...0x206F, 0xFFF9...0xFFFB:
                return scalar
            case _ where shape == .name && TerminalText.isDangerous(scalar): return scalar
            case 0x202A, 0x202B: open.append((0x202C, scalar))
            case 0x2066...0x2068: open.append((0x2069, scalar))
            case 0x202C, 0x2069:
                guard open.popLast()?.closing == scalar.value else { return scalar }
            default: break
            }
        }
        return carriageReturn ?? open.last?.opening
    }

    /// The same of any text within a JSON value, names of members among them.
    package static func refused(in json: JSON, as shape: Shape) -> Unicode.Scalar? {
        switch json {
        case .null, .bool, .number: nil
        case .string(let text): refused(in: text, as: shape)
        case .array(let elements):
            elements.lazy.compactMap { refused(in: $0, as: shape) }.first
        case .object(let members):
            members.lazy.compactMap {
                refused(in: $0.name, as: .line) ?? refused(in: $0.value, as: shape)
            }.first
        }
    }

    /// The same of a value of a field.
    package static func refused(in value: Value, as shape: Shape) -> Unicode.Scalar? {
        switch value {
        case .text(let text): refused(in: text, as: shape)
        case .json(let text):
            (try? JSON(parsing: text)).map { refused(in: $0, as: shape) }
                ?? refused(
                    in: text, as: shape)
        case .null, .bool, .int, .decimal, .reference, .unknown: nil
        }
    }

    /// The text without what may not be entered: for names that the machine gives.
    package static func cleaned(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.filter { !TerminalText.isDangerous($0) }))
    }

    /// Unicode gives controls no name; these are the ones that turn up. Source: NameAliases.txt.
    private static let controlNames: [UInt32: String] = [
        0x00: "NULL", 0x07: "ALERT", 0x08: "BACKSPACE", 0x09: "CHARACTER TABULATION",
        0x0A: "LINE FEED", 0x0C: "FORM FEED", 0x0D: "CARRIAGE RETURN", 0x1B: "ESCAPE",
        0x7F: "DELETE", 0x85: "NEXT LINE", 0x9B: "CONTROL SEQUENCE INTRODUCER",
    ]

    /// `U+001B ESCAPE`: what a message calls a character that cannot be shown.
    package static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        guard let name = scalar.properties.name ?? controlNames[scalar.value] else { return code }
        return code + " " + name
    }
}

/// What two names have in common that a person takes for one another.
///
/// Case, accents, spaces, marks and characters that nobody sees are left out; digits and letters of other scripts stand for
/// the Latin letters that they look like. Names that are alike here need not be the same: they are told apart by more than
/// the name.
package struct LookAlike: Hashable, Sendable {
    package let text: String

    package init(_ name: String) {
        // Capitals that look like other letters than their small ones do.
        let capitals = String.UnicodeScalarView(name.unicodeScalars.map { Self.capitals[$0] ?? $0 })
        let folded = FoldedText(String(capitals)).text
        let seen = String(String.UnicodeScalarView(folded.unicodeScalars.compactMap(Self.seen)))
        text = seen.isEmpty ? folded : seen
    }

    private static func seen(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        var scalar = scalar
        // Full-width forms.
        if (0xFF01...0xFF5E).contains(scalar.value),
            let narrow = Unicode.Scalar(scalar.value - 0xFEE0)
        {
            scalar = narrow.properties.lowercaseMapping.unicodeScalars.first ?? narrow
        }
        if let latin = latin[scalar] { return latin }
        let isRead = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        return isRead ? scalar : nil
    }

    private static let capitals: [Unicode.Scalar: Unicode.Scalar] = [
        "Η": "h", "Ν": "n", "Υ": "y", "Ζ": "z",
    ]

    /// Source: Unicode Technical Standard 39, confusables, as far as Latin, Greek and Cyrillic small letters and digits go.
    private static let latin: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (alike, latin) in zip(
            "01iıіι|ο аαβвсеԁһјкκмηнорρѕтτυуχхԛԝгпγωνѵ".unicodeScalars,
            "ollllllo aabbcedhjkkmnhoppsttuyxxqwrnywvv".unicodeScalars)
        where alike != " " { table[alike] = latin }
        return table
    }()
}

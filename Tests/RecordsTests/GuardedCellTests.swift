import Testing

@testable import Records

struct GuardedCellTests {
    @Test(
        arguments: [
            ("=1+1", "'=1+1"), ("+31 70", "'+31 70"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{FF0B}1", "'\u{FF0B}1"), ("\tx", "'\tx"),
            ("'=1", "''=1"), ("''=1", "'''=1"),
            ("'s-Gravenhage", "'s-Gravenhage"), ("a=b", "a=b"), ("", ""), ("'", "'"), ("''", "''"),
            ("ships;=cmd|'/C calc'!A0", "ships;'=cmd|'/C calc'!A0"), ("a\n=1", "a\n'=1"),
            ("\u{202E}evil", #"\u{202E}evil"#), ("\r=1", #"\u{D}=1"#), ("\u{0}", #"\u{0}"#),
            ("\u{1B}[31m", #"\u{1B}[31m"#), (#"\u{1B}"#, #"\\u{1B}"#),
            ("\\\u{1B}", #"\\\u{1B}"#), (#"C:\users"#, #"C:\users"#), (#"\u{41}"#, #"\u{41}"#),
        ] as [(String, String)])
    func `a cell has one guarded form`(cell: String, guarded: String) {
        #expect(GuardedCell.text(cell) == guarded)
        #expect(GuardedCell.plain(guarded) == cell)
    }

    @Test(arguments: ["-5", "-5.25", "-1e3", "7"])
    func `a number stays a number in a numeric column`(number: String) {
        #expect(GuardedCell.text(number, isNumeric: true) == number)
        #expect(GuardedCell.plain(number) == number)
    }

    @Test(arguments: ["-5+cmd", "=5", "+5", "-"])
    func `what is no number is guarded in a numeric column too`(cell: String) {
        #expect(GuardedCell.text(cell, isNumeric: true).hasPrefix("'"))
    }

    /// Every text of up to five of the pieces that mean something to the escaping.
    @Test func `every text comes back, and no two texts have one guarded form`() {
        let pieces = [
            "'", "=", "-", "\\", "u{1B}", "u{", "\u{1B}", "\u{202E}", ";", "\t", "\n", "x",
        ]
        var texts = [""]
        var layer = [""]
        for _ in 0..<5 {
            layer = layer.flatMap { text in pieces.map { text + $0 } }
            texts += layer
        }
        var wrong: [String] = []
        var forms: Set<[UInt8]> = []
        var sources: Set<[UInt8]> = []
        for text in texts {
            let guarded = GuardedCell.text(text)
            if Array(GuardedCell.plain(guarded).utf8) != Array(text.utf8) { wrong.append(text) }
            // Several ways to put the pieces together are one text.
            if sources.insert(Array(text.utf8)).inserted,
                !forms.insert(Array(guarded.utf8)).inserted
            {
                wrong.append(text)
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
        #expect(sources.count > 200_000)
    }

    @Test func `nothing in a guarded cell begins a formula or is unseen`() {
        let formulas: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\u{FF1D}"]
        for head in ["", "'", "a;", "a\n", "a\t", "\r\n"] {
            for formula in formulas {
                let cell = head + String(Character(formula)) + "1"
                let scalars = Array(GuardedCell.text(cell).unicodeScalars)
                for (place, scalar) in scalars.enumerated() where formulas.contains(scalar) {
                    #expect(place > 0 && ![";", "\n", "\t"].contains(scalars[place - 1]))
                }
            }
        }
    }
}

import Testing

@testable import Records

struct EnteredTextTests {
    @Test(
        arguments: [
            0x00, 0x07, 0x08, 0x0B, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x202A, 0x202C,
            0x202E,
            0x2066, 0x2069,
        ] as [UInt32])
    func `no form of entry takes a control or a direction that stays open`(code: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(code))
        let text = "a" + String(Character(scalar)) + "b"
        for shape in [EnteredText.Shape.name, .line, .lines] {
            #expect(EnteredText.refused(in: text, as: shape) == scalar)
        }
    }

    @Test func `line breaks and tabs stand in long texts only`() {
        for text in ["a\nb", "a\tb", "a\r\nb"] {
            #expect(EnteredText.refused(in: text, as: .lines) == nil)
            #expect(EnteredText.refused(in: text, as: .line) != nil)
            #expect(EnteredText.refused(in: text, as: .name) != nil)
        }
        #expect(EnteredText.refused(in: "a\rb", as: .lines) == "\r")
        #expect(EnteredText.refused(in: "a\r", as: .lines) == "\r")
    }

    @Test func `a direction that is closed in its paragraph is Arabic or Hebrew as it should be`() {
        let isolated = "port of \u{2067}\u{62D}\u{64A}\u{641}\u{627}\u{2069}, east\u{200F}"
        #expect(EnteredText.refused(in: isolated, as: .line) == nil)
        #expect(EnteredText.refused(in: isolated, as: .name) == "\u{2067}")
        #expect(EnteredText.refused(in: "\u{2067}a\nb\u{2069}", as: .lines) == "\u{2067}")
        #expect(EnteredText.refused(in: "\u{2067}a\u{202C}", as: .lines) == "\u{202C}")
        // An override is not, even closed.
        #expect(EnteredText.refused(in: "\u{202E}a\u{202C}", as: .line) == "\u{202E}")
    }

    @Test func `ordinary text in any script passes`() {
        for text in ["", "Å naïve “coöperatie” – 日本 🇳🇱 👩‍💻", "\u{5D0}\u{5D1}", "e\u{301}"] {
            #expect(EnteredText.refused(in: text, as: .name) == nil)
        }
    }

    @Test func `a character is called by its code and its name`() {
        #expect(EnteredText.name(of: "\u{1B}") == "U+001B ESCAPE")
        #expect(EnteredText.name(of: "\u{202E}") == "U+202E RIGHT-TO-LEFT OVERRIDE")
    }

    @Test func `JSON is looked into, names of members among it`() throws {
        for text in [#"{"a":["x\u001b"]}"#, #"{"a\u0007":1}"#, #""\u0000""#] {
            #expect(EnteredText.refused(in: try JSON(parsing: text), as: .lines) != nil)
            #expect(EnteredText.refused(in: Value.json(text), as: .lines) != nil)
        }
        #expect(EnteredText.refused(in: try JSON(parsing: #"{"a":[1,"x\n"]}"#), as: .lines) == nil)
    }
}

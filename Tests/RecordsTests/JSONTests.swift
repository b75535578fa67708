import Records
import Testing

struct JSONTests {
    @Test(arguments: [
        (#"{"b":1,"a":[true,null,"x"]}"#, #"{"a":[true,null,"x"],"b":1}"#),
        (" [ 1.50 , -0, 2E+3 ] ", "[1.50,-0,2E+3]"),
        (#""\u00e9\ud83d\ude00\/\b""#, "\"é😀/\\u0008\""),
        (#""a\"\\\n""#, #""a\"\\\n""#),
        ("{}", "{}"),
    ])
    func `a value prints canonically with its numbers as written`(text: String, canonical: String)
        throws
    {
        let value = try JSON(parsing: text)
        #expect(value.canonical == canonical)
        #expect(try JSON(parsing: value.canonical) == value)
    }

    @Test(
        arguments: [
            ("", 1, .endOfText), ("[1", 3, .endOfText), ("{\"a\":1,}", 8, .unexpected),
            ("[1,]", 4, .unexpected), ("01", 2, .badNumber), ("1.", 3, .badNumber),
            ("-", 2, .badNumber), ("1 2", 3, .trailing), ("\"a\tb\"", 3, .controlCharacter),
            (#""\x""#, 2, .badEscape), (#""\u12g4""#, 6, .badEscape),
            (#""\ud800""#, 2, .badSurrogate), (#""\ude00""#, 2, .badSurrogate),
            (#""\ud800\u0041""#, 2, .badSurrogate), (#"{"a":1,"a":2}"#, 8, .duplicateName),
            ("nul", 4, .endOfText), ("tru3", 4, .unexpected), ("{1:2}", 2, .unexpected),
        ] as [(String, Int, JSONError.Reason)])
    func `what is no JSON is refused where it goes wrong`(
        text: String, column: Int, reason: JSONError.Reason
    ) {
        #expect(throws: JSONError(column: column, reason: reason)) { try JSON(parsing: text) }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        let half: [UInt8] = [0x22, 0xC3, 0x22]
        let surrogate: [UInt8] = [0x22, 0xED, 0xA0, 0x80, 0x22]
        for bytes in [half, surrogate] {
            #expect(throws: JSONError(column: 2, reason: .badUTF8)) { try JSON(parsing: bytes) }
        }
    }

    @Test func `nesting has a limit`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON(parsing: nested(JSON.maxDepth)).canonical == nested(JSON.maxDepth))
        #expect(throws: JSONError(column: JSON.maxDepth + 1, reason: .tooDeep)) {
            try JSON(parsing: nested(JSON.maxDepth + 1))
        }
    }

    @Test(arguments: [
        (Value.decimal("1.50"), "1.50"), (.decimal("inf"), #""inf""#),
        (.decimal(#"2,"x":1"#), #""2,\"x\":1""#), (.decimal("[1]"), #""[1]""#),
        (.json(#"{"a":[1]}"#), #"{"a":[1]}"#), (.json("1} {"), #""1} {""#),
    ])
    func `a value of a peer's is JSON whatever it says`(value: Value, printed: String) {
        #expect(value.json(\.description).canonical == printed)
    }
}

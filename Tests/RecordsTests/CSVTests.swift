import Testing

@testable import Records

struct CSVTests {
    private func read(_ text: String, delimiter: UInt8? = nil) -> CSVReader {
        CSVReader(Array(text.utf8), delimiter: delimiter)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `rows end in any of three ways, the last with or without`(end: String) {
        for last in ["", end] {
            let reader = read("a,b" + end + "1,2" + end + "3," + last)
            #expect(reader.errors == [])
            #expect(reader.table.head == ["a", "b"])
            #expect(reader.table.rows.map(\.fields) == [["1", "2"], ["3", ""]])
            #expect(reader.table.rows.map(\.number) == [2, 3])
        }
    }

    @Test func `a quoted field holds anything`() {
        let reader = read("a,b\n\"x, \"\"y\"\"\r\nz\",\"\"\n\nu,v\n")
        #expect(reader.errors == [])
        #expect(reader.table.rows.map(\.fields) == [["x, \"y\"\r\nz", ""], ["u", "v"]])
        // The blank row counts, for that is how a spreadsheet numbers them.
        #expect(reader.table.rows.map(\.number) == [2, 4])
    }

    @Test func `what is written is read back, whatever stands in it`() {
        let cells = [
            "", "plain", "a,b", "a;b", "\"", "\"\"", "\"\u{301}x", "two\nlines", "cr\rhere",
            "\r\n", " spaced ", "\ttab", "é", "日本", "=1+1",
        ]
        for delimiter in CSVReader.delimiters {
            let character = Character(Unicode.Scalar(delimiter))
            for a in cells {
                let rows = cells.map { [a, $0, "x"] }
                let text =
                    ([["h1", "h2", "h3"]] + rows)
                    .map { CSVTable.line($0, delimiter: character) }.joined(separator: "\n")
                let reader = read(text, delimiter: delimiter)
                #expect(reader.errors == [])
                #expect(
                    reader.table.rows.map { $0.fields.map { Array($0.utf8) } }
                        == rows.map { $0.map { Array($0.utf8) } })
            }
        }
        #expect(CSVTable.line([""]) == "\"\"")
    }

    @Test(
        arguments: [
            ("a,b;c,d\n", ","), ("a;b,c;d\n", ";"), ("a\tb\n", "\t"), ("a|b|c\n", "|"),
            ("\"a;b;c\",d\n", ","), ("a\n", ","),
        ] as [(String, Character)])
    func `the delimiter is the one that cuts the head into most`(text: String, expected: Character)
    {
        #expect(Character(Unicode.Scalar(read(text).delimiter)) == expected)
    }

    @Test(
        arguments: [
            ("", [.init(row: 1, .noHead)]), ("a,,c\n", [.init(row: 1, .headName(column: 2))]),
            ("a,b,a\n", [.init(row: 1, .headName(column: 3))]),
            (
                "a,b\n1\n1,2\n1,2,3\n",
                [
                    .init(row: 2, .ragged(expected: 2, found: 1)),
                    .init(row: 4, .ragged(expected: 2, found: 3)),
                ]
            ),
            ("a,b\n1,2\n\"x,y\n", [.init(row: 3, .openQuote)]),
            ("a,b\n1,x\"y\n", [.init(row: 2, .strayQuote(field: 2))]),
            ("a,b\n\"x\"y,1\n", [.init(row: 2, .strayQuote(field: 1))]),
        ] as [(String, [CSVError])])
    func `each mistake has its row`(text: String, errors: [CSVError]) {
        #expect(read(text).errors == errors)
    }

    @Test func `bytes that are no text have a row too`() {
        let reader = CSVReader(Array("a,b\n1,2\n1,".utf8) + [0xFF] + Array("\nx,y\n".utf8))
        #expect(reader.errors == [CSVError(row: 3, .badText(field: 2))])
    }

    // MARK: Encodings

    @Test func `a byte order mark names the encoding`() throws {
        let text = "naam\nBelgië € 𝄞\n"
        func units(_ isLittle: Bool) -> [UInt8] {
            var bytes: [UInt8] = []
            for unit in text.utf16 {
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                bytes += isLittle ? [low, high] : [high, low]
            }
            return bytes
        }
        let files: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + units(true),
            [0xFE, 0xFF] + units(false),
        ]
        for bytes in files {
            let encoding = try #require(TextEncoding.marked(bytes)?.encoding)
            #expect(try encoding.utf8(bytes) == Array(text.utf8))
        }
        #expect(TextEncoding.marked(Array(text.utf8)) == nil)
    }

    @Test func `the encoding of older Windows is taken where it is asked for`() throws {
        let bytes: [UInt8] = [0x42, 0x65, 0x6C, 0x67, 0x69, 0xEB, 0x20, 0x80, 0x93, 0x9F]
        #expect(try TextEncoding.windows1252.utf8(bytes) == Array("België €“Ÿ".utf8))
        #expect(throws: TextEncoding.BadText.self) { try TextEncoding.windows1252.utf8([0x81]) }
    }

    @Test func `half a character of UTF-16 is no text, and the rows before it are counted`() throws
    {
        let bytes: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x62, 0, 0x0A, 0, 0x00, 0xD8, 0x63, 0]
        do {
            _ = try TextEncoding.utf16LittleEndian.utf8(bytes)
            Issue.record("taken")
        } catch { #expect(CSVReader.rowNumber(atEndOf: error.before) == 3) }
        #expect(throws: TextEncoding.BadText.self) {
            try TextEncoding.utf16BigEndian.utf8([0, 0x61, 0])
        }
    }

    // MARK: Cells

    private let reading = CSVColumn.Reading(
        schema: .liaison, keepsUnknownCodes: false,
        reference: { text, _ in RecordID(text).map(Value.reference) ?? .text(text) },
        entryKey: { "key of " + $0 })

    @Test func `every content comes back from its cell`() throws {
        let id = RecordID(high: 7, low: 9)
        let nasty = ["a|b", "a=b", "\\", "", "\\e", "e", "x\ny", "\\|", " s ", "é|"]
        let texts = nasty.map(Value.text)
        func entries(_ values: [Value]) -> [FieldContent.Entry] {
            zip(nasty, values).map { .init(key: .text($0), value: $1) }
        }
        let cases: [(Field, FieldContent)] = [
            (Field("f", en: "", nl: "", shape: .set, merge: .set), .set(texts)),
            (Field("f", en: "", nl: "", shape: .set, merge: .set), .set([.text("")])),
            (Field("f", en: "", nl: "", shape: .map(key: .text)), .map(entries(texts.reversed()))),
            (Field("f", en: "", nl: "", shape: .log, merge: .log), .log(entries(texts))),
            (
                Field("f", en: "", nl: "", type: .json, shape: .map(key: .text)),
                .map(
                    entries([
                        .json("{\"a\":[1,\"x|y\"]}"), .text("t"), .int(4), .bool(true),
                        .decimal("1.50"), .json("null"),
                    ]))
            ),
            (
                Field("f", en: "", nl: "", type: .reference([]), shape: .set),
                .set([.reference(id), .text("partner:XX")])
            ),
            (
                Field("f", en: "", nl: "", type: .decimal, shape: .map(key: .reference([]))),
                .map([.init(key: .reference(id), value: .decimal("41.6"))])
            ),
            (Field("f", en: "", nl: ""), .single(.text("a|b=c\\d"))),
            (Field("f", en: "", nl: "", type: .bool), .single(.bool(false))),
            (Field("f", en: "", nl: "", type: .date), .single(.text("2014-07"))),
            (Field("f", en: "", nl: "", type: .integer), .single(.int(-5))),
            (Field("f", en: "", nl: "", type: .code("form")), .single(.text("GEN.I.HQ"))),
        ]
        for (field, content) in cases {
            let cell = CSVCell.text(content, of: field) { $0.description }
            #expect(try CSVColumn(field).content(cell, reading) == content, "\(cell)")
        }
    }

    @Test func `a foreign cell is read as its column says`() throws {
        let dates = CSVColumn(
            Field("f", en: "", nl: "", type: .date), dates: DatePattern("dd-MM-yyyy"))
        #expect(try dates.content("01-12-2014", reading) == .single(.text("2014-12-01")))
        #expect(throws: CSVCellError.dateOfOtherForm("dd-MM-yyyy")) {
            try dates.content("1-12-2014", reading)
        }
        let list = CSVColumn(
            Field("f", en: "", nl: "", type: .code("scope"), shape: .set), separator: ",",
            values: ["2": "bilateral"])
        #expect(
            try list.content("2, In multinationaal verband", reading)
                == .set([.text("bilateral"), .text("multinational")]))
        let log = CSVColumn(Field("f", en: "", nl: "", shape: .log))
        #expect(
            try log.content("said", reading)
                == .log([.init(key: .text("key of said"), value: .text("said"))]))
        let map = CSVColumn(Field("f", en: "", nl: "", shape: .map(key: .text)))
        #expect(throws: CSVCellError.noKey) { try map.content("40", reading) }
        #expect(throws: CSVCellError.sameKey) { try map.content("a=1|a=2", reading) }
    }

    @Test(arguments: ["yy", "yyyy-MM-dd-MM", "dd-yyyy", "yyyy-mm-dd", "yyyy-DD", "", "MMM yyyy"])
    func `what is no form of dates is refused`(text: String) {
        #expect(DatePattern(text) == nil)
    }

    @Test(
        arguments: [
            ("d/M/yyyy", "3/4/2015", "2015-04-03"), ("MM/yyyy", "04/2015", "2015-04"),
            ("yyyy", "2015", "2015"), ("yyyyMMdd", "20150403", "2015-04-03"),
            ("dd.MM.yyyy", "31.02.2015", nil), ("d-M-yyyy", "3-4-15", nil),
            ("d-M-yyyy", "3-4-2015x", nil),
        ] as [(String, String, String?)])
    func `a date in another form`(pattern: String, text: String, expected: String?) throws {
        #expect(try #require(DatePattern(pattern)).isoDate(text) == expected)
    }
}

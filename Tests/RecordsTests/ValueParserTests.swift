import Records
import Testing

struct ValueParserTests {
    private func parse(_ text: String, _ type: FieldType) throws(ValueError) -> Value {
        try ValueParser.parse(text, as: type, schema: .liaison)
    }

    @Test(arguments: ["2013", "2013-05", "2013-05-28", "2012-02-29", "2000-02-29"])
    func `a date keeps its precision`(text: String) throws {
        #expect(try parse(text, .date) == .text(text))
    }

    @Test(
        arguments: [
            "2013-5", "13", "2013-13", "2013-00", "2013-02-29", "1900-02-29", "2013-04-31",
            "2013-05-28T00:00", "28-05-2013", "0000", "2013-", "２013",
        ])
    func `a day that the calendar lacks is no date`(text: String) {
        #expect(throws: ValueError.notADate) { try parse(text, .date) }
    }

    @Test func `numbers are kept as they were written`() throws {
        #expect(try parse("2200", .integer) == .int(2200))
        #expect(try parse("-3", .integer) == .int(-3))
        #expect(try parse("41.60", .decimal) == .decimal("41.60"))
        #expect(try parse("41", .decimal) == .int(41))
        #expect(throws: ValueError.notAnInteger) { try parse("2,200", .integer) }
        #expect(throws: ValueError.notAnInteger) { try parse("99999999999999999999", .integer) }
        #expect(throws: ValueError.notADecimal) { try parse("41,6", .decimal) }
        #expect(throws: ValueError.notADecimal) { try parse("NaN", .decimal) }
    }

    @Test func `yes and no are read in both languages`() throws {
        for text in ["yes", "ja", "true", "Ja"] { #expect(try parse(text, .bool) == .bool(true)) }
        for text in ["no", "nee", "false"] { #expect(try parse(text, .bool) == .bool(false)) }
        #expect(throws: ValueError.notABool) { try parse("maybe", .bool) }
    }

    @Test func `a code is found by its label and in any case`() throws {
        for text in ["cancelled", "Cancelled", "geannuleerd"] {
            #expect(try parse(text, .code("activity_status")) == .text("cancelled"))
        }
        #expect(try parse("gen.s.ex", .code("form")) == .text("GEN.S.EX"))
    }

    @Test func `an unknown code is refused with what is near to it`() {
        #expect(
            throws: ValueError.unknownCode(vocabulary: "activity_status", nearest: ["cancelled"])
        ) { try parse("canceled", .code("activity_status")) }
        #expect(
            throws: ValueError.unknownCode(vocabulary: "activity_status", nearest: ["planned"])
        ) { try parse("gepla", .code("activity_status")) }
        #expect(throws: ValueError.unknownCode(vocabulary: "activity_status", nearest: [])) {
            try parse("zzz", .code("activity_status"))
        }
    }

    @Test func `a reference is an id or a handle of a kind that the field takes`() throws {
        let id = RecordID(high: 1, low: 2)
        #expect(try parse(id.description, .reference(["partner"])) == .reference(id))
        #expect(try parse(id.description.lowercased(), .reference([])) == .reference(id))
        #expect(try parse("partner:NOR", .reference(["partner"])) == .text("partner:NOR"))
        #expect(try parse("coop:benesam", .reference([])) == .text("coop:benesam"))
        #expect(throws: ValueError.wrongKind(prefixes: ["coop"])) {
            try parse("partner:NOR", .reference(["cooperation"]))
        }
        for text in ["Norway", "partner:", ":NOR", "partner:N OR", "Partner:NOR"] {
            #expect(throws: ValueError.notAReference) { try parse(text, .reference(["partner"])) }
        }
    }

    @Test func `a line holds no line break and nothing is no value`() throws {
        #expect(throws: ValueError.severalLines) { try parse("a\nb", .text) }
        #expect(try parse("a\nb", .long) == .text("a\nb"))
        for type in [FieldType.text, .long, .date, .json, .code("scope")] {
            #expect(throws: ValueError.empty) { try parse("  ", type) }
        }
    }

    @Test func `structures are kept in canonical form`() throws {
        #expect(try parse(#"{ "b":1, "a":2 }"#, .json) == .json(#"{"a":2,"b":1}"#))
        #expect(throws: ValueError.notJSON(JSONError(column: 1, reason: .unexpected))) {
            try parse("x", .json)
        }
    }

    @Test func `codes are shown by their label and references by the name given`() throws {
        let activity = try #require(Schema.liaison.kind("activity"))
        let status = activity.field("status")
        let shown = Language.allCases.map {
            ValueText.render(
                .single(.text("held")), of: status, language: $0, schema: .liaison)
        }
        #expect(shown == ["Held", "Gehouden"])
        let shares = FieldContent.map([
            .init(key: .text("partner:NLD"), value: .decimal("6.5")),
            .init(key: .text("partner:FRA"), value: .decimal("41.6")),
        ])
        #expect(
            ValueText.render(
                shares, of: Schema.liaison.kind("project")?.field("shares"), language: .dutch,
                schema: .liaison) == "partner:NLD: 6.5; partner:FRA: 41.6")
        #expect(
            ValueText.render(
                .reference(RecordID(high: 1, low: 2)), as: .reference([]), language: .english,
                schema: .liaison, reference: { _ in "Norway" }) == "Norway")
    }
}

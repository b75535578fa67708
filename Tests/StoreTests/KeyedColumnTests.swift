import CRDT
import Causality
import Records
import Testing
import Wire

@testable import Store

struct KeyedColumnTests {
    private static let partner = RecordID(high: 0x1234_5678_9ABC_DEF0, low: 42)

    private static let links = Field(
        "links", en: "", nl: "", type: .reference([]), shape: .set, merge: .set)
    private static let words = Field("words", en: "", nl: "", shape: .set, merge: .set)
    private static let facts = Field(
        "facts", en: "", nl: "", type: .json, shape: .map(key: .text), merge: .map)
    private static let shares = Field(
        "shares", en: "", nl: "", type: .decimal, shape: .map(key: .reference([])), merge: .map)

    private func writes(_ entries: [(Value, [Value])]) -> [Write] {
        entries.enumerated().map { place, entry in
            Write(
                slot: 1, key: entry.0.canonicalBytes,
                stamp: Stamp(point: Point(chain: 0, number: 1), lamport: 1, tag: UInt64(place)),
                payload: payload(entry.1))
        }.sorted { Write.precedes($0, $1) }
    }

    /// The text, after checking that it gives back what it was made of and says what people are shown.
    private func text(_ field: Field, _ entries: [(Value, [Value])]) throws -> String? {
        let writes = writes(entries)
        guard let bytes = KeyedColumn.text(of: writes[...], field: field) else { return nil }
        let read = try bytes.withUnsafeBytes { buffer in
            Result { () throws(StoreError) in try KeyedColumn.read(buffer, field: field) }
        }.get()
        #expect(read.map(\.key) == writes.map(\.key))
        #expect(read.map(\.payload) == writes.map(\.payload))
        let live = try writes.map {
            LiveValue(
                key: try Value(canonicalBytes: $0.key),
                values: try values(ofPayload: $0.payload ?? []), stamp: $0.stamp)
        }
        let view = FieldView(
            of: live, field: field, storedType: field.storedType, schema: Schema.liaison)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(view.content?.jsonText == text)
        return text
    }

    @Test func `elements and entries are JSON that people read`() throws {
        #expect(
            try text(
                Self.links,
                [(.reference(Self.partner), [.bool(true)]), (.text("partner:NOR"), [.bool(true)])])
                == "[\"partner:NOR\",\"\(Self.partner)\"]")
        #expect(
            try text(
                Self.facts,
                [
                    (.text("a"), [.json(#"{"x":[1,"}"]}"#)]), (.text("b"), [.int(-7)]),
                    (.text("c"), [.decimal("1.50")]), (.text("d"), [.bool(false)]),
                    (.text("e"), [.json("null")]), (.text("f"), [.text("\"\\\n\u{1}é")]),
                ])
                == #"{"a":{"x":[1,"}"]},"b":-7,"c":1.50,"d":false,"e":null,"f":"\"\\\n\u0001é"}"#)
        #expect(
            try text(Self.shares, [(.reference(Self.partner), [.decimal("41.6")])])
                == "{\"\(Self.partner)\":41.6}")
    }

    @Test(
        arguments: [
            // Two people disagree, or somebody cleared it.
            (Value.text("a"), [Value.int(1), .int(2)]),
            (.text("a"), [.null]),
            (.text("a"), []),
            // Text that would come back as something else.
            (.text("a"), [.decimal("12")]),
            (.text("a"), [.json("true")]),
            (.text("a"), [.json("[1")]),
            (.text("a"), [.json("[1] ")]),
            (.text("a"), [.json("")]),
            (.text("a"), [.unknown(tag: 99, bytes: [1])]),
            (.int(1), [.int(1)]),
            (.reference(RecordID(high: 1, low: 2)), [.int(1)]),
        ] as [(Value, [Value])])
    func `what would not come back bit for bit stays in the state`(
        key: Value, values: [Value]
    ) throws {
        #expect(try text(Self.facts, [(key, values)]) == nil)
    }

    @Test func `a text that looks like a record is no record`() throws {
        let text = Self.partner.description
        #expect(try self.text(Self.links, [(.text(text), [.bool(true)])]) == nil)
        #expect(try self.text(Self.words, [(.text(text), [.bool(true)])]) == "[\"\(text)\"]")
        #expect(try self.text(Self.words, [(.text("a"), [.bool(false)])]) == nil)
    }

    @Test func `two writes of one key are a disagreement`() throws {
        #expect(
            try text(Self.facts, [(.text("a"), [.int(1)]), (.text("a"), [.int(1)])]) == nil)
    }

    @Test(arguments: [
        "", "[", "[\"a\"", "[\"a\"]x", "[\"a\",]", "[tru]", "{\"a\":1}", "[\"\\u12\"]",
    ])
    func `a column that another program wrote is named`(text: String) throws {
        #expect(throws: StoreError.self) {
            try Array(text.utf8).withUnsafeBytes { try KeyedColumn.read($0, field: Self.words) }
        }
    }
}

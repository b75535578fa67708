import Records
import Testing

struct MessageTests {
    @Test func `every message has both languages with the same places`() {
        for message in Message.all {
            #expect(!message.en.isEmpty && !message.nl.isEmpty, "\(message.key)")
            #expect(
                message.places(.english).sorted() == message.places(.dutch).sorted(),
                "\(message.key)")
        }
        #expect(Set(Message.all.map(\.key)).count == Message.all.count)
    }

    @Test func `an argument is not looked at for places again`() {
        let message = Message("test.x", en: "{a} and {b}", nl: "{b} en {a}")
        #expect(message(.english, ["a": "{b}", "b": "2"]) == "{b} and 2")
        #expect(message(.dutch, ["a": "1", "b": "2"]) == "2 en 1")
    }

    @Test func `every error has a text in both languages`() {
        let json = JSONError.Reason.allCases
        let imports: [ImportError] =
            json.map { ImportError(column: 3, .json($0)) } + [
                ImportError(.notAnObject), ImportError(.noText(key: "id")),
                ImportError(.unknownKind("treaty")),
            ]
        let values: [ValueError] =
            json.map { .notJSON(JSONError(column: 3, reason: $0)) } + [
                .empty, .severalLines, .notADate, .notAnInteger, .notADecimal, .notABool,
                .unknownCode(vocabulary: "scope", nearest: []),
                .unknownCode(vocabulary: "scope", nearest: ["bilateral"]), .notAReference,
                .wrongKind(prefixes: ["coop"]),
            ]
        for language in Language.allCases {
            let texts = imports.map { $0.text(language) } + values.map { $0.text(language) }
            #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("{") })
        }
        #expect(
            ImportError(column: 9, .json(.tooDeep)).text(.dutch)
                == "geen JSON vanaf kolom 9: meer dan 64 lagen diep genest")
    }
}

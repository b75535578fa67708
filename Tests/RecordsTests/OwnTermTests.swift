import Records
import Testing

struct OwnTermTests {
    private func schema(_ terms: [OwnTerm]) -> Schema { Schema.liaison.including(terms) }

    private func term(
        _ code: String, _ label: String, sameAs: [String] = [], status: OwnTerm.Status = .proposed
    ) -> OwnTerm {
        OwnTerm(
            vocabulary: "form", code: code, label: Label(en: label, nl: label), broader: "GEN.S",
            sameAs: sameAs, status: status)
    }

    @Test func `a proposed term is taken by code and label, and shown as proposed`() throws {
        let schema = schema([term("GEN.S.ART", "Arts")])
        for typed in ["GEN.S.ART", "gen.s.art", "arts"] {
            #expect(
                try ValueParser.parse(typed, as: .code("form"), schema: schema)
                    == .text("GEN.S.ART"))
        }
        #expect(
            ValueText.render(
                .text("GEN.S.ART"), as: .code("form"), language: .dutch, schema: schema)
                == "Arts (voorgesteld)")
        let codes = try #require(schema.vocabularies["form"]).terms.map(\.code)
        #expect(codes.firstIndex(of: "GEN.S.ART") == codes.firstIndex(of: "GEN.S").map { $0 + 1 })
    }

    @Test func `a closed term is shown and not taken`() {
        let schema = schema([term("GEN.S.ART", "Arts", sameAs: ["GEN.S.EX"], status: .closed)])
        #expect(throws: ValueError.closedCode(vocabulary: "form", instead: "GEN.S.EX")) {
            try ValueParser.parse("GEN.S.ART", as: .code("form"), schema: schema)
        }
        #expect(
            ValueText.render(
                .text("GEN.S.ART"), as: .code("form"), language: .english, schema: schema)
                == "Arts (closed, same as GEN.S.EX)")
    }

    @Test func `own terms joined by either side stand for the same code`() {
        let schema = schema([
            term("B", "b", sameAs: ["A"]), term("A", "a"), term("C", "c", sameAs: ["B"]),
        ])
        let terms = schema.vocabularies["form"]
        #expect(terms?.term("B")?.sameAs == "A")
        #expect(terms?.term("C")?.sameAs == "A")
        #expect(terms?.term("A")?.sameAs == nil)
    }

    @Test func `a declared code stays as declared, and of two terms the accepted one counts`() {
        let schema = schema([
            term("GEN.S", "mine"), term("X", "first"), term("X", "accepted", status: .accepted),
        ])
        #expect(
            schema.vocabularies["form"]?.term("GEN.S")?.label.en == "General cooperation, simple")
        #expect(schema.vocabularies["form"]?.term("X")?.label.en == "accepted")
    }
}

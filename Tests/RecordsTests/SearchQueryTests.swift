import Testing

@testable import Records

struct SearchQueryTests {
    private let fields = SearchFields(.liaison)

    private func read(_ text: String) throws -> SearchQuery {
        try SearchQuery(text, fields: fields)
    }

    private func term(
        _ text: String, field: String? = nil, isPrefix: Bool = false
    ) -> SearchQuery {
        .term(.init(field: field, text, isPrefix: isPrefix))
    }

    @Test func `words must all be there`() throws {
        #expect(
            try read("  arctic   training ")
                == .all([term("arctic"), term("training")], without: []))
        #expect(try read("arctic AND training") == read("arctic training"))
    }

    @Test func `or binds less than and, parentheses more`() throws {
        #expect(
            try read("a b OR c") == .any([.all([term("a"), term("b")], without: []), term("c")]))
        #expect(
            try read("a (b OR c) -d")
                == .all([term("a"), .any([term("b"), term("c")])], without: [term("d")]))
    }

    @Test func `a field goes by its name, with its language or without`() throws {
        for text in ["title:x", "title_en:x", "title-nl:x", "TITLE:x"] {
            #expect(try read(text) == term("x", field: "title"))
        }
        #expect(try read("title:\"two words\"") == term("two words", field: "title"))
        #expect(try read("title:beg*") == term("beg", field: "title", isPrefix: true))
    }

    @Test(arguments: ["coop:benesam", "http://x", "x", "F-35", "\"a:b\""])
    func `a handle, a word with a dash and what is quoted are no fields`(text: String) throws {
        if text.hasPrefix("http") {
            #expect(throws: SearchQueryError.unknownField("http", nearest: [])) { try read(text) }
        } else {
            #expect(try read(text) == term(text.filter { $0 != "\"" }))
        }
    }

    @Test(
        arguments: [
            ("", .empty), ("   ", .empty), ("\"open", .openQuote), ("(a", .parenthesis),
            ("a)", .parenthesis), ("()", .parenthesis), ("a OR", .operandMissing("OR")),
            ("OR a", .operandMissing("OR")), ("a --b", .operandMissing("-")),
            ("-a", .onlyExclusions), ("-a -b", .onlyExclusions), ("title:", .noWord("title:")),
            ("…", .noWord("…")), ("a*", .shortPrefix("a*", least: 2)), ("a \"..\"", .noWord("..")),
            ("*", .noWord("")),
            ("a NOT b", .foreignOperator("NOT", instead: "-word")),
            ("titel:x", .unknownField("titel", nearest: ["title"])),
            ("titles:x", .unknownField("titles", nearest: ["title"])),
        ] as [(String, SearchQueryError)])
    func `what is no query is refused`(text: String, expected: SearchQueryError) {
        #expect(throws: expected) { try read(text) }
    }

    @Test func `a query has a limit`() {
        let words = Array(repeating: "w", count: SearchQuery.termsMax + 1)
        #expect(throws: SearchQueryError.tooManyWords(most: SearchQuery.termsMax)) {
            try read(words.joined(separator: " "))
        }
    }
}
